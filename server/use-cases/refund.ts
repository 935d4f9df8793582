import 'server-only'
import type { PlainDate } from '@/lib/dates'
import { daysBetween } from '@/lib/dates'
import { toCents } from '@/lib/money'
import type { Period } from '@/lib/periods'
import { daysOf, oneOff, periodOf } from '@/lib/periods'
import type { PaidInvoice, RefundFigures } from '@/lib/refund'
import { refundOf } from '@/lib/refund'
import type { Invoice, InvoiceItem, InvoiceSummary } from '@/lib/schemas/invoice'
import type { Service } from '@/lib/schemas/service'
import type { Viewer } from '@/server/access/viewer'
import type { RefundPolicy } from '@/server/refund-policy'
import { getInvoice, listInvoices } from '@/server/whmcs/invoices'

/** What comes back when a service ends at once. Every answer has its reason, and no answer is a guess. */
export type Refund =
  | { readonly kind: 'amount'; readonly figures: RefundFigures; readonly period: Period }
  | { readonly kind: 'none'; readonly reason: NoRefund }
  /** Staff find out: the invoices do not tell for certain. */
  | {
      readonly kind: 'staff'
      readonly reason: 'paid_ahead' | 'invoice_not_found' | 'unknown_period' | 'refunded_before'
    }

export type NoRefund =
  'end_of_period' | 'policy' | 'free' | 'one_time' | 'period_over' | 'outside_window' | 'all_used' | 'no_invoice'

/** How much is read at most: pages of the list of 100 invoices each, and single invoices. */
const MAX_PAGES = 10
const PAGE = 100
const MAX_INVOICES = 25
/** An invoice is issued before it is due: the list is read back this far behind the start of the period, in days. */
const ISSUED_BEFORE = 45
/** They charge nothing, or not any more. */
const VOID: readonly string[] = ['Draft', 'Cancelled']

function dueOn({ dueOn: due, issuedOn }: InvoiceSummary): PlainDate | null {
  return due ?? issuedOn
}

/** Invoices that could have charged the period, the likeliest first. `complete` is false when there were too many to read. */
async function candidates(viewer: Pick<Viewer, 'whmcs' | 'clientId'>, { start, end }: Period) {
  const near = daysBetween(start, end) / 2
  const since = new Date(Date.parse(start) - ISSUED_BEFORE * 86_400_000).toISOString().slice(0, 10)
  const found: InvoiceSummary[] = []
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const query = { sort: 'date', descending: true, offset: page * PAGE, limit: PAGE } as const
    const { invoices, total } = await listInvoices(viewer.whmcs, viewer.clientId, query)
    found.push(...invoices)
    const last = invoices.at(-1)
    if (!last || (page + 1) * PAGE >= total || (last.issuedOn !== null && last.issuedOn < since)) {
      return { invoices: sorted(found, start, near), complete: true }
    }
  }
  return { invoices: sorted(found, start, near), complete: false }
}

function sorted(found: readonly InvoiceSummary[], start: PlainDate, near: number): InvoiceSummary[] {
  const distance = (invoice: InvoiceSummary) => Math.abs(daysBetween(start, dueOn(invoice) ?? '0001-01-01'))
  return found
    .filter((invoice) => !VOID.includes(invoice.status) && distance(invoice) <= near)
    .sort((a, b) => Number(distance(b) === 0) - Number(distance(a) === 0) || b.id - a.id)
}

const OWN: readonly string[] = ['Hosting', 'PromoHosting']

function isOwn({ type, relatedId }: InvoiceItem, service: number): boolean {
  return OWN.includes(type) && relatedId === service
}

/** The invoice that the period was charged with; `unsure` when not everything could be read. */
async function payingInvoice(
  viewer: Pick<Viewer, 'whmcs' | 'clientId'>,
  service: number,
  period: Period,
): Promise<Invoice | 'none' | 'unsure'> {
  const { invoices, complete } = await candidates(viewer, period)
  for (const { id } of invoices.slice(0, MAX_INVOICES)) {
    const found = await getInvoice(viewer.whmcs, id)
    if (!found || found.clientId !== viewer.clientId) continue
    const { invoice } = found
    if (invoice.items.some((item) => item.type === 'Hosting' && isOwn(item, service))) return invoice
  }
  return complete && invoices.length <= MAX_INVOICES ? 'none' : 'unsure'
}

/** Paid back elsewhere, as its status says, is not paid, whatever the payments add up to. */
function paidInvoice(invoice: Invoice, service: number): PaidInvoice {
  const [tax, tax2] = [toCents(invoice.tax), toCents(invoice.tax2)]
  const payments = invoice.payments.map(({ amountIn, amountOut }) => toCents(amountIn) - toCents(amountOut))
  const paid = payments.reduce((sum, one) => sum + one, toCents(invoice.credit))
  return {
    lines: invoice.items.map((item) => ({
      own: isOwn(item, service),
      amount: toCents(item.amount),
      taxed: item.taxed,
      promotion: item.type.startsWith('Promo'),
    })),
    total: toCents(invoice.subtotal) + tax + tax2,
    tax,
    tax2,
    paid: invoice.status === 'Refunded' ? 0n : paid,
  }
}

/** What needs no invoice to be known. */
function withoutInvoice(service: Service, today: PlainDate, { policy, days }: RefundPolicy): Refund | Period {
  if (policy === 'none') return { kind: 'none', reason: 'policy' }
  const once = oneOff(service.billingCycle)
  if (once) return { kind: 'none', reason: once }
  const period = periodOf(service)
  if (!period) return { kind: 'staff', reason: 'unknown_period' }
  if (today >= period.end) return { kind: 'none', reason: 'period_over' }
  if (today < period.start) return { kind: 'staff', reason: 'paid_ahead' }
  if (days !== null && daysBetween(period.start, today) >= days) return { kind: 'none', reason: 'outside_window' }
  return period
}

/**
 * What comes back for the rest of the period, from WHMCS's own invoices, read afresh: at most 10 pages of the list and 25
 * invoices.
 */
export async function immediateRefund(
  viewer: Pick<Viewer, 'whmcs' | 'clientId'>,
  service: Service,
  today: PlainDate,
  policy: RefundPolicy,
): Promise<Refund> {
  const known = withoutInvoice(service, today, policy)
  if ('kind' in known) return known
  const invoice = await payingInvoice(viewer, service.id, known)
  if (invoice === 'none') return { kind: 'none', reason: 'no_invoice' }
  if (invoice === 'unsure') return { kind: 'staff', reason: 'invoice_not_found' }
  const paid = paidInvoice(invoice, service.id)
  if (paid.paid <= 0n) return { kind: 'none', reason: 'no_invoice' }
  const figures = refundOf({
    invoice: paid,
    recurring: toCents(service.recurringAmount),
    days: daysOf(known, today),
  })
  return figures.refund.gross > 0n ? { kind: 'amount', figures, period: known } : { kind: 'none', reason: 'all_used' }
}

/** The last day of a service: today, or the end of what is paid. Null where no period ends. */
export function lastDay(type: 'end' | 'now', { billingCycle, nextDueOn }: Service, today: PlainDate): PlainDate | null {
  if (type === 'now') return today
  if (oneOff(billingCycle) !== null || nextDueOn === null) return null
  return nextDueOn > today ? nextDueOn : today
}

import 'server-only'
import type { PlainDate } from '@/lib/dates'
import type { AfterEnd, KnownRequest } from '@/lib/schemas/cancellation'
import type { InvoiceSummary } from '@/lib/schemas/invoice'
import type { Service } from '@/lib/schemas/service'
import type { Permitted } from '@/server/access/permitted'
import { ownService } from '@/server/access/ownership'
import { getInvoice, listInvoices } from '@/server/whmcs/invoices'
import { findStop } from './automatic-payment'
import { findRequest } from './cancellations'

type Viewer = Permitted<'invoices'>

/** How many of the newest invoices are looked at, and how many of those that may be wrong are opened. */
const LISTED = 100
const OPENED = 25

/** The last day that may be charged. WHMCS keeps no day of the end: it is the due date, or the day of the request. */
function endOf(service: Service, { type, requestedAt }: KnownRequest): PlainDate | null {
  const requested = requestedAt?.slice(0, 10) ?? null
  if (type === 'Immediate' || service.nextDueOn === null) return requested
  return requested !== null && requested > service.nextDueOn ? requested : service.nextDueOn
}

/** Cancelled and refunded ones cost nothing, and a draft does not exist yet. */
function counts({ status, issuedOn }: InvoiceSummary, end: PlainDate): boolean {
  return issuedOn !== null && issuedOn > end && !['Draft', 'Cancelled', 'Refunded'].includes(status)
}

async function isFor(viewer: Viewer, { id }: InvoiceSummary, service: number): Promise<boolean> {
  const found = await getInvoice(viewer.whmcs, id)
  if (!found || found.clientId !== viewer.clientId) return false
  return found.invoice.items.some(({ type, relatedId }) => /^(?:Promo)?Hosting$/.test(type) && relatedId === service)
}

async function chargedAfter(viewer: Viewer, service: number, end: PlainDate) {
  const newest = { sort: 'date', descending: true, offset: 0, limit: LISTED } as const
  const { invoices, total } = await listInvoices(viewer.whmcs, viewer.clientId, newest)
  const later = invoices.filter((invoice) => counts(invoice, end))
  const opened = later.slice(0, OPENED)
  const hits = await Promise.all(opened.map((invoice) => isFor(viewer, invoice, service)))
  const oldest = invoices.at(-1)?.issuedOn ?? null
  const reached = invoices.length >= total || (oldest !== null && oldest <= end)
  return {
    invoices: opened.filter((_, index) => hits[index]).map(({ id, number }) => ({ id, number })),
    all: reached && opened.length === later.length,
  }
}

/**
 * Whether anything is charged for a service after a cancellation ended it; null when none did. At most 27 calls, however
 * many invoices the account has.
 *
 * @throws PortalError `not_found`, also for somebody else's service
 */
export async function checkAfterEnd(viewer: Viewer, id: number): Promise<AfterEnd | null> {
  const { service } = await ownService(viewer, id)
  const request = await findRequest(viewer, service)
  const endedOn = request?.state === 'ended' ? endOf(service, request) : null
  if (endedOn === null) return null
  const payment = service.subscriptionId !== ''
  const [charged, asked] = await Promise.all([
    chargedAfter(viewer, service.id, endedOn),
    payment ? findStop(viewer, service) : null,
  ])
  const { permissions } = await viewer.rights()
  return { service: service.id, endedOn, ...charged, payment, asked, mayStop: permissions.has('orders') }
}

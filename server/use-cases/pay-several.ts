import 'server-only'
import { toCents } from '@/lib/money'
import { shareCredit } from '@/lib/pay'
import type { Invoice } from '@/lib/schemas/invoice'
import type { PayRow, PaySeveralInput, PaySeveralView, Removed } from '@/lib/schemas/pay'
import { figuresOf } from '@/lib/schemas/pay'
import { ownInvoice } from '@/server/access/ownership'
import type { Permitted } from '@/server/access/permitted'
import { payAllAddress } from '@/server/capabilities/paying'
import { isUnavailable, PortalError } from '@/server/errors'
import { invoiceLock } from '@/server/operations/credit-apply'
import { combined, invoicesCombine } from '@/server/operations/invoices-combine'
import { store } from '@/server/store/current'
import { heldLocks } from '@/server/store/operations'
import { inBatches } from '@/server/whmcs/batches'
import type { Handover, Writer } from '@/server/whmcs/client'
import { listInvoices } from '@/server/whmcs/invoices'
import { getSetting } from '@/server/whmcs/settings'
import { currencyOf } from './currencies'
import { billingPlace } from './hand-over'
import { carryOutPayment, creditPlan, newestCredit, takesCredit } from './pay'
import { combinationsOf, receiptsOf } from './pay-trail'

type Viewer = Permitted<'invoices'>
type WritingViewer = Permitted<'invoices', Writer>

/** Of the connections that all readers share. */
const READ_AT_ONCE = 4
const NEWEST = 100

const GONE: Readonly<Record<string, Removed>> = {
  Paid: 'paid',
  'Payment Pending': 'pending',
  Collections: 'collections',
}

function removedBy(invoice: Invoice, held: boolean, by: number | undefined): Removed | null {
  if (held) return 'checking'
  if (invoice.status !== 'Unpaid') return GONE[invoice.status] ?? 'void'
  if (toCents(invoice.balance) <= 0n) return 'nothing'
  if (by !== undefined) return 'combined'
  return takesCredit(invoice) ? null : 'alone'
}

async function readOwn(viewer: Viewer, id: number): Promise<Invoice | null> {
  try {
    return (await ownInvoice(viewer, id)).invoice
  } catch (error) {
    if (error instanceof PortalError && error.code === 'not_found') return null
    throw error
  }
}

/** The oldest due first: it is the one that a service may be stopped for. */
function byDueDay(a: Invoice, b: Invoice): number {
  return (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999') || a.id - b.id
}

/** Off by a word of WHMCS's only: a role that may not ask for the setting may still use the page. */
async function isMassPayOn(viewer: Viewer): Promise<boolean> {
  try {
    return (await getSetting(viewer.whmcs, 'EnableMassPay')) !== ''
  } catch (error) {
    if (isUnavailable(error)) throw error
    return true
  }
}

/** Each invoice that was chosen, read afresh: what is to be paid, and what is not, with its reason. */
export async function getSeveral(viewer: Viewer, ids: readonly number[]): Promise<PaySeveralView> {
  const { db } = await store()
  const [found, held, combinations, { client }, currency, together, place, receipts] = await Promise.all([
    inBatches(ids, READ_AT_ONCE, async (id) => ({ id, invoice: await readOwn(viewer, id) })),
    heldLocks(db, viewer.location, ids.map(invoiceLock)),
    combinationsOf(viewer, ids),
    viewer.account(),
    currencyOf(viewer),
    isMassPayOn(viewer),
    billingPlace(viewer),
    receiptsOf(viewer, ids),
  ])
  const payable: Invoice[] = []
  const removed: PaySeveralView['removed'][number][] = []
  for (const { id, invoice } of found) {
    const by = combinations.get(id)
    const reason = invoice ? removedBy(invoice, held.has(invoiceLock(id)), by) : 'missing'
    if (invoice && reason === null) payable.push(invoice)
    else if (reason) removed.push({ id, number: invoice?.number ?? String(id), reason, by: by ?? null })
  }
  payable.sort(byDueDay)
  const shares = shareCredit(
    payable.map(({ balance }) => balance),
    toCents(client.credit) > 0n ? client.credit : '0.00',
  )
  const rows = payable.map(({ id, number, dueOn, balance, paymentMethod: gateway }, at): PayRow => {
    return { id, number, dueOn, balance, gateway, share: shares[at] ?? '0.00' }
  })
  return { rows, removed, currency, credit: client.credit, together, place, receipts }
}

/** @throws PortalError `rejected` (`changed_meanwhile`) when the review showed something else */
async function reviewed(viewer: WritingViewer, { ids, figures }: PaySeveralInput, withCredit: boolean) {
  const view = await getSeveral(viewer, ids)
  if (figuresOf(view.rows, withCredit) !== figures) throw new PortalError('rejected', { message: 'changed_meanwhile' })
  return view
}

/**
 * Pays several invoices from credit, one after the other, the oldest due first. Each is sent when the one before it is
 * proved; what became of each is on the page that follows.
 *
 * @throws PortalError `rejected`: `changed_meanwhile`, or what refused the first; `in_progress`, `outcome_unknown`
 */
export async function paySeveralWithCredit(viewer: WritingViewer, input: PaySeveralInput): Promise<{ ids: string }> {
  const [view, after] = await Promise.all([reviewed(viewer, input, true), newestCredit(viewer)])
  const plans = view.rows
    .filter(({ share }) => toCents(share) > 0n)
    .map(({ id, share, balance }) => creditPlan(viewer, { invoice: id, amount: share, balance, after }))
  if (plans.length === 0) throw new PortalError('rejected', { message: 'changed_meanwhile' })
  await carryOutPayment(viewer, plans)
  return { ids: input.ids.join() }
}

async function newestInvoice({ whmcs, clientId }: Viewer): Promise<number> {
  const newest = { sort: 'date', descending: true, offset: 0, limit: NEWEST } as const
  const { invoices } = await listInvoices(whmcs, clientId, newest)
  return Math.max(0, ...invoices.map(({ id }) => id))
}

/**
 * Has WHMCS make one invoice of several, to be paid at once.
 *
 * @throws PortalError `rejected`: `mass_pay_requires_2_invoices`, `changed_meanwhile`, `client_area_closed`;
 *   `in_progress`, `outcome_unknown`
 */
export async function combineInvoices(viewer: WritingViewer, input: PaySeveralInput): Promise<{ invoice: number }> {
  const [{ rows }, after] = await Promise.all([reviewed(viewer, input, false), newestInvoice(viewer)])
  if (rows.length < 2) throw new PortalError('rejected', { message: 'mass_pay_requires_2_invoices' })
  const invoices = rows.map(({ id, balance }) => ({ id, balance }))
  const { location, clientId: client, person } = viewer
  const [done] = await carryOutPayment(viewer, [
    {
      ...{ location, client, person, kind: invoicesCombine.name },
      target: `invoices:${invoices.map(({ id }) => id).join('+')}`,
      locks: invoices.map(({ id }) => invoiceLock(id)),
      details: { invoices, gateway: rows[0]?.gateway ?? '', after },
    },
  ])
  return combined.parse(done?.result)
}

/** WHMCS's own page for all that is open, for when it does not combine a choice. */
export async function openPayAll(viewer: Permitted<'invoices', Handover>): Promise<URL> {
  return payAllAddress(viewer)
}

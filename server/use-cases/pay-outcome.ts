import 'server-only'
import type { Hint, PaymentState } from '@/lib/pay'
import { paymentState } from '@/lib/pay'
import type { Currency, Decimal } from '@/lib/money'
import type { Invoice } from '@/lib/schemas/invoice'
import type { Receipt } from '@/lib/schemas/pay'
import { ownInvoice } from '@/server/access/ownership'
import type { Permitted } from '@/server/access/permitted'
import { invoiceLock } from '@/server/operations/credit-apply'
import { store } from '@/server/store/current'
import { heldLocks } from '@/server/store/operations'
import { currencyOf } from './currencies'
import { lastVisit, receiptsOf } from './pay-trail'

export type Outcome = {
  readonly invoice: Invoice
  readonly state: PaymentState
  /** When somebody went to the payment page, if that was lately. */
  readonly visitedAt: Date | null
}

/**
 * What is known of an invoice's payment, read afresh.
 *
 * @param hint what the payment page said; it is only believed where WHMCS says nothing
 * @throws PortalError `not_found`
 */
export async function getOutcome(viewer: Permitted<'invoices'>, id: number, hint: Hint | null): Promise<Outcome> {
  const { db } = await store()
  const [{ invoice }, held, visitedAt] = await Promise.all([
    ownInvoice(viewer, id),
    heldLocks(db, viewer.location, [invoiceLock(id)]),
    lastVisit(viewer, id),
  ])
  const known = { status: invoice.status, checking: held.size > 0, visited: visitedAt !== null, hint }
  return { invoice, state: paymentState(known), visitedAt }
}

export type PaymentPage = Outcome & {
  readonly receipts: readonly Receipt[]
  readonly currency: Currency
  readonly credit: Decimal
}

/** The same with what the page shows beside it. @throws PortalError `not_found` */
export async function getPayment(viewer: Permitted<'invoices'>, id: number, hint: Hint | null): Promise<PaymentPage> {
  const [outcome, receipts, currency, { client }] = await Promise.all([
    getOutcome(viewer, id, hint),
    receiptsOf(viewer, [id]),
    currencyOf(viewer),
    viewer.account(),
  ])
  return { ...outcome, receipts, currency, credit: client.credit }
}

import 'server-only'
import type { Decimal } from '@/lib/money'
import { toCents } from '@/lib/money'
import { smaller } from '@/lib/pay'
import type { Invoice } from '@/lib/schemas/invoice'
import type { PayCreditInput, PayPageView } from '@/lib/schemas/pay'
import type { PayPageInput } from '@/lib/schemas/pay-page'
import { ownInvoice } from '@/server/access/ownership'
import type { Permitted } from '@/server/access/permitted'
import { payAddress } from '@/server/capabilities/paying'
import { PortalError } from '@/server/errors'
import { carryOut } from '@/server/operations/carry-out'
import { invoiceLock } from '@/server/operations/credit-apply'
import { store } from '@/server/store/current'
import type { NewOperation } from '@/server/store/operations'
import { heldLocks } from '@/server/store/operations'
import type { Session } from '@/server/store/sessions'
import type { Writer } from '@/server/whmcs/client'
import { listCredits } from '@/server/whmcs/credits'
import { WhmcsError } from '@/server/whmcs/errors'
import { updateInvoice } from '@/server/whmcs/invoices'
import { currencyOf } from './currencies'
import { billingPlace } from './hand-over'
import { allGateways } from './gateways'
import { combinationsOf, lastVisit } from './pay-trail'

type Viewer = Permitted<'invoices'>
type WritingViewer = Permitted<'invoices', Writer>

/** What WHMCS's own pages take a payment for. */
const PAYABLE: readonly string[] = ['Unpaid', 'Collections']

/** Invoices that stand for others, or for credit itself, are paid with money. */
export function takesCredit({ status, items }: Pick<Invoice, 'status' | 'items'>): boolean {
  return status === 'Unpaid' && items.every(({ type }) => type !== 'AddFunds' && type !== 'Invoice')
}

export function usableCredit(invoice: Invoice, credit: Decimal): Decimal {
  return takesCredit(invoice) && toCents(credit) > 0n ? smaller(credit, invoice.balance) : '0.00'
}

async function isHeld({ location }: Viewer, id: number): Promise<boolean> {
  const { db } = await store()
  return (await heldLocks(db, location, [invoiceLock(id)])).size > 0
}

function standingOf(invoice: Invoice, held: boolean): PayPageView['standing'] {
  if (held) return 'checking'
  return PAYABLE.includes(invoice.status) && toCents(invoice.balance) > 0n ? 'open' : 'closed'
}

/** What can be done to pay an invoice. @throws PortalError `not_found` */
export async function getPayPage(viewer: Viewer, id: number): Promise<PayPageView> {
  // What is no invoice of the client's is asked for nothing else.
  const own = ownInvoice(viewer, id)
  const [{ invoice }, { client }, currency, gateways, place, held, visitedAt, combinations] = await Promise.all([
    own,
    viewer.account(),
    currencyOf(viewer),
    allGateways(viewer),
    billingPlace(viewer),
    isHeld(viewer, id),
    lastVisit(viewer, id),
    own.then(() => combinationsOf(viewer, [id])),
  ])
  return {
    invoice,
    currency,
    credit: client.credit,
    usable: usableCredit(invoice, client.credit),
    standing: standingOf(invoice, held),
    gateways,
    place,
    visitedAt,
    partOf: combinations.get(id) ?? null,
    combines: invoice.items.every(({ type }) => type === 'Invoice') ? invoice.items.length : 0,
  }
}

/** The newest row of the credit log: what is paid now makes a later one. */
export async function newestCredit({ whmcs, clientId }: Viewer): Promise<number> {
  const rows = await listCredits(whmcs, clientId)
  return rows.reduce((highest, { id }) => Math.max(highest, id), 0)
}

export function creditPlan(
  viewer: WritingViewer,
  details: { readonly invoice: number; readonly amount: Decimal; readonly balance: Decimal; readonly after: number },
): NewOperation {
  const { location, clientId: client, person } = viewer
  const lock = invoiceLock(details.invoice)
  return { location, client, person, kind: 'credit.apply', target: lock, locks: [lock], details }
}

const ANOTHER_FIGURE: readonly string[] = ['amount_changed', 'amount_above_credit']

/** What the last look before sending found is the same to the customer as what the first one would have found. */
export async function carryOutPayment(viewer: WritingViewer, plans: readonly NewOperation[]) {
  try {
    return await carryOut({ db: (await store()).db, whmcs: viewer.whmcs }, plans)
  } catch (error) {
    if (!(error instanceof PortalError) || !ANOTHER_FIGURE.includes(error.key)) throw error
    throw new PortalError('rejected', { message: 'changed_meanwhile', cause: error })
  }
}

/**
 * Pays an invoice, or a part of it, from the account's credit: once, and only what was seen.
 *
 * @throws PortalError `not_found`; `rejected`: `not_unpaid`, or `changed_meanwhile` when another sum is open by now or the
 *   credit is smaller; `in_progress`, `outcome_unknown` of `carryOut`
 */
export async function payWithCredit(
  viewer: WritingViewer,
  input: PayCreditInput,
): Promise<{ readonly invoice: number; readonly paid: boolean }> {
  const [{ invoice }, { client }, after] = await Promise.all([
    ownInvoice(viewer, input.invoice),
    viewer.account(),
    newestCredit(viewer),
  ])
  if (!takesCredit(invoice)) throw new PortalError('rejected', { message: 'not_unpaid' })
  const amount = toCents(input.amount)
  if (amount <= 0n) throw new PortalError('invalid')
  const usable = toCents(usableCredit(invoice, client.credit))
  if (toCents(input.balance) !== toCents(invoice.balance) || amount > usable) {
    throw new PortalError('rejected', { message: 'changed_meanwhile' })
  }
  const details = { invoice: invoice.id, amount: input.amount, balance: invoice.balance, after }
  await carryOutPayment(viewer, [creditPlan(viewer, details)])
  return { invoice: invoice.id, paid: amount === toCents(invoice.balance) }
}

/** A choice that may be made any number of times: when its answer is lost, nothing is lost. */
async function chooseGateway(viewer: WritingViewer, own: Awaited<ReturnType<typeof ownInvoice>>, gateway: string) {
  if (gateway === '' || gateway === own.invoice.paymentMethod) return
  const known = await allGateways(viewer)
  if (!known.some(({ module }) => module === gateway))
    throw new PortalError('invalid', { fields: { gateway: 'choice' } })
  try {
    await updateInvoice(viewer.whmcs, own.id, { paymentMethod: gateway })
  } catch (error) {
    if (!(error instanceof WhmcsError) || error.failure !== 'outcome_unknown') throw error
    throw new PortalError('unavailable', { cause: error })
  }
}

/**
 * The way to WHMCS's page of an invoice, with the way to pay that was chosen.
 *
 * @throws PortalError `not_found`; `rejected` (`not_unpaid`); `in_progress` while a payment by credit is being looked for
 */
export async function openPayPage(
  viewer: WritingViewer,
  { invoice, gateway }: PayPageInput,
  session: Pick<Session, 'id'>,
): Promise<URL> {
  const own = await ownInvoice(viewer, invoice)
  const standing = standingOf(own.invoice, await isHeld(viewer, invoice))
  if (standing === 'checking') throw new PortalError('in_progress', { message: 'operation_open' })
  if (standing === 'closed') throw new PortalError('rejected', { message: 'not_unpaid' })
  await chooseGateway(viewer, own, gateway)
  return payAddress(viewer, own.id, session)
}

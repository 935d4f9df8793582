import 'server-only'
import { toCents } from '@/lib/money'
import type { Receipt } from '@/lib/schemas/pay'
import type { Viewer } from '@/server/access/viewer'
import { applyDetails } from '@/server/operations/credit-apply'
import { combined, combineDetails } from '@/server/operations/invoices-combine'
import { lastDone } from '@/server/store/audit'
import { store } from '@/server/store/current'
import { operationsOf, referenceOf } from '@/server/store/operations'
import { getInvoice } from '@/server/whmcs/invoices'

/** How long somebody who went to the payment page may still be paying there, in ms. */
export const VISIT_MS = 60 * 60_000
/** How long a receipt stands on the page of what was just paid, in ms. */
const RECEIPT_MS = 60 * 60_000
/** How many combined invoices are looked at: those that were made last. */
const LOOKED_AT = 5

/** The name of the door to the payment page, as the audit has it. */
export const VISIT = 'invoice.pay'

type Who = Pick<Viewer, 'location' | 'clientId' | 'whmcs'>

function holderOf({ location, clientId }: Who) {
  return { location, client: clientId }
}

/** When somebody of this account last went to the payment page of an invoice; null when that is long ago. */
export async function lastVisit(viewer: Who, invoice: number, now = new Date()): Promise<Date | null> {
  const { db } = await store()
  const of = { ...holderOf(viewer), event: VISIT, target: `invoice:${invoice}` }
  return lastDone(db, of, new Date(now.getTime() - VISIT_MS))
}

/** What was paid from credit through the portal lately, the newest first. */
export async function receiptsOf(viewer: Who, invoices: readonly number[], now = new Date()): Promise<Receipt[]> {
  const { db } = await store()
  const operations = await operationsOf(db, holderOf(viewer), ['credit.apply'])
  return operations.flatMap((operation) => {
    const { invoice, amount } = applyDetails.parse(operation.details)
    const lately = now.getTime() - operation.createdAt.getTime() < RECEIPT_MS
    if (operation.state !== 'applied' || !lately || !invoices.includes(invoice)) return []
    return { invoice, amount, at: operation.createdAt, reference: referenceOf(operation) }
  })
}

/** The open invoice that was made to pay one of these with others, by its id. Paying both would pay twice. */
export async function combinationsOf(viewer: Who, invoices: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const { db } = await store()
  const operations = await operationsOf(db, holderOf(viewer), ['invoices.combine'])
  const made = operations.flatMap(({ details, result }) => {
    const into = combined.safeParse(result).data?.invoice
    const parts = combineDetails.parse(details).invoices.map(({ id }) => id)
    return into !== undefined && parts.some((id) => invoices.includes(id)) ? { into, parts } : []
  })
  const found = new Map<number, number>()
  for (const { into, parts } of made.slice(0, LOOKED_AT)) {
    const read = await getInvoice(viewer.whmcs, into)
    if (read?.clientId !== viewer.clientId) continue
    const { status, balance } = read.invoice
    const open = status === 'Payment Pending' || (status === 'Unpaid' && toCents(balance) > 0n)
    if (open) for (const id of parts) if (!found.has(id)) found.set(id, into)
  }
  return found
}

import 'server-only'
import { z } from 'zod'
import { toCents } from '@/lib/money'
import { ownInvoice } from '@/server/access/ownership'
import { PortalError } from '@/server/errors'
import { store } from '@/server/store/current'
import type { Operation } from '@/server/store/operations'
import { operationsOf } from '@/server/store/operations'
import type { Reader } from '@/server/whmcs/client'
import { getClient } from '@/server/whmcs/clients'
import { listCredits } from '@/server/whmcs/credits'
import { applyCredit } from '@/server/whmcs/invoices'
import type { Owned } from '@/server/whmcs/owned'
import { kind } from './kind'

/** Amounts are decimals in the client's currency. */
export const applyDetails = z.object({
  invoice: z.number(),
  amount: z.string(),
  /** What was open when the customer confirmed: another figure is not what they agreed to. */
  balance: z.string(),
  /** The newest row of the credit log when sending began: ours is a later one. Absent: nothing was sent yet. */
  since: z.number().optional(),
})

type Details = z.output<typeof applyDetails>

/** WHMCS's own text for the row. It may be translated, so the number in it is what counts. */
function names(description: string, invoice: number): boolean {
  return new RegExp(String.raw`(?<!\d)${invoice}(?!\d)`).test(description)
}

/** The lock of everything that pays an invoice, whatever the kind: what pays it twice must not run at once. */
export function invoiceLock(invoice: number): string {
  return `invoice:${invoice}`
}

/** How far what WHMCS shows may be behind what it has done, in ms. */
const LAG = 15_000

/** An equal payment whose row may not be shown yet: it would be taken for ours later. */
async function equalOneMayLag(operation: Operation, { amount }: Details): Promise<boolean> {
  const { db } = await store()
  const all = await operationsOf(db, operation, [operation.kind], operation.target)
  const since = Date.now() - LAG
  const recent = all.filter(({ state, concludedAt }) => state === 'applied' && Number(concludedAt) > since)
  return recent.some(({ details }) => toCents(applyDetails.parse(details).amount) === toCents(amount))
}

/** @throws PortalError when it is not what the customer saw any more, or more than there is */
async function payable(whmcs: Reader, operation: Operation, said: Details): Promise<Owned<'invoice'>> {
  const holder = { whmcs, clientId: operation.client }
  const [own, { client }] = await Promise.all([ownInvoice(holder, said.invoice), getClient(whmcs, operation.client)])
  const [open, amount] = [toCents(own.invoice.balance), toCents(said.amount)]
  if (own.invoice.status !== 'Unpaid') throw new PortalError('rejected', { message: 'not_unpaid' })
  if (open !== toCents(said.balance) || amount > open) throw new PortalError('rejected', { message: 'amount_changed' })
  if (amount > toCents(client.credit)) throw new PortalError('rejected', { message: 'amount_above_credit' })
  return own.id
}

/**
 * An invoice, or a part of it, is paid from the account's credit. Right before it, everything is read afresh: never more
 * than the credit, than what is open, or than what the customer saw.
 *
 * https://developers.whmcs.com/api-reference/applycredit/
 */
export const creditApply = kind({
  name: 'credit.apply',
  details: applyDetails,
  async before(whmcs, operation, details) {
    if (await equalOneMayLag(operation, details)) {
      // Where it does show, that is why.
      await payable(whmcs, operation, details)
      throw new PortalError('in_progress', { message: 'operation_open' })
    }
    const rows = await listCredits(whmcs, operation.client)
    return { ...details, since: rows.reduce((highest, { id }) => Math.max(highest, id), 0) }
  },
  async send(whmcs, operation, details) {
    const id = await payable(whmcs, operation, details)
    const { amount } = details
    const { applied, paid } = await applyCredit(whmcs, id, amount)
    // WHMCS says another sum than was asked for: what really happened is in its log.
    if (toCents(applied) !== toCents(amount)) throw new PortalError('outcome_unknown')
    return { paid }
  },
  async prove(whmcs, operation, { invoice, amount, since }) {
    if (since === undefined) return { kind: 'absent' }
    const rows = await listCredits(whmcs, operation.client)
    const mine = rows.filter(
      (row) => row.id > since && toCents(row.amount) === -toCents(amount) && names(row.description, invoice),
    )
    if (mine.length === 0) return { kind: 'absent' }
    const own = await ownInvoice({ whmcs, clientId: operation.client }, invoice)
    return { kind: 'applied', result: { paid: own.invoice.status === 'Paid' }, times: mine.length }
  },
})

import 'server-only'
import { z } from 'zod'
import type { ClientId } from '@/lib/ids'
import type { Decimal } from '@/lib/money'
import type { CreditEntry } from '@/lib/schemas/money'
import type { Operation, Reader, Writer } from './client'
import { positiveAmountParam } from './encode'
import { wrongEcho } from './errors'
import { list } from './list'
import { amount, client as wireClientId, date, humanOrNone, id, idOrNone } from './wire'

const credits = list(
  'credits',
  'credit',
  z.object({ id, date, description: humanOrNone, amount, relid: idOrNone }).transform((wire): CreditEntry => ({
    id: wire.id,
    date: wire.date,
    description: wire.description,
    amount: wire.amount,
    relatedId: wire.relid ?? 0,
  })),
)

const GetCredits = {
  action: 'GetCredits',
  effect: 'read',
  // The rows name no client, the answer does.
  response: z.intersection(z.object({ clientid: wireClientId }), credits),
} as const satisfies Operation

const AddCredit = {
  action: 'AddCredit',
  effect: 'write',
  response: z.object({ newbalance: amount }),
} as const satisfies Operation

/**
 * The credit log of a client. The balance itself is `Client.credit`.
 *
 * https://developers.whmcs.com/api-reference/getcredits/
 */
export async function listCredits(whmcs: Reader, client: ClientId): Promise<CreditEntry[]> {
  const answer = await whmcs.read(GetCredits, { clientid: client })
  if (answer.clientid !== client) throw wrongEcho(GetCredits)
  return answer.items
}

/**
 * Raises or lowers a client's credit; staff only, since no money moves. @returns the new balance
 *
 * https://developers.whmcs.com/api-reference/addcredit/
 */
export async function addCredit(
  whmcs: Writer,
  client: ClientId,
  entry: { readonly type: 'add' | 'remove'; readonly amount: Decimal; readonly description: string },
): Promise<Decimal> {
  const { type, description } = entry
  const params = { clientid: client, type, amount: positiveAmountParam(entry.amount), description }
  return (await whmcs.write(AddCredit, params)).newbalance
}

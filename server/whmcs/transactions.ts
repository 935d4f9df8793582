import 'server-only'
import { z } from 'zod'
import type { ClientId } from '@/lib/ids'
import type { Transaction } from '@/lib/schemas/money'
import type { Operation, Reader } from './client'
import { wrongEcho } from './errors'
import { list } from './list'
import type { Owned } from './owned'
import { amount, client as wireClientId, dateTime, humanOrNone, id, idOrNone, textOrNone } from './wire'

const GetTransactions = {
  action: 'GetTransactions',
  effect: 'read',
  // All of a client's at once: about 330 bytes each, so 20,000 are 7 MB.
  maxBytes: 24 * 1024 * 1024,
  response: list(
    'transactions',
    'transaction',
    z
      .object({
        id,
        userid: wireClientId,
        date: dateTime,
        gateway: textOrNone,
        description: humanOrNone,
        amountin: amount,
        amountout: amount,
        fees: amount,
        transid: textOrNone,
        invoiceid: idOrNone,
        refundid: idOrNone,
      })
      .transform((wire): { clientId: ClientId; transaction: Transaction } => ({
        clientId: wire.userid,
        transaction: {
          id: wire.id,
          at: wire.date,
          gateway: wire.gateway,
          description: wire.description,
          amountIn: wire.amountin,
          amountOut: wire.amountout,
          fees: wire.fees,
          transactionId: wire.transid,
          invoiceId: wire.invoiceid ?? 0,
          refundOf: wire.refundid ?? 0,
        },
      })),
  ),
} as const satisfies Operation

/**
 * The transactions of a client, or of one of its invoices. WHMCS pages this list not at all.
 *
 * https://developers.whmcs.com/api-reference/gettransactions/
 *
 * @throws WhmcsError `malformed` when a row belongs to another client
 */
export async function listTransactions(
  whmcs: Reader,
  client: ClientId,
  invoice?: Owned<'invoice'>,
): Promise<Transaction[]> {
  const params = invoice === undefined ? { clientid: client } : { clientid: client, invoiceid: invoice }
  const { items } = await whmcs.read(GetTransactions, params)
  if (items.some((row) => row.clientId !== client)) throw wrongEcho(GetTransactions)
  return items.map((row) => row.transaction)
}

import 'server-only'
import type { Invoice } from '@/lib/schemas/invoice'
import { refsOf } from '@/lib/schemas/related-invoice'
import type { Permitted } from '@/server/access/permitted'
import { store } from '@/server/store/current'
import { forgetRefs, rememberRefs } from '@/server/store/invoice-refs'
import { inBatches } from '@/server/whmcs/batches'
import { getInvoice } from '@/server/whmcs/invoices'

/*
 * WHMCS names no service in its lists of invoices and of transactions, only in each invoice. So the portal keeps an index
 * of what it saw, of ids alone, and each view looks into a few invoices more.
 */

/** Of the connections that all readers share: ten people may look at once, and nobody is turned away. */
const AT_ONCE = 4

type Viewer = Permitted<'invoices'>
export type KnownRefs = ReadonlyMap<number, readonly string[]>
export type ReadInvoices = ReadonlyMap<number, Invoice | null>

/** Reads invoices afresh. What is not, or no longer, this client's to see is null. */
async function readAll({ whmcs, clientId }: Viewer, ids: readonly number[]): Promise<ReadInvoices> {
  const read = await inBatches(ids, AT_ONCE, async (id) => {
    const found = await getInvoice(whmcs, id)
    return [id, found?.clientId === clientId && found.invoice.status !== 'Draft' ? found.invoice : null] as const
  })
  return new Map(read)
}

/** What was seen goes into the index where it says something else, or nothing yet. */
async function remember({ location, clientId }: Viewer, known: KnownRefs, read: ReadInvoices): Promise<void> {
  const { db } = await store()
  const news = new Map<number, readonly string[]>()
  const gone: number[] = []
  for (const [id, invoice] of read) {
    if (!invoice) gone.push(id)
    else if (refsOf(invoice).join() !== known.get(id)?.join()) news.set(id, refsOf(invoice))
  }
  await rememberRefs(db, location, clientId, news)
  await forgetRefs(db, location, gone)
}

/** Opens invoices, and keeps in the index what they are for. */
export async function lookInto(viewer: Viewer, known: KnownRefs, ids: readonly number[]): Promise<ReadInvoices> {
  const read = await readAll(viewer, ids)
  await remember(viewer, known, read)
  return read
}

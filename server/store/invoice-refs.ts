import 'server-only'
import { z } from 'zod'
import type { ClientId, LocationId } from '@/lib/ids'
import type { Db } from '@/server/store/db'

/**
 * What an invoice is for: WHMCS tells it only invoice by invoice. Ids alone, as a JSON array like `["Hosting:12"]`; every
 * figure is read afresh.
 */
export type InvoiceRefsTable = { location: string; invoice_id: number; client_id: number; refs: string }

const stored = z.array(z.string())

/** What is known of a client's invoices, by the invoice's id. */
export async function invoiceRefs(
  db: Db,
  location: LocationId,
  client: ClientId,
): Promise<ReadonlyMap<number, readonly string[]>> {
  const rows = await db
    .selectFrom('invoice_refs')
    .select(['invoice_id', 'refs'])
    .where('location', '=', location)
    .where('client_id', '=', client)
    .execute()
  return new Map(rows.map((row) => [row.invoice_id, stored.parse(JSON.parse(row.refs))]))
}

/** Notes what invoices of a client were just seen to be for, in the place of what was known. */
export async function rememberRefs(
  db: Db,
  location: LocationId,
  client: ClientId,
  seen: ReadonlyMap<number, readonly string[]>,
): Promise<void> {
  if (seen.size === 0) return
  const rows = [...seen].map(([invoice_id, refs]) => ({
    location,
    invoice_id,
    client_id: client,
    refs: JSON.stringify(refs),
  }))
  await db
    .insertInto('invoice_refs')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['location', 'invoice_id']).doUpdateSet((eb) => ({
        client_id: eb.ref('excluded.client_id'),
        refs: eb.ref('excluded.refs'),
      })),
    )
    .execute()
}

/** Forgets invoices that are no longer the client's, or no longer there. */
export async function forgetRefs(db: Db, location: LocationId, invoices: readonly number[]): Promise<void> {
  if (invoices.length === 0) return
  await db
    .deleteFrom('invoice_refs')
    .where('location', '=', location)
    .where('invoice_id', 'in', [...invoices])
    .execute()
}

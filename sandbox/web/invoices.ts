import type { Row } from '../core/schema.ts'
import type { World } from '../world.ts'

export type Invoice = Row<'invoices'>

/** GUESS: as REST v2 says of itself, only these can be paid. */
export const PAYABLE = ['Unpaid', 'Collections']

/** An invoice this client may see. A draft is nobody's yet. */
export function invoiceOf({ store }: World, client: number, id: string | undefined): Invoice | undefined {
  if (id === undefined || !/^\d{1,12}$/.test(id)) return undefined
  const invoice = store.byId('invoices', Number(id))
  return invoice?.userid === client && client > 0 && invoice.status !== 'Draft' ? invoice : undefined
}

/** GUESS: what can be paid together: no invoice that itself stands for others or for credit. */
export function openInvoices({ store }: World, client: number): Invoice[] {
  const special = "SELECT 1 FROM invoice_items i WHERE i.invoiceid = invoices.id AND i.type IN ('Invoice', 'AddFunds')"
  const tail = `WHERE userid = ? AND status = 'Unpaid' AND NOT EXISTS (${special}) ORDER BY duedate, id`
  return store.all('invoices', tail, client)
}

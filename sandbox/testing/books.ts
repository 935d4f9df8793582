import { decimal } from '../core/money.ts'
import type { Store } from '../core/store.ts'
import type { Caller, Fields } from './caller.ts'

/** What does not add up: one line each, and none when every book is right. */
export function wrongSums(store: Store): string[] {
  const clients = store.all('clients').flatMap(({ id, credit }) => {
    const log = store.number('SELECT SUM(amount) FROM credits WHERE clientid = ?', id)
    if (credit < 0) return [`client ${id} has a credit of ${decimal(credit)}`]
    return log === credit ? [] : [`client ${id} has ${decimal(credit)}, and a log of ${decimal(log)}`]
  })
  const invoices = store.all('invoices').flatMap((invoice) => {
    const { id, subtotal, tax, tax2, credit, total, status, datepaid } = invoice
    const lines = store.number('SELECT SUM(amount) FROM invoice_items WHERE invoiceid = ?', id)
    const problems: string[] = []
    if (lines !== subtotal) problems.push(`invoice ${id}: lines ${decimal(lines)}, subtotal ${decimal(subtotal)}`)
    if (subtotal + tax + tax2 - credit !== total) problems.push(`invoice ${id}: total ${decimal(total)}`)
    if (status === 'Paid' && datepaid.startsWith('0000')) problems.push(`invoice ${id} is paid, and has no date`)
    const used = -store.number(
      'SELECT SUM(amount) FROM credits WHERE description = ?',
      `Credit Applied to Invoice #${id}`,
    )
    if (used !== credit) problems.push(`invoice ${id}: credit ${decimal(credit)}, log ${decimal(used)}`)
    return problems
  })
  return [...clients, ...invoices]
}

/** The first invoice of a client in a status. */
export const invoiceIn = ({ world }: Caller, status: string, userid = 1): number =>
  world.store.first('invoices', 'WHERE userid = ? AND status = ? ORDER BY id', userid, status)?.id ?? 0

/** An unpaid invoice of client 1 over 50.00, unless told otherwise. */
export async function makeInvoice({ call }: Caller, fields: Fields = {}): Promise<number> {
  const answer = await call('CreateInvoice', { userid: 1, itemdescription1: 'x', itemamount1: '50', ...fields })
  return Number(answer['invoiceid'])
}

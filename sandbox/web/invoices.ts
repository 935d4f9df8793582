import { balanceOf } from '../actions/invoices-read.ts'
import { decimal, withCurrency } from '../core/money.ts'
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

export const numberOf = (invoice: Invoice): string => invoice.invoicenum || String(invoice.id)
export const balance = (world: World, invoice: Invoice): number => balanceOf(world, invoice)

export function currencyOf({ store }: World, clientId: number): Row<'currencies'> | undefined {
  const client = store.byId('clients', clientId)
  return store.byId('currencies', client?.currency) ?? store.first('currencies', 'WHERE is_default = 1')
}

/** `€63.05 EUR`. */
export function moneyFor(world: World, clientId: number): (cents: number) => string {
  const currency = currencyOf(world, clientId)
  return (cents) => (currency === undefined ? decimal(cents) : withCurrency(cents, currency))
}

/** GUESS: what can be paid together: no invoice that itself stands for others or for credit. */
export function openInvoices({ store }: World, client: number): Invoice[] {
  const special = "SELECT 1 FROM invoice_items i WHERE i.invoiceid = invoices.id AND i.type IN ('Invoice', 'AddFunds')"
  const tail = `WHERE userid = ? AND status = 'Unpaid' AND NOT EXISTS (${special}) ORDER BY duedate, id`
  return store.all('invoices', tail, client)
}

interface Line {
  type: string
  relid: number
  description: string
  amount: number
}

/** An untaxed invoice due today, as mass payment and deposits make them. */
export function makeInvoice(world: World, client: number, gateway: string, today: string, lines: Line[]): number {
  const { store } = world
  const total = lines.reduce((sum, line) => sum + line.amount, 0)
  return store.together(() => {
    const id = store.insert('invoices', {
      userid: client,
      date: today.slice(0, 10),
      duedate: today.slice(0, 10),
      ...EMPTY_DATES,
      subtotal: total,
      total,
      status: 'Unpaid',
      paymentmethod: gateway,
      created_at: today,
      updated_at: today,
    })
    for (const line of lines) store.insert('invoice_items', { ...line, invoiceid: id, userid: client })
    return id
  })
}

const NONE = '0000-00-00 00:00:00'
const EMPTY_DATES = { datepaid: NONE, last_capture_attempt: NONE, date_refunded: NONE, date_cancelled: NONE }

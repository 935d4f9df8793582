import { dateOf, timeOf } from '../core/clock.ts'
import { taxOn } from '../core/money.ts'
import type { Row } from '../core/schema.ts'
import { randomHex } from '../core/secrets.ts'
import { refuse } from '../actions/action.ts'
import { balanceOf } from '../actions/invoices-read.ts'
import { setting } from '../world.ts'
import { fulfil } from './fulfil.ts'
import { logActivity, type Acting } from './log.ts'
import { mailClient } from './mail.ts'
import { encodeEntities } from '../actions/tickets-read.ts'

export const INVOICE_STATUSES = [
  'Draft',
  'Unpaid',
  'Paid',
  'Cancelled',
  'Refunded',
  'Collections',
  'Payment Pending',
] as const
export type InvoiceStatus = (typeof INVOICE_STATUSES)[number]

export const invoiceStatus = (text: string): InvoiceStatus | undefined =>
  INVOICE_STATUSES.find((status) => status.toLowerCase() === text.toLowerCase())

/** A row of the credit log; the client's balance moves with it. Answers the new balance. */
export function moveCredit(
  call: Acting,
  clientid: number,
  amount: number,
  description: string,
  date = dateOf(call.now),
): number {
  const { store } = call
  const client = store.byId('clients', clientid) ?? refuse('Client ID Not Found')
  // The documented rows carry a relid of 0, those that name an invoice too.
  store.insert('credits', { clientid, date, description, amount, relid: 0 })
  store.update('clients', client.id, { credit: client.credit + amount, updated_at: timeOf(call.now) })
  return client.credit + amount
}

/** The sums of an invoice, from its lines, its rates and the credit on it. */
export function recompute(call: Acting, id: number): Row<'invoices'> {
  const { store } = call
  const invoice = store.byId('invoices', id) ?? refuse('Invoice ID Not Found')
  const items = store.all('invoice_items', 'WHERE invoiceid = ?', id)
  const subtotal = items.reduce((sum, item) => sum + item.amount, 0)
  const taxable = items.reduce((sum, item) => sum + (item.taxed === 1 ? item.amount : 0), 0)
  // GUESS: the second tax is on the same base as the first, as in the seed.
  const tax = taxOn(taxable, invoice.taxrate)
  const tax2 = taxOn(taxable, invoice.taxrate2)
  const sums = { subtotal, tax, tax2, total: subtotal + tax + tax2 - invoice.credit, updated_at: timeOf(call.now) }
  store.update('invoices', id, sums)
  return { ...invoice, ...sums }
}

export const numberOf = ({ id, invoicenum }: Pick<Row<'invoices'>, 'id' | 'invoicenum'>): string =>
  invoicenum || String(id)

/** The next of the paid invoices' sequential numbers, when the installation gives them. */
function nextNumber(call: Acting, year: string): string {
  if (setting(call.store, 'SequentialInvoiceNumbering') !== 'on') return ''
  const format = setting(call.store, 'SequentialInvoiceNumberFormat') ?? '{NUMBER}'
  const [before = '', after = ''] = format.replaceAll('{YEAR}', year).split('{NUMBER}')
  const highest = 'SELECT MAX(CAST(SUBSTR(invoicenum, ?) AS INTEGER)) FROM invoices WHERE invoicenum LIKE ?'
  const next = call.store.number(highest, before.length + 1, `${before}%${after}`) + 1
  return `${before}${String(next).padStart(4, '0')}${after}`
}

// GUESS: a draft stays a draft, whatever was paid on it.
const OPEN: readonly string[] = ['Unpaid', 'Payment Pending', 'Collections']

/** GUESS: an invoice that stands for others pays them through the credit balance, as far as they are still open. */
function payTogether(call: Acting, item: Row<'invoice_items'>, at: string): void {
  moveCredit(call, item.userid, item.amount, `Mass Invoice Payment Credit for Invoice #${item.relid}`)
  const invoice = call.store.byId('invoices', item.relid)
  if (invoice?.userid !== item.userid || !OPEN.includes(invoice.status)) return
  const amount = Math.min(item.amount, Math.max(balanceOf(call, invoice), 0))
  if (amount > 0) spendCredit(call, invoice, amount, { noemail: true, at })
}

export interface Settling {
  noemail?: boolean | undefined
  /** When it was paid; now, unless told. */
  at?: string | undefined
}

/** Paid: its date, its number, and everything that its lines bought. */
export function markPaid(call: Acting, invoice: Row<'invoices'>, { noemail, at = timeOf(call.now) }: Settling): void {
  const { store } = call
  const invoicenum = invoice.invoicenum || nextNumber(call, at.slice(0, 4))
  store.update('invoices', invoice.id, { status: 'Paid', datepaid: at, invoicenum, updated_at: timeOf(call.now) })
  logActivity(call, `Invoice Marked Paid - Invoice ID: ${invoice.id}`, invoice.userid)
  for (const item of store.all('invoice_items', 'WHERE invoiceid = ? ORDER BY id', invoice.id)) {
    if (item.type === 'AddFunds') moveCredit(call, invoice.userid, item.amount, `Add Funds Invoice #${invoice.id}`)
    else if (item.type === 'Invoice') payTogether(call, item, at)
    else fulfil(call, item)
  }
  if (noemail) return
  mailClient(call, invoice.userid, 'invoice', {
    template: 'Invoice Payment Confirmation',
    subject: 'Invoice Payment Confirmation',
    text: `This is a payment receipt for Invoice ${encodeEntities(numberOf({ ...invoice, invoicenum }))}.`,
  })
}

/** Marks the invoice paid when nothing is left of it. Answers whether it is. */
export function settle(call: Acting, id: number, how: Settling): boolean {
  const invoice = call.store.byId('invoices', id) ?? refuse('Invoice ID Not Found')
  if (invoice.status === 'Paid') return true
  if (!OPEN.includes(invoice.status) || balanceOf(call, invoice) > 0) return false
  markPaid(call, invoice, how)
  return true
}

/** Takes credit from the client's balance onto the invoice. */
export function spendCredit(call: Acting, invoice: Row<'invoices'>, amount: number, how: Settling): boolean {
  moveCredit(call, invoice.userid, -amount, `Credit Applied to Invoice #${invoice.id}`)
  call.store.update('invoices', invoice.id, { credit: invoice.credit + amount })
  recompute(call, invoice.id)
  logActivity(call, `Credit Applied - Invoice ID: ${invoice.id}`, invoice.userid)
  return settle(call, invoice.id, how)
}

export interface Payment extends Settling {
  amount: number
  fees?: number
  gateway: string
  transid: string
  description?: string
}

/** A payment by gateway. What it brings beyond the balance becomes credit. */
export function addPayment(call: Acting, invoice: Row<'invoices'>, payment: Payment): void {
  const before = Math.max(balanceOf(call, invoice), 0)
  call.store.insert('transactions', {
    userid: invoice.userid,
    currency: 0,
    gateway: payment.gateway,
    date: payment.at ?? timeOf(call.now),
    description: payment.description ?? 'Invoice Payment',
    amountin: payment.amount,
    fees: payment.fees ?? 0,
    rate: '1.00000',
    transid: payment.transid,
    invoiceid: invoice.id,
  })
  logActivity(call, `Added Invoice Payment - Invoice ID: ${invoice.id}`, invoice.userid)
  // GUESS: an overpayment goes to the credit balance under these words.
  const open = invoice.status === 'Paid' ? 0 : before
  if (payment.amount > open) {
    moveCredit(call, invoice.userid, payment.amount - open, `Invoice #${invoice.id} Overpayment`)
  }
  settle(call, invoice.id, payment)
}

/** A card is charged with all that is open. GUESS: its gateway keeps a fee, as in the seed. */
export function chargeCard(call: Acting, invoice: Row<'invoices'>, gateway: string): void {
  const amount = Math.max(balanceOf(call, invoice), 0)
  const fees = 25 + Math.round(amount * 0.014)
  addPayment(call, invoice, { amount, fees, gateway, transid: `ch_${randomHex(16)}` })
}

import { NO_TIME } from '../core/clock.ts'
import { taxOn } from '../core/money.ts'
import type { Planter } from './planter.ts'

export interface Line {
  description: string
  amount: number
  type?: string
  relid?: number
  untaxed?: boolean
}

export interface InvoicePlan {
  client: number
  /** Days from today. */
  issued: number
  due: number
  lines: Line[]
  status: string
  rates?: [number, number]
  gateway?: string
  /** Cents taken from the credit balance; 'all' pays everything with it. */
  credit?: number | 'all'
  /** Cents paid by gateway on an invoice that stays open. */
  part?: number
  notes?: string
}

const PAID = ['Paid', 'Refunded']

/** Writes one invoice with its lines, credit use and transactions, so that every sum adds up. */
export function addInvoice(planter: Planter, plan: InvoicePlan): number {
  const { store } = planter
  const [first, second] = plan.rates ?? [0, 0]
  const subtotal = plan.lines.reduce((sum, line) => sum + line.amount, 0)
  const taxable = plan.lines.reduce((sum, line) => sum + (line.untaxed ? 0 : line.amount), 0)
  // GUESS: the second tax is on the same base as the first (WHMCS can also compound them).
  const tax = taxOn(taxable, first)
  const tax2 = taxOn(taxable, second)
  const full = subtotal + tax + tax2
  const credit = plan.credit === 'all' ? full : (plan.credit ?? 0)
  const issued = planter.time(plan.issued)
  const paid = PAID.includes(plan.status) ? planter.time(Math.min(plan.issued + 3, 0)) : NO_TIME
  const gateway = plan.gateway ?? 'stripe'
  const id = store.insert('invoices', {
    userid: plan.client,
    // WHMCS gives the sequential number when an invoice is paid.
    invoicenum: PAID.includes(plan.status) ? planter.invoiceNumber(paid.slice(0, 4)) : '',
    date: planter.day(plan.issued),
    duedate: planter.day(plan.due),
    datepaid: paid,
    last_capture_attempt: plan.status === 'Collections' ? planter.time(plan.due + 3) : NO_TIME,
    date_refunded: plan.status === 'Refunded' ? planter.time(plan.due + 2) : NO_TIME,
    date_cancelled: plan.status === 'Cancelled' ? planter.time(plan.due + 5) : NO_TIME,
    subtotal,
    credit,
    tax,
    tax2,
    // GUESS: the total is what is left after credit, as the template's "balance" arithmetic suggests.
    total: full - credit,
    taxrate: first,
    taxrate2: second,
    status: plan.status,
    paymentmethod: gateway,
    notes: plan.notes ?? '',
    created_at: issued,
    updated_at: issued,
  })
  for (const line of plan.lines) {
    store.insert('invoice_items', {
      invoiceid: id,
      userid: plan.client,
      type: line.type ?? '',
      relid: line.relid ?? 0,
      description: line.description,
      amount: line.amount,
      taxed: first > 0 && !line.untaxed ? 1 : 0,
    })
  }
  if (credit > 0) addCredit(planter, plan.client, plan.issued + 1, `Credit Applied to Invoice #${id}`, -credit)
  pay(planter, plan, id, full - credit, paid, gateway)
  return id
}

function pay(planter: Planter, plan: InvoicePlan, id: number, total: number, paid: string, gateway: string): void {
  if (plan.part !== undefined) addPayment(planter, plan.client, id, plan.part, planter.time(plan.issued + 2), gateway)
  if (!PAID.includes(plan.status) || total === 0) return
  const payment = addPayment(planter, plan.client, id, total, paid, gateway)
  if (plan.status !== 'Refunded') return
  planter.store.insert('transactions', {
    userid: plan.client,
    gateway,
    date: planter.time(plan.due + 2),
    description: `Refund of Transaction ID ${payment.transid}`,
    amountout: total,
    rate: '1.00000',
    transid: `re_${planter.random.hex(16)}`,
    invoiceid: id,
    refundid: payment.id,
  })
}

export function addPayment(
  planter: Planter,
  client: number,
  invoice: number,
  cents: number,
  at: string,
  gateway: string,
) {
  const transid = `${gateway === 'banktransfer' ? 'BT' : 'ch_'}${planter.random.hex(16)}`
  const id = planter.store.insert('transactions', {
    userid: client,
    gateway,
    date: at,
    description: 'Invoice Payment',
    amountin: cents,
    fees: gateway === 'banktransfer' ? 0 : 25 + Math.round(cents * 0.014),
    rate: '1.00000',
    transid,
    invoiceid: invoice,
  })
  return { id, transid }
}

/** A row of the ledger; the client's balance moves with it, so that the rows always sum up to it. */
export function addCredit(planter: Planter, client: number, days: number, description: string, amount: number): void {
  const { store } = planter
  store.insert('credits', { clientid: client, date: planter.day(days), description, amount })
  const balance = store.number('SELECT SUM(amount) FROM credits WHERE clientid = ?', client)
  store.update('clients', client, { credit: balance })
}

import { dateOf } from '../core/clock.ts'
import { decimal, rateText } from '../core/money.ts'
import type { Row } from '../core/schema.ts'
import type { Answer } from '../wire/answer.ts'
import { action, int, refuse, text, type Call } from './action.ts'
import { direction, page, paging, when, where, type Condition } from './listing.ts'

const ORDER: Record<string, string> = {
  id: 'id',
  invoicenumber: 'invoicenum',
  date: 'date',
  duedate: 'duedate',
  total: 'total',
  status: 'status',
}

/** 7.x printed tax rates with two decimals. */
const rate = (call: Call, value: number) => rateText(value, call.is('8.0') ? 3 : 2)

function byStatus(call: Call, status: string | undefined): Condition {
  if (status?.toLowerCase() !== 'overdue') return when(status, 'status = ?')
  return ["status = 'Unpaid' AND duedate < ?", dateOf(call.now)]
}

function listed(call: Call, invoice: Row<'invoices'>): Answer {
  const client = call.store.byId('clients', invoice.userid)
  const currency = call.store.byId('currencies', client?.currency)
  return {
    id: invoice.id,
    userid: invoice.userid,
    firstname: client?.firstname ?? '',
    lastname: client?.lastname ?? '',
    companyname: client?.companyname ?? '',
    invoicenum: invoice.invoicenum,
    date: invoice.date,
    duedate: invoice.duedate,
    datepaid: invoice.datepaid,
    last_capture_attempt: invoice.last_capture_attempt,
    date_refunded: invoice.date_refunded,
    date_cancelled: invoice.date_cancelled,
    subtotal: decimal(invoice.subtotal),
    credit: decimal(invoice.credit),
    tax: decimal(invoice.tax),
    tax2: decimal(invoice.tax2),
    total: decimal(invoice.total),
    taxrate: rate(call, invoice.taxrate),
    taxrate2: rate(call, invoice.taxrate2),
    status: invoice.status,
    paymentmethod: invoice.paymentmethod,
    paymethodid: invoice.paymethodid,
    notes: invoice.notes,
    created_at: invoice.created_at,
    updated_at: invoice.updated_at,
    currencycode: currency?.code ?? '',
    currencyprefix: currency?.prefix ?? '',
    currencysuffix: currency?.suffix ?? '',
  }
}

export const getInvoices = action({
  name: 'GetInvoices',
  params: { ...paging, userid: int(), status: text(), orderby: text({ since: '7.7' }), order: text({ since: '7.7' }) },
  run(call, params) {
    const filter = where(when(params.userid, 'userid = ?'), byStatus(call, params.status))
    // GUESS: newest due date first when no order is asked for, as in the admin area's list.
    const column = ORDER[params.orderby?.toLowerCase() ?? ''] ?? 'duedate'
    const way = direction(params.order, 'DESC')
    const { total, start, rows } = page(call.store, 'invoices', filter, `${column} ${way}, id ${way}`, params)
    return {
      totalresults: total,
      startnumber: start,
      numreturned: rows.length,
      // GUESS: without rows the key is missing, as in the older list actions seen in the wild.
      invoices: rows.length === 0 ? undefined : { invoice: rows.map((row) => listed(call, row)) },
    }
  },
})

/** GUESS: what was paid in, less what was paid back, off the total; a cancelled invoice keeps its balance. */
export function balanceOf(call: Pick<Call, 'store'>, invoice: Row<'invoices'>): number {
  const paid = 'SELECT SUM(amountin - amountout) FROM transactions WHERE invoiceid = ?'
  return invoice.total - call.store.number(paid, invoice.id)
}

export function transactionRow(row: Row<'transactions'>): Answer {
  return {
    id: String(row.id),
    userid: String(row.userid),
    currency: String(row.currency),
    gateway: row.gateway,
    date: row.date,
    description: row.description,
    amountin: decimal(row.amountin),
    fees: decimal(row.fees),
    amountout: decimal(row.amountout),
    rate: row.rate,
    transid: row.transid,
    invoiceid: String(row.invoiceid),
    refundid: String(row.refundid),
  }
}

function linesOf(call: Call, invoice: number): Answer[] {
  return call.store.all('invoice_items', 'WHERE invoiceid = ? ORDER BY id', invoice).map((item) => ({
    id: item.id,
    type: item.type,
    relid: item.relid,
    description: item.description,
    amount: decimal(item.amount),
    taxed: item.taxed,
  }))
}

export const getInvoice = action({
  name: 'GetInvoice',
  params: { invoiceid: int() },
  run(call, { invoiceid }) {
    const invoice = call.store.byId('invoices', invoiceid) ?? refuse('Invoice ID Not Found')
    const gateway = call.store.first('gateways', 'WHERE module = ?', invoice.paymentmethod)
    const transactions = call.store.all('transactions', 'WHERE invoiceid = ? ORDER BY id', invoice.id)
    return {
      invoiceid: invoice.id,
      invoicenum: invoice.invoicenum,
      userid: invoice.userid,
      date: invoice.date,
      duedate: invoice.duedate,
      datepaid: invoice.datepaid,
      lastcaptureattempt: invoice.last_capture_attempt,
      subtotal: decimal(invoice.subtotal),
      credit: decimal(invoice.credit),
      tax: decimal(invoice.tax),
      tax2: decimal(invoice.tax2),
      total: decimal(invoice.total),
      balance: decimal(balanceOf(call, invoice)),
      taxrate: rate(call, invoice.taxrate),
      taxrate2: rate(call, invoice.taxrate2),
      status: invoice.status,
      paymentmethod: invoice.paymentmethod,
      notes: invoice.notes,
      ccgateway: gateway?.ccgateway === 1,
      items: { item: linesOf(call, invoice.id) },
      transactions: transactions.length === 0 ? '' : { transaction: transactions.map(transactionRow) },
    }
  },
})

export const invoicesRead = [getInvoices, getInvoice]

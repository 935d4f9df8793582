import { timeOf } from '../core/clock.ts'
import { cents } from '../core/money.ts'
import type { Row } from '../core/schema.ts'
import { addPayment, chargeCard, moveCredit, settle } from '../effects/ledger.ts'
import { logActivity } from '../effects/log.ts'
import { day } from '../effects/sent.ts'
import { action, bool, int, refuse, text, type Call, type Given } from './action.ts'
import { balanceOf } from './invoices-read.ts'

/** `2026-11-21 10:00:00`, or the day alone. GUESS: anything else is now. */
function moment(call: Call, date: string | undefined): string {
  const [date10 = '', time = '00:00:00'] = (date ?? '').split(' ')
  return day(date10) !== undefined && /^\d\d:\d\d:\d\d$/.test(time) ? `${date10} ${time}` : timeOf(call.now)
}

const addInvoicePayment = action({
  name: 'AddInvoicePayment',
  params: {
    invoiceid: int(),
    transid: text(),
    gateway: text(),
    date: text(),
    amount: text(),
    fees: text(),
    noemail: bool(),
  },
  run(call, params) {
    const invoice = call.store.byId('invoices', params.invoiceid) ?? refuse('Invoice ID Not Found')
    if (invoice.status === 'Cancelled') {
      return refuse('It is not possible to add a payment to an invoice that is Cancelled')
    }
    // GUESS: a transaction id that is there already is taken once more: the page names no refusal.
    addPayment(call, invoice, {
      amount: params.amount ? cents(params.amount) : Math.max(balanceOf(call, invoice), 0),
      fees: cents(params.fees ?? '0'),
      gateway: params.gateway || invoice.paymentmethod,
      transid: params.transid ?? '',
      noemail: params.noemail,
      at: moment(call, params.date),
    })
    return {}
  },
})

const transaction = {
  paymentmethod: text(),
  userid: int(),
  invoiceid: int(),
  transid: text(),
  date: text(),
  currencyid: int(),
  description: text(),
  amountin: text(),
  fees: text(),
  amountout: text(),
  rate: text(),
  credit: bool(),
  allowduplicatetransid: bool(),
}

interface Parties {
  client: Row<'clients'> | undefined
  invoice: Row<'invoices'> | undefined
}

function parties({ store }: Call, given: Given<typeof transaction>): Parties {
  const client = given.userid ? (store.byId('clients', given.userid) ?? refuse('Client ID Not Found')) : undefined
  const invoice = given.invoiceid
    ? (store.byId('invoices', given.invoiceid) ?? refuse('Invoice ID Not Found'))
    : undefined
  if (client && invoice && invoice.userid !== client.id) refuse('User ID does not own the given Invoice ID')
  const currency = given.currencyid
    ? (store.byId('currencies', given.currencyid) ?? refuse('Currency ID Not Found'))
    : undefined
  if (client && currency && client.currency !== currency.id) refuse('Currency ID does not match Client currency')
  if (!client && !invoice && !currency) refuse('A Currency ID is required for non-customer related transactions')
  // GUESS: an invoice without a userid belongs to its client.
  return { client: client ?? store.byId('clients', invoice?.userid), invoice }
}

/** DD/MM/YYYY, the installation's own format; now when it is left out. */
function localMoment(call: Call, date: string | undefined): string {
  const found = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(date ?? '')
  return moment(call, found === null ? undefined : `${found[3]}-${found[2]}-${found[1]}`)
}

const addTransaction = action({
  name: 'AddTransaction',
  params: transaction,
  run(call, given) {
    const { client, invoice } = parties(call, given)
    if (!given.paymentmethod) return refuse('Payment Method is required')
    const transid = given.transid ?? ''
    const repeated = transid !== '' && call.store.first('transactions', 'WHERE transid = ?', transid) !== undefined
    if (repeated && !given.allowduplicatetransid) return refuse('Transaction ID must be Unique')
    const amountin = cents(given.amountin ?? '0')
    call.store.insert('transactions', {
      userid: client?.id ?? 0,
      currency: client === undefined ? (given.currencyid ?? 0) : 0,
      gateway: given.paymentmethod,
      date: localMoment(call, given.date),
      description: given.description ?? '',
      amountin,
      fees: cents(given.fees ?? '0'),
      amountout: cents(given.amountout ?? '0'),
      rate: given.rate || '1.00000',
      transid,
      invoiceid: invoice?.id ?? 0,
    })
    logActivity(call, `Added Transaction - Transaction ID: ${transid}`, client?.id)
    if (invoice !== undefined) settle(call, invoice.id, {})
    else if (given.credit && client !== undefined && amountin > 0) {
      moveCredit(call, client.id, amountin, given.description ?? '')
    }
    return {}
  },
})

/** `12/29`: good until the end of its month. */
function expired(call: Call, expiry: string): boolean {
  const [month = 0, year = 0] = expiry.split('/').map(Number)
  return Date.UTC(2000 + year, month, 1) <= call.now.getTime()
}

/** The card that would be charged: the invoice's own, else the client's default, else the first at a gateway. */
function cardFor({ store }: Call, invoice: Row<'invoices'>): Row<'pay_methods'> | undefined {
  const mine = store.all('pay_methods', "WHERE clientid = ? AND type = 'RemoteCreditCard' ORDER BY id", invoice.userid)
  return mine.find(({ id }) => id === invoice.paymethodid) ?? mine.find((one) => one.is_default === 1) ?? mine[0]
}

const capturePayment = action({
  name: 'CapturePayment',
  params: { invoiceid: int(), cvv: text() },
  run(call, { invoiceid, cvv }) {
    const invoice = call.store.byId('invoices', invoiceid)
    if (invoice === undefined || invoice.status !== 'Unpaid') return refuse('Invoice Not Found or Not Unpaid')
    call.store.update('invoices', invoice.id, { last_capture_attempt: timeOf(call.now) })
    const card = cardFor(call, invoice)
    // GUESS: the gateway takes every card in date, but for a token that says "decline" and the security code 000.
    if (!card || expired(call, card.expiry_date) || card.remote_token.includes('decline') || cvv === '000') {
      // Answered, not thrown: the attempt is on record even so.
      return { result: 'error', message: 'Payment Attempt Failed' }
    }
    chargeCard(call, invoice, card.gateway_name)
    return {}
  },
})

export const paymentsWrite = [addInvoicePayment, addTransaction, capturePayment]

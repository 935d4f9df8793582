import type { Truth } from './truth'
import { Refused } from './truth'

/** WHMCS's remote API over the truth: what the portal asks for, in the shapes of WHMCS's documents. */

type Params = URLSearchParams
type Answer = Readonly<Record<string, unknown>>

/** What marks an operation of the portal in a call, so that the truth knows who did what. No reading ever shows it. */
export const TAG = 'x_operation'

const number = (params: Params, name: string) => Number(params.get(name) ?? 0)
const decimal = (cents: number) => `${cents < 0 ? '-' : ''}${(Math.abs(cents) / 100).toFixed(2)}`
const centsIn = (text: string | null) => Math.round(Number(text ?? 'NaN') * 100)
const NONE = '0000-00-00 00:00:00'
const DAY = '2026-11-21'

/** WHMCS writes an empty list as an empty text. */
function listing(outer: string, inner: string, rows: readonly Answer[], params?: Params): Answer {
  const start = params ? number(params, 'limitstart') : 0
  const page = params?.has('limitnum') ? rows.slice(start, start + number(params, 'limitnum')) : rows
  const counts = { totalresults: rows.length, startnumber: start, numreturned: page.length }
  return { ...counts, [outer]: page.length === 0 ? '' : { [inner]: page } }
}

function invoiceFields(truth: Truth, at: number, id: number, client: number): Answer {
  const credit = truth.appliedTo(id, at)
  const items = truth.invoices.find((one) => one.id === id)?.items ?? []
  const subtotal = items.reduce((total, { cents }) => total + cents, 0)
  return {
    userid: client,
    invoicenum: '',
    date: DAY,
    duedate: DAY,
    datepaid: NONE,
    credit: decimal(credit),
    subtotal: decimal(subtotal),
    // As WHMCS keeps it: the credit is taken off the total.
    total: decimal(subtotal - credit),
    status: truth.statusOf(id, at),
    paymentmethod: 'stripe',
  }
}

type Reading = (truth: Truth, params: Params, at: number) => Answer

const READINGS: Readonly<Record<string, Reading>> = {
  GetClientsDetails: (truth, params, at) => {
    const id = number(params, 'clientid')
    const name = {
      firstname: 'Test',
      lastname: 'Client',
      email: 'client@example.com',
      currency: 1,
      currency_code: 'EUR',
    }
    const client = { id, ...name, status: 'Active', credit: decimal(truth.creditOf(id, at)) }
    return { client, stats: { numunpaidinvoices: 0 } }
  },
  GetCredits: (truth, params, at) => {
    const clientid = number(params, 'clientid')
    const rows = truth.credits.filter((row) => row.client === clientid && row.at <= at)
    const wire = rows.map(({ id, cents, text }) => ({
      id,
      date: DAY,
      description: text,
      amount: decimal(cents),
      relid: 0,
    }))
    return { clientid, ...listing('credits', 'credit', wire) }
  },
  GetInvoice: (truth, params, at) => {
    const invoiceid = number(params, 'invoiceid')
    const row = truth.invoices.find((one) => one.id === invoiceid && one.at <= at)
    if (!row) throw new Refused('Invoice ID Not Found')
    const items = row.items.map(({ type, relid, cents }, index) => {
      return { id: index + 1, type, relid, description: 'Item', amount: decimal(cents), taxed: 0 }
    })
    const rates = { tax: '0.00', tax2: '0.00', taxrate: '0.00', taxrate2: '0.00' }
    const balance = decimal(truth.balanceOf(invoiceid, at))
    const common = invoiceFields(truth, at, invoiceid, row.client)
    return { invoiceid, ...common, ...rates, balance, notes: '', items: { item: items }, transactions: '' }
  },
  GetInvoices: (truth, params, at) => {
    const client = number(params, 'userid')
    const rows = truth.invoices.filter((one) => one.client === client && one.at <= at).toReversed()
    const wire = rows.map(({ id }) => ({ id, ...invoiceFields(truth, at, id, client) }))
    return listing('invoices', 'invoice', wire, params)
  },
  GetClientsProducts: (truth, params) => {
    const [client, service] = [number(params, 'clientid'), number(params, 'serviceid')]
    const price = { recurringamount: '19.99', firstpaymentamount: '19.99', regdate: DAY, nextduedate: DAY }
    const row = { id: service, clientid: client, pid: 1, name: 'Server', status: 'Active', ...price }
    return listing('products', 'product', truth.services.get(service) === client ? [row] : [])
  },
  GetCancelledPackages: (truth, params, at) => {
    const rows = truth.requests.filter((row) => row.at <= at)
    const wire = rows.map(({ id, service, type, reason }) => ({
      id,
      date: `${DAY} 10:00:00`,
      relid: service,
      reason,
      type,
    }))
    return listing('packages', 'package', wire, params)
  },
  GetTickets: (truth, params, at) => {
    const client = number(params, 'clientid')
    const rows = truth.tickets.filter((row) => row.client === client && row.at <= at).toReversed()
    const fixed = { deptid: 1, status: 'Open', date: `${DAY} 10:00:00`, lastreply: `${DAY} 10:00:00` }
    const wire = rows.map(({ id, subject }) => ({ id, tid: `T${id}`, userid: client, subject, ...fixed }))
    return listing('tickets', 'ticket', wire, params)
  },
  GetSupportDepartments: () => listing('departments', 'department', [{ id: 1, name: 'Support' }]),
}

type Writing = (truth: Truth, params: Params, tag: string | null) => Answer

const WRITINGS: Readonly<Record<string, Writing>> = {
  ApplyCredit: (truth, params, tag) => {
    const [invoiceid, cents] = [number(params, 'invoiceid'), centsIn(params.get('amount'))]
    truth.applyCredit(invoiceid, cents, tag)
    return { invoiceid, amount: decimal(cents), invoicepaid: truth.statusOf(invoiceid) === 'Paid' ? 'true' : 'false' }
  },
  AddCredit: (truth, params, tag) => {
    const client = number(params, 'clientid')
    truth.addCredit(client, centsIn(params.get('amount')), params.get('description') ?? '', tag)
    return { newbalance: decimal(truth.creditOf(client)) }
  },
  AddCancelRequest: (truth, params, tag) => {
    const serviceid = number(params, 'serviceid')
    truth.requestCancellation(serviceid, params.get('type') ?? '', params.get('reason') ?? '', tag)
    return { serviceid, userid: truth.services.get(serviceid) }
  },
  GenInvoices: (truth, params, tag) => {
    const made = truth.generate(number(params, 'serviceids[0]'), tag)
    return { numcreated: made === null ? 0 : 1, ...(made !== null && { latestinvoiceid: made }) }
  },
  OpenTicket: (truth, params, tag) => {
    const id = truth.openTicket(
      number(params, 'clientid'),
      number(params, 'serviceid'),
      params.get('subject') ?? '',
      tag,
    )
    return { id, tid: `T${id}`, c: 'abc' }
  },
}

export const isWrite = (action: string) => Object.hasOwn(WRITINGS, action)

/**
 * The body of WHMCS's answer to a call; a write is carried out by asking.
 * @param lag how old what a reading shows may be, in ms
 */
export function answer(truth: Truth, body: string, now: number, lag: number): string {
  const params = new URLSearchParams(body)
  const action = params.get('action') ?? ''
  try {
    const said = WRITINGS[action]?.(truth, params, params.get(TAG)) ?? READINGS[action]?.(truth, params, now - lag)
    return JSON.stringify(said ? { result: 'success', ...said } : { result: 'error', message: 'Action not found' })
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return JSON.stringify({ result: 'error', message: error.message })
  }
}

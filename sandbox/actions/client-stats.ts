import { dateOf } from '../core/clock.ts'
import { moneyFor } from '../core/money.ts'
import type { Row } from '../core/schema.ts'
import type { Answer } from '../wire/answer.ts'
import type { Call } from './action.ts'

interface Sum {
  count: number
  total: number
  balance: number
}

/** How many invoices, what they come to, and what is still open on them. */
function sum(call: Call, client: number, condition: string, ...values: string[]): Sum {
  const paid = 'COALESCE((SELECT SUM(amountin - amountout) FROM transactions WHERE invoiceid = invoices.id), 0)'
  const [row] = call.store.query<Sum>(
    `SELECT COUNT(*) AS count, COALESCE(SUM(total), 0) AS total, COALESCE(SUM(total - ${paid}), 0) AS balance
     FROM invoices WHERE userid = ? AND ${condition}`,
    client,
    ...values,
  )
  return row ?? { count: 0, total: 0, balance: 0 }
}

function invoiceStats(call: Call, client: number, money: (cents: number) => string): Answer {
  const inStatus = (status: string) => sum(call, client, 'status = ?', status)
  const due = inStatus('Unpaid')
  const overdue = sum(call, client, "status = 'Unpaid' AND duedate < ?", dateOf(call.now))
  const draft = inStatus('Draft')
  const paid = inStatus('Paid')
  const cancelled = inStatus('Cancelled')
  const refunded = inStatus('Refunded')
  const collections = inStatus('Collections')
  const pending = inStatus('Payment Pending')
  // GUESS: "due" is every unpaid invoice, "overdue" those past their date; balances subtract what was paid in part.
  return {
    numdueinvoices: due.count,
    dueinvoicesbalance: money(due.balance),
    ...ledgerStats(call, client, money),
    numoverdueinvoices: overdue.count,
    overdueinvoicesbalance: money(overdue.balance),
    numDraftInvoices: draft.count,
    draftInvoicesBalance: money(draft.total),
    numunpaidinvoices: due.count,
    unpaidinvoicesamount: money(due.total),
    numpaidinvoices: paid.count,
    paidinvoicesamount: money(paid.total),
    numcancelledinvoices: cancelled.count,
    cancelledinvoicesamount: money(cancelled.total),
    numrefundedinvoices: refunded.count,
    refundedinvoicesamount: money(refunded.total),
    numcollectionsinvoices: collections.count,
    collectionsinvoicesamount: money(collections.total),
    numpaymentpendinginvoices: pending.count,
    paymentpendinginvoicesamount: money(pending.total),
  }
}

function ledgerStats({ store }: Call, client: number, money: (cents: number) => string): Answer {
  const total = (column: string) => store.number(`SELECT SUM(${column}) FROM transactions WHERE userid = ?`, client)
  const credit = store.byId('clients', client)?.credit ?? 0
  // GUESS: expenses are fees and refunds; income is what remains of the revenue.
  const expenses = total('fees') + total('amountout')
  return {
    incredit: credit > 0,
    creditbalance: money(credit),
    grossRevenue: money(total('amountin')),
    expenses: money(expenses),
    income: money(total('amountin') - expenses),
  }
}

const KINDS: [string, string][] = [
  ['hosting', 'hostingaccount'],
  ['reseller', 'reselleraccount'],
  ['servers', 'server'],
  ['other', 'other'],
]

function serviceStats({ store }: Call, client: number): Answer {
  const joined = 'SELECT COUNT(*) FROM services s JOIN products p ON p.id = s.pid WHERE s.clientid = ?'
  const perKind = KINDS.flatMap(([name, type]): [string, number][] => [
    [`productsnumactive${name}`, store.number(`${joined} AND p.type = ? AND s.status = 'Active'`, client, type)],
    [`productsnum${name}`, store.number(`${joined} AND p.type = ?`, client, type)],
  ])
  return {
    ...Object.fromEntries(perKind),
    productsnumactive: store.count('services', "WHERE clientid = ? AND status = 'Active'", client),
    productsnumtotal: store.count('services', 'WHERE clientid = ?', client),
    numactivedomains: store.count('domains', "WHERE userid = ? AND status = 'Active'", client),
    numdomains: store.count('domains', 'WHERE userid = ?', client),
  }
}

export function clientStats(call: Call, client: Row<'clients'>): Answer {
  return {
    ...invoiceStats(call, client.id, moneyFor(call, client.id)),
    ...serviceStats(call, client.id),
    numacceptedquotes: 0,
    numquotes: 0,
    numtickets: call.store.count('tickets', 'WHERE userid = ?', client.id),
    numactivetickets: call.store.count('tickets', "WHERE userid = ? AND status <> 'Closed'", client.id),
    numaffiliatesignups: 0,
    isAffiliate: false,
  }
}

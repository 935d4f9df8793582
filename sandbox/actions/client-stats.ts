import { dateOf } from '../core/clock.ts'
import { moneyFor } from '../core/money.ts'
import type { Row } from '../core/schema.ts'
import type { Answer } from '../wire/answer.ts'
import type { Call } from './action.ts'

interface Sum {
  count: number
  total: number
}

/** How many invoices there are in each status, and what they come to. One query: a client may have thousands. */
function sums({ store }: Call, client: number): (status: string) => Sum {
  const found = store.query<Sum & { status: string }>(
    'SELECT status, COUNT(*) AS count, SUM(total) AS total FROM invoices WHERE userid = ? GROUP BY status',
    client,
  )
  const byStatus = new Map(found.map((row) => [row.status.toLowerCase(), row]))
  return (status) => byStatus.get(status.toLowerCase()) ?? { count: 0, total: 0 }
}

/** What is still open on unpaid invoices, and how many they are. */
function open(call: Call, client: number, condition: string, ...values: string[]): { count: number; balance: number } {
  const paid = 'COALESCE((SELECT SUM(amountin - amountout) FROM transactions WHERE invoiceid = invoices.id), 0)'
  const [row] = call.store.query<{ count: number; balance: number }>(
    `SELECT COUNT(*) AS count, COALESCE(SUM(total - ${paid}), 0) AS balance
     FROM invoices WHERE userid = ? AND status = 'Unpaid' AND ${condition}`,
    client,
    ...values,
  )
  return row ?? { count: 0, balance: 0 }
}

function invoiceStats(call: Call, client: number, money: (cents: number) => string): Answer {
  const inStatus = sums(call, client)
  const due = open(call, client, 'TRUE')
  const overdue = open(call, client, 'duedate < ?', dateOf(call.now))
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
    unpaidinvoicesamount: money(inStatus('Unpaid').total),
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
  const [booked] = store.query<{ paid: number | null; out: number | null }>(
    'SELECT SUM(amountin) AS paid, SUM(fees + amountout) AS out FROM transactions WHERE userid = ?',
    client,
  )
  const credit = store.byId('clients', client)?.credit ?? 0
  const revenue = booked?.paid ?? 0
  // GUESS: expenses are fees and refunds; income is what remains of the revenue.
  const expenses = booked?.out ?? 0
  return {
    incredit: credit > 0,
    creditbalance: money(credit),
    grossRevenue: money(revenue),
    expenses: money(expenses),
    income: money(revenue - expenses),
  }
}

const KINDS: [string, string][] = [
  ['hosting', 'hostingaccount'],
  ['reseller', 'reselleraccount'],
  ['servers', 'server'],
  ['other', 'other'],
]

interface Kind {
  type: string | null
  all: number
  active: number
}

function serviceStats({ store }: Call, client: number): Answer {
  const kinds = store.query<Kind>(
    `SELECT p.type AS type, COUNT(*) AS "all", SUM(s.status = 'Active') AS active
     FROM services s LEFT JOIN products p ON p.id = s.pid WHERE s.clientid = ? GROUP BY p.type`,
    client,
  )
  const perKind = KINDS.flatMap(([name, type]): [string, number][] => {
    const kind = kinds.find((one) => one.type === type)
    return [
      [`productsnumactive${name}`, kind?.active ?? 0],
      [`productsnum${name}`, kind?.all ?? 0],
    ]
  })
  const sum = (count: (kind: Kind) => number) => kinds.reduce((so, kind) => so + count(kind), 0)
  return {
    ...Object.fromEntries(perKind),
    productsnumactive: sum(({ active }) => active),
    productsnumtotal: sum(({ all }) => all),
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

import 'server-only'
import { toCsv } from '@/lib/csv'
import { fromCents, toCents } from '@/lib/money'
import type { Statement, Transaction, TransactionPage, TransactionRow } from '@/lib/schemas/money'
import type { TransactionQuery } from '@/lib/schemas/transaction-query'
import type { Permitted } from '@/server/access/permitted'
import { PortalError } from '@/server/errors'
import * as whmcs from '@/server/whmcs/transactions'
import { currencyOf } from './currencies'
import { gatewayNames } from './gateways'
import { invoicesOfService } from './service-payments'

const PAGE_SIZE = 25

type Viewer = Permitted<'invoices'>
type Period = Pick<TransactionQuery, 'from' | 'to'>

function dayOf({ at }: Pick<Transaction, 'at'>): string {
  return at?.slice(0, 10) ?? ''
}

function net({ amountIn, amountOut }: Pick<Transaction, 'amountIn' | 'amountOut'>): bigint {
  return toCents(amountIn) - toCents(amountOut)
}

function sum(rows: readonly Transaction[], of: (row: Transaction) => bigint): bigint {
  return rows.reduce((total, row) => total + of(row), 0n)
}

function within(row: Transaction, { from, to }: Period): boolean {
  const day = dayOf(row)
  return (from === '' || day >= from) && (to === '' || day <= to)
}

/** What came in and went out, before a period and in it. A row without a day is older than every period. */
export function statementOf(all: readonly Transaction[], period: Period): Statement {
  const before = all.filter((row) => period.from !== '' && dayOf(row) < period.from)
  const inside = all.filter((row) => within(row, period))
  const opening = sum(before, net)
  return {
    opening: fromCents(opening),
    in: fromCents(sum(inside, ({ amountIn }) => toCents(amountIn))),
    out: fromCents(sum(inside, ({ amountOut }) => toCents(amountOut))),
    closing: fromCents(opening + sum(inside, net)),
  }
}

function fits(row: Transaction, query: TransactionQuery): boolean {
  if (query.kind === 'in' && toCents(row.amountIn) === 0n) return false
  if (query.kind === 'out' && toCents(row.amountOut) === 0n) return false
  if (query.invoice !== null && row.invoiceId !== query.invoice) return false
  return row.transactionId.toLowerCase().includes(query.q.toLowerCase()) && within(row, query)
}

/** Plain comparison, not a language's: there may be 20,000 of them. */
function newestFirst(a: Transaction, b: Transaction): number {
  if (a.at === b.at) return b.id - a.id
  return (a.at ?? '') < (b.at ?? '') ? 1 : -1
}

/** WHMCS answers all transactions of a client at once, and filters by next to nothing: one call, however many there are. */
async function load(viewer: Viewer) {
  const [all, currency, nameOf] = await Promise.all([
    whmcs.listTransactions(viewer.whmcs, viewer.clientId),
    currencyOf(viewer),
    gatewayNames(viewer),
  ])
  return { all: all.toSorted(newestFirst), currency, nameOf }
}

/** Those of a service, when one is asked for; what nobody has looked into yet is not among them. */
async function ofService(
  viewer: Viewer,
  all: readonly Transaction[],
  service: number | null,
  reach: 'page' | 'file',
): Promise<{ chosen: readonly Transaction[]; unseen: number }> {
  if (service === null) return { chosen: all, unseen: 0 }
  const invoices = all.flatMap(({ invoiceId }) => (invoiceId === 0 ? [] : invoiceId))
  const { has, unseen } = await invoicesOfService(viewer, service, invoices, reach)
  return { chosen: all.filter(({ invoiceId }) => has(invoiceId)), unseen }
}

/** One page of what was paid and paid back. */
export async function listTransactions(viewer: Viewer, query: TransactionQuery): Promise<TransactionPage> {
  const { all: every, currency, nameOf } = await load(viewer)
  const { chosen: all, unseen } = await ofService(viewer, every, query.service, 'page')
  const found = all.filter((row) => fits(row, query))
  const pages = Math.max(1, Math.ceil(found.length / PAGE_SIZE))
  const page = Math.min(query.page, pages)
  const rows = found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE).map((row): TransactionRow => {
    const { id, at, amountIn, amountOut, transactionId, invoiceId } = row
    return { id, at, amountIn, amountOut, transactionId, invoiceId, gateway: nameOf(row.gateway) }
  })
  const statement = statementOf(all, query)
  return { rows, total: found.length, page, pages, pageSize: PAGE_SIZE, statement, unseen, currency }
}

const CSV_HEADER = ['date', 'id', 'transaction', 'method', 'invoice', 'in', 'out', 'balance', 'currency']

/**
 * All transactions of the query as CSV, the oldest first, between the opening and the closing balance of what is in it:
 * decimals with a point, ISO dates, ISO currency.
 *
 * @throws PortalError `unavailable` when too many invoices would have to be opened to know which are the service's
 */
export async function exportTransactions(
  viewer: Viewer,
  query: TransactionQuery,
): Promise<{ csv: string; name: string }> {
  const [{ all: every, nameOf }, { client }] = await Promise.all([load(viewer), viewer.account()])
  const { chosen: all, unseen } = await ofService(viewer, every, query.service, 'file')
  // A statement that leaves something out is none.
  if (unseen > 0) throw new PortalError('unavailable')
  const code = client.currencyCode
  // The balance is that of the rows in the file: what else is filtered away is not a part of it.
  const chosen = all.filter((row) => fits(row, { ...query, from: '', to: '' })).toReversed()
  const { opening, closing } = statementOf(chosen, query)
  let balance = toCents(opening)
  const rows = chosen
    .filter((row) => within(row, query))
    .map((row) => {
      balance += net(row)
      const { id, transactionId, gateway, invoiceId, amountIn, amountOut } = row
      const invoice = invoiceId === 0 ? '' : String(invoiceId)
      const amounts = [amountIn, amountOut, fromCents(balance), code]
      return [dayOf(row), String(id), transactionId, nameOf(gateway), invoice, ...amounts]
    })
  const edge = (day: string, name: string, amount: string) => [day, '', name, '', '', '', '', amount, code]
  const span = [query.from, query.to].filter(Boolean).join('_')
  return {
    csv: toCsv(CSV_HEADER, [edge(query.from, 'opening', opening), ...rows, edge(query.to, 'closing', closing)]),
    name: `transactions${span && `-${span}`}.csv`,
  }
}

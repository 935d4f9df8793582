import { isPlainDate } from '../dates'
import { parseId } from '../ids'
import type { SearchParams } from './invoice-query'
import { pageOf, single } from './invoice-query'

export const TRANSACTION_KINDS = ['in', 'out'] as const
export type TransactionKind = (typeof TRANSACTION_KINDS)[number]

/** What the address of the list of transactions can say. */
export type TransactionQuery = {
  readonly kind: TransactionKind | null
  /** A part of the gateway's own number. */
  readonly q: string
  /** The number of an invoice in the address; null for all. */
  readonly invoice: number | null
  /** The number of a service; null for all. */
  readonly service: number | null
  readonly from: string
  readonly to: string
  readonly page: number
}

export function parseTransactionQuery(params: SearchParams): TransactionQuery {
  const from = single(params, 'from')
  const to = single(params, 'to')
  return {
    kind: TRANSACTION_KINDS.find((known) => known === single(params, 'kind')) ?? null,
    q: single(params, 'q').slice(0, 60),
    invoice: parseId(single(params, 'invoice')),
    service: parseId(single(params, 'service')),
    from: isPlainDate(from) ? from : '',
    to: isPlainDate(to) ? to : '',
    page: pageOf(single(params, 'page')),
  }
}

/** The query string of a query, defaults left out, so that one view has one address. */
export function transactionQueryString({ kind, q, invoice, service, from, to, page }: TransactionQuery): string {
  const params = new URLSearchParams({
    ...(kind && { kind }),
    ...(q && { q }),
    ...(invoice !== null && { invoice: String(invoice) }),
    ...(service !== null && { service: String(service) }),
    ...(from && { from }),
    ...(to && { to }),
    ...(page > 1 && { page: String(page) }),
  })
  const text = params.toString()
  return text && `?${text}`
}

/** How many filters are on beside the two directions. */
export function transactionFilters({ q, invoice, service, from, to }: TransactionQuery): number {
  return [q, invoice, service, from, to].filter(Boolean).length
}

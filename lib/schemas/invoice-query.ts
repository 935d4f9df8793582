import { isPlainDate } from '../dates'
import type { InvoiceSort } from './invoice'
import { INVOICE_SORTS } from './invoice'

/** What the address of the invoice list can say. Unknown words are ignored, so that an old bookmark still opens. */
export const INVOICE_FILTERS = ['unpaid', 'overdue', 'paid', 'cancelled', 'refunded'] as const
export type InvoiceFilter = (typeof INVOICE_FILTERS)[number]

export type InvoiceQuery = {
  readonly status: InvoiceFilter | null
  readonly q: string
  readonly from: string
  readonly to: string
  readonly sort: InvoiceSort
  readonly descending: boolean
  readonly page: number
}

export type SearchParams = Readonly<Record<string, string | string[] | undefined>>

const DEFAULT_SORT = '-date'
const MAX_PAGE = 100_000

/** The first of a repeated parameter, trimmed. */
export function single(params: SearchParams, name: string): string {
  const value = params[name]
  return (Array.isArray(value) ? value[0] : value)?.trim() ?? ''
}

/** The number of a page, or 1. */
export function pageOf(text: string): number {
  return /^[1-9]\d{0,5}$/.test(text) ? Math.min(Number(text), MAX_PAGE) : 1
}

export function parseInvoiceQuery(params: SearchParams): InvoiceQuery {
  const sortText = single(params, 'sort')
  const sort = INVOICE_SORTS.find((known) => known === sortText.replace(/^-/, ''))
  const from = single(params, 'from')
  const to = single(params, 'to')
  return {
    status: INVOICE_FILTERS.find((known) => known === single(params, 'status')) ?? null,
    q: single(params, 'q').slice(0, 60),
    from: isPlainDate(from) ? from : '',
    to: isPlainDate(to) ? to : '',
    sort: sort ?? 'date',
    descending: sort ? sortText.startsWith('-') : true,
    page: pageOf(single(params, 'page')),
  }
}

/** The query string of a query, defaults left out, so that one view has one address. */
export function invoiceQueryString(query: InvoiceQuery): string {
  const sort = `${query.descending ? '-' : ''}${query.sort}`
  const params = new URLSearchParams()
  if (query.status) params.set('status', query.status)
  for (const name of ['q', 'from', 'to'] as const) if (query[name]) params.set(name, query[name])
  if (sort !== DEFAULT_SORT) params.set('sort', sort)
  if (query.page > 1) params.set('page', String(query.page))
  const text = params.toString()
  return text && `?${text}`
}

/** How many filters are on beside the status tabs. */
export function activeFilters(query: InvoiceQuery): number {
  return [query.q, query.from, query.to].filter(Boolean).length
}

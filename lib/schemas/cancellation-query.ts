import { isPlainDate } from '../dates'
import type { SearchParams } from './invoice-query'
import { pageOf, single } from './invoice-query'

/** What the address of the list of cancellations can say. Unknown words are ignored, so that an old bookmark still opens. */
export const TYPE_FILTERS = ['immediate', 'period'] as const
export type TypeFilter = (typeof TYPE_FILTERS)[number]

export const SERVICE_STATUSES = ['Active', 'Suspended', 'Pending', 'Cancelled', 'Terminated', 'Completed'] as const
export type StatusFilter = (typeof SERVICE_STATUSES)[number]

export type CancellationQuery = {
  readonly type: TypeFilter | null
  /** The status of the service itself. */
  readonly status: StatusFilter | null
  readonly from: string
  readonly to: string
  readonly page: number
}

export function parseCancellationQuery(params: SearchParams): CancellationQuery {
  const from = single(params, 'from')
  const to = single(params, 'to')
  const status = single(params, 'status').toLowerCase()
  return {
    type: TYPE_FILTERS.find((known) => known === single(params, 'type')) ?? null,
    status: SERVICE_STATUSES.find((known) => known.toLowerCase() === status) ?? null,
    from: isPlainDate(from) ? from : '',
    to: isPlainDate(to) ? to : '',
    page: pageOf(single(params, 'page')),
  }
}

/** The query string of a query, defaults left out, so that one view has one address. */
export function cancellationQueryString(query: CancellationQuery): string {
  const params = new URLSearchParams()
  if (query.type) params.set('type', query.type)
  if (query.status) params.set('status', query.status.toLowerCase())
  for (const name of ['from', 'to'] as const) if (query[name]) params.set(name, query[name])
  if (query.page > 1) params.set('page', String(query.page))
  const text = params.toString()
  return text && `?${text}`
}

export function activeFilters({ type, status, from, to }: CancellationQuery): number {
  return [type, status, from, to].filter(Boolean).length
}

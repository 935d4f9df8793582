import type { SearchParams } from './invoice-query'
import { pageOf, single } from './invoice-query'

/** What the address of the list of services, or of domains, can say. Unknown words are ignored. */
export const SERVICE_FILTERS = ['active', 'pending', 'suspended', 'expired', 'ended'] as const
export type ServiceFilter = (typeof SERVICE_FILTERS)[number]

export const SERVICE_SORTS = ['status', 'name', 'due', 'price'] as const
export type ServiceSort = (typeof SERVICE_SORTS)[number]

export type ServiceQuery = {
  readonly status: ServiceFilter | null
  readonly q: string
  readonly sort: ServiceSort
  readonly descending: boolean
  readonly page: number
}

const DEFAULT_SORT = 'status'

export function parseServiceQuery(params: SearchParams): ServiceQuery {
  const sortText = single(params, 'sort')
  const sort = SERVICE_SORTS.find((known) => known === sortText.replace(/^-/, ''))
  return {
    status: SERVICE_FILTERS.find((known) => known === single(params, 'status')) ?? null,
    q: single(params, 'q').slice(0, 60),
    sort: sort ?? DEFAULT_SORT,
    descending: sort !== undefined && sortText.startsWith('-'),
    page: pageOf(single(params, 'page')),
  }
}

/** The query string of a query, defaults left out, so that one view has one address. */
export function serviceQueryString(query: ServiceQuery): string {
  const sort = `${query.descending ? '-' : ''}${query.sort}`
  const params = new URLSearchParams()
  if (query.status) params.set('status', query.status)
  if (query.q) params.set('q', query.q)
  if (sort !== DEFAULT_SORT) params.set('sort', sort)
  if (query.page > 1) params.set('page', String(query.page))
  const text = params.toString()
  return text && `?${text}`
}

const GROUPS: Readonly<Record<string, ServiceFilter>> = {
  Active: 'active',
  Pending: 'pending',
  'Pending Registration': 'pending',
  'Pending Transfer': 'pending',
  Suspended: 'suspended',
  Expired: 'expired',
  Grace: 'expired',
  Redemption: 'expired',
  'Grace Period': 'expired',
  'Redemption Period': 'expired',
  Completed: 'ended',
  Terminated: 'ended',
  Cancelled: 'ended',
  Fraud: 'ended',
  'Transferred Away': 'ended',
}

/** Which filter a status of a service or domain belongs to; null for one that WHMCS does not document. */
export function filterOf(status: string): ServiceFilter | null {
  return GROUPS[status] ?? null
}

/** Where in the client's invoices the search for a service's begins: the address says it as it was linked. */
export function offsetOf(params: SearchParams): number {
  const text = single(params, 'older')
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 0
}

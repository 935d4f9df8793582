import type { SearchParams } from './invoice-query'
import { pageOf, single } from './invoice-query'

/** What the address of the list of mails can say. */
export type EmailQuery = { readonly q: string; readonly page: number }

export function parseEmailQuery(params: SearchParams): EmailQuery {
  return { q: single(params, 'q').slice(0, 60), page: pageOf(single(params, 'page')) }
}

/** The query string of a query, defaults left out, so that one view has one address. */
export function emailQueryString({ q, page }: EmailQuery): string {
  const params = new URLSearchParams({ ...(q && { q }), ...(page > 1 && { page: String(page) }) })
  const text = params.toString()
  return text && `?${text}`
}

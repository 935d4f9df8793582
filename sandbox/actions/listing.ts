import type { Row, TableName } from '../core/schema.ts'
import type { SqlValue, Store } from '../core/store.ts'
import { int } from './action.ts'

export type Condition = [sql: string, ...values: SqlValue[]] | undefined

/** A filter that WHMCS skips when its parameter is absent, empty or 0: the answer is then everybody's rows. */
export function when(value: string | number | undefined, sql: string): Condition {
  return value === undefined || value === '' || value === 0 ? undefined : [sql, value]
}

export interface Filter {
  sql: string
  values: SqlValue[]
}

export function where(...conditions: Condition[]): Filter {
  const kept = conditions.filter((condition) => condition !== undefined)
  if (kept.length === 0) return { sql: '', values: [] }
  return {
    sql: `WHERE ${kept.map(([sql]) => `(${sql})`).join(' AND ')}`,
    values: kept.flatMap(([, ...values]) => values),
  }
}

/** The parameters of every paged list. */
export const paging = { limitstart: int(), limitnum: int() }

export interface Page<R> {
  total: number
  start: number
  rows: R[]
}

export function page<T extends TableName>(
  store: Store,
  table: T,
  filter: Filter,
  order: string,
  params: { limitstart: number | undefined; limitnum: number | undefined },
): Page<Row<T>> {
  const start = Math.max(params.limitstart ?? 0, 0)
  // GUESS: a limitnum of 0 or below means the default of 25; the pages name no upper limit.
  const limit = params.limitnum !== undefined && params.limitnum > 0 ? params.limitnum : 25
  const tail = `${filter.sql} ORDER BY ${order} LIMIT ? OFFSET ?`
  return {
    total: store.count(table, filter.sql, ...filter.values),
    start,
    rows: store.all(table, tail, ...filter.values, limit, start),
  }
}

/** LIKE treats % and _ as wildcards. GUESS: WHMCS escapes them, as its query builder does elsewhere. */
export const likeText = (value: string): string => value.replaceAll(/[%_\\]/g, '\\$&')
export const startsWith = (column: string): string => `${column} LIKE ? || '%' ESCAPE '\\'`
export const contains = (column: string): string => `${column} LIKE '%' || ? || '%' ESCAPE '\\'`

export const direction = (order: string | undefined, otherwise: 'ASC' | 'DESC'): 'ASC' | 'DESC' => {
  const asked = order?.toUpperCase()
  return asked === 'ASC' || asked === 'DESC' ? asked : otherwise
}

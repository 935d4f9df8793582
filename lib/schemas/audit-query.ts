import { isPlainDate } from '../dates'
import { parseId } from '../ids'
import type { SearchParams } from './invoice-query'
import { single } from './invoice-query'

export const AUDIT_OUTCOMES = ['attempted', 'done', 'refused', 'failed', 'unknown'] as const
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number]

/** What an agent's row says of the request it belongs to, among its details. */
export const OF_REQUEST: readonly string[] = ['userAgent', 'calls']

/** What the address of the audit can say: numbers and names of things, nothing of a customer's. '' and null for all. */
export type AuditQuery = {
  readonly location: string
  readonly client: number | null
  readonly agent: number | null
  /** `user:7`, `client:7`, `contact:7`, `operator`, `anonymous`. */
  readonly person: string
  readonly event: string
  readonly outcome: AuditOutcome | null
  readonly from: string
  readonly to: string
  readonly ref: string
  readonly ip: string
  /** The number of the last row of the page before. */
  readonly before: number | null
}

const PERSON = /^(?:(?:user|client|contact):[1-9]\d{0,9}|operator|anonymous)$/
const LOCATION = /^[a-z][a-z0-9]{0,19}$/
const EVENT = /^[a-z][a-z.-]{0,59}$/
const REF = /^[\w .:-]{1,100}$/
const ADDRESS = /^[0-9a-fA-F.:]{2,45}$/

/** What cannot be is left out, so that an old bookmark still opens. */
export function parseAuditQuery(params: SearchParams): AuditQuery {
  const like = (name: string, form: RegExp) => {
    const text = single(params, name)
    return form.test(text) ? text : ''
  }
  const day = (name: string) => {
    const text = single(params, name)
    return isPlainDate(text) ? text : ''
  }
  return {
    location: like('location', LOCATION),
    client: parseId(single(params, 'client')),
    agent: parseId(single(params, 'agent')),
    person: like('person', PERSON),
    event: like('event', EVENT),
    outcome: AUDIT_OUTCOMES.find((known) => known === single(params, 'outcome')) ?? null,
    from: day('from'),
    to: day('to'),
    ref: like('ref', REF),
    ip: like('ip', ADDRESS),
    before: parseId(single(params, 'before')),
  }
}

const NAMES = [
  'location',
  'client',
  'agent',
  'person',
  'event',
  'outcome',
  'from',
  'to',
  'ref',
  'ip',
] as const satisfies readonly (keyof AuditQuery)[]

/** The query string of a query, so that one view has one address. */
export function auditQueryString(query: Partial<AuditQuery>): string {
  const params = new URLSearchParams()
  for (const name of [...NAMES, 'before'] as const) if (query[name]) params.set(name, String(query[name]))
  const text = params.toString()
  return text && `?${text}`
}

/** How many filters are on. */
export function auditFilters(query: AuditQuery): number {
  return NAMES.filter((name) => query[name]).length
}

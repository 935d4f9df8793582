import 'server-only'
import type { ClientId, LocationId } from '@/lib/ids'
import { agentKey, clientId } from '@/lib/ids'
import type { AgentQuery } from '@/lib/schemas/agent-query'
import type { ClientSummary } from '@/lib/schemas/client'
import { isUnavailable } from '@/server/errors'
import { errorFields, log } from '@/server/observability/log'
import { sha256 } from '@/server/store/columns'
import type { Limit } from '@/server/store/counters'
import { clear, hit } from '@/server/store/counters'
import { store } from '@/server/store/current'
import { transact } from '@/server/store/transaction'
import type { Reader } from '@/server/whmcs/client'
import { getClientOnly, listClients } from '@/server/whmcs/clients'
import { isRefusal } from '@/server/whmcs/errors'
import type { Found } from '@/server/whmcs/lookup'
import { findByDomain, findByInvoice, findBySignIn, summaries } from '@/server/whmcs/lookup'
import type { Admitted } from './admitted'
import { record } from './audit'

/** Why a client is among what was found; `client` is its own number, name, company or address. */
export type Reason = { readonly by: 'client' | 'signIn' | 'invoice' | 'domain'; readonly text: string }

export type Hit = {
  readonly location: LocationId
  readonly client: ClientSummary
  readonly reasons: readonly Reason[]
}

export type SearchResult = {
  readonly hits: readonly Hit[]
  /** How many more WHMCS knows by that name. */
  readonly more: number
  /** Installations that did not answer. */
  readonly silent: readonly LocationId[]
}

const LIMIT = 25
const HOUR = 3600

/** Another question counts; the same one, asked again within the hour, does not: paging, going back, coming back. */
const LOOKUPS: Limit = { name: 'agent.lookup', max: 20, windowSeconds: HOUR }
const SAME: Limit = { name: 'agent.lookup.same', max: 1, windowSeconds: HOUR }

/** Counts what an agent looks for, or at. @returns false, on record, when it is one too many within the hour */
export async function countLookup(by: Admitted<'agent'>, limit: Limit, what: string, event: string): Promise<boolean> {
  const { db } = await store()
  const key = agentKey(by.agent.id)
  const same = `${key}\n${event}\n${sha256(what)}`
  const now = new Date()
  const allowed = await transact(db, async (trx) => {
    const first = (await hit(trx, SAME, same, now)).allowed
    if (!first || (await hit(trx, limit, key, now)).allowed) return true
    // What was refused has not been asked: asked again, also at once, it is refused again.
    await clear(trx, SAME, same)
    return false
  })
  if (allowed) return true
  await record(by, { event, outcome: 'refused', details: { why: 'limit' } })
  return false
}

async function byNumber(whmcs: Reader, number: number | null): Promise<ClientSummary[]> {
  if (number === null) return []
  try {
    const { id, firstName, lastName, company, email, status } = await getClientOnly(whmcs, clientId(number))
    return [{ id, firstName, lastName, company, email, status }]
  } catch (error) {
    if (isRefusal(error, /client( id)? not found/i)) return []
    throw error
  }
}

async function byText(whmcs: Reader, query: AgentQuery): Promise<{ clients: ClientSummary[]; total: number }> {
  if (query.clientId !== null) return { clients: [], total: 0 }
  return listClients(whmcs, { search: query.text, offset: 0, limit: LIMIT })
}

async function searchIn(
  location: LocationId,
  whmcs: Reader,
  query: AgentQuery,
): Promise<{ hits: Hit[]; more: number }> {
  const none: Found[] = []
  const [numbered, named, signIns, domains, invoices] = await Promise.all([
    byNumber(whmcs, query.clientId),
    byText(whmcs, query),
    query.clientId === null ? findBySignIn(whmcs, query.text) : none,
    query.domain === null ? none : findByDomain(whmcs, query.domain),
    query.invoice === null ? none : findByInvoice(whmcs, query.invoice),
  ])
  const known = new Map<ClientId, ClientSummary>()
  const reasons = new Map<ClientId, Reason[]>()
  const because = (client: ClientId, reason: Reason) => {
    const all = reasons.get(client) ?? []
    if (!all.some(({ by, text }) => by === reason.by && text === reason.text)) reasons.set(client, [...all, reason])
  }
  for (const client of [...numbered, ...named.clients]) {
    known.set(client.id, client)
    because(client.id, { by: 'client', text: '' })
  }
  for (const one of invoices) because(one.clientId, { by: 'invoice', text: one.text })
  for (const one of domains) because(one.clientId, { by: 'domain', text: one.text })
  for (const one of signIns) because(one.clientId, { by: 'signIn', text: one.text })
  const wanted = [...reasons.keys()].slice(0, LIMIT)
  const unnamed = await summaries(
    whmcs,
    wanted.filter((client) => !known.has(client)),
  )
  for (const client of unnamed) known.set(client.id, client)
  const hits = wanted.flatMap((id) => {
    const client = known.get(id)
    return client ? [{ location, client, reasons: reasons.get(id) ?? [] }] : []
  })
  return { hits, more: Math.max(0, named.total - named.clients.length) }
}

/** One that does not answer takes none of the others with it; when none does, that is the answer. */
function gather(
  outcomes: readonly (readonly [LocationId, PromiseSettledResult<{ hits: Hit[]; more: number }>])[],
): SearchResult {
  const silent: LocationId[] = []
  const hits: Hit[] = []
  let more = 0
  let reason: unknown
  for (const [location, outcome] of outcomes) {
    if (outcome.status === 'fulfilled') {
      hits.push(...outcome.value.hits)
      more += outcome.value.more
    } else {
      reason = outcome.reason
      if (!isUnavailable(reason)) throw reason
      log('warn', 'agent.location_silent', { location, ...errorFields(reason) })
      silent.push(location)
    }
  }
  if (silent.length === outcomes.length) throw reason
  return { hits, more, silent }
}

/**
 * Customers of every installation. Each question is on record, by what kind of question it was and not by its words.
 * @returns null for one question too many within the hour
 * @throws WhmcsError when no installation answers
 */
export async function searchCustomers(by: Admitted<'agent'>, query: AgentQuery): Promise<SearchResult | null> {
  if (!(await countLookup(by, LOOKUPS, query.text.toLowerCase(), 'agent.search'))) return null
  const places = [...by.whmcs]
  const settled = await Promise.allSettled(places.map(([location, whmcs]) => searchIn(location, whmcs, query)))
  const outcomes = places.flatMap(([location], place) => {
    const outcome = settled[place]
    return outcome ? [[location, outcome] as const] : []
  })
  const kind = query.email ? 'email' : query.domain !== null ? 'domain' : query.invoice !== null ? 'number' : 'name'
  try {
    const result = gather(outcomes)
    await record(by, { event: 'agent.search', outcome: 'done', details: { kind, found: result.hits.length } })
    return result
  } catch (error) {
    await record(by, { event: 'agent.search', outcome: 'failed', details: { kind } })
    throw error
  }
}

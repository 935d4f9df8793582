import 'server-only'
import type { LocationId } from '@/lib/ids'
import { agentKey, clientId } from '@/lib/ids'
import type { AuditQuery } from '@/lib/schemas/audit-query'
import type { StopInput } from '@/lib/schemas/support-stop'
import { PortalError } from '@/server/errors'
import { findLocation, locations } from '@/server/locations'
import { listAgents } from '@/server/store/agents'
import { auditHead, verifyChain } from '@/server/store/audit'
import type { FoundRow } from '@/server/store/audit-search'
import { lastOf, searchAudit } from '@/server/store/audit-search'
import { store } from '@/server/store/current'
import type { RaisedAlarm } from '@/server/store/support-alarms'
import { listAlarms } from '@/server/store/support-alarms'
import type { Account, SupportStop } from '@/server/store/support-stops'
import { allowSupport, listStops, stopSupport } from '@/server/store/support-stops'
import { isSupportOn } from '@/server/support/switches'
import type { Admitted } from './admitted'
import { record } from './audit'

const PAGE = 50
const ALARMS = 20
const ALARMS_FOR = 30 * 86_400_000

/** What the last look at the whole chain found; null for never. */
export type ChainCheck = {
  readonly at: Date
  readonly actor: string
  readonly rows: number
  readonly brokenAt: number | null
}

export type Oversight = {
  readonly rows: readonly FoundRow[]
  /** Where the next page begins; null on the last one. */
  readonly older: number | null
  /** Agents' names by their key in the audit. */
  readonly names: Readonly<Record<string, string>>
  readonly agents: readonly { readonly id: number; readonly name: string }[]
  readonly locations: readonly { readonly id: LocationId; readonly name: string }[]
  readonly head: { readonly seq: number; readonly hash: string } | null
  readonly check: ChainCheck | null
  readonly stops: readonly SupportStop[]
  /** False when the configuration says so: no button changes that. */
  readonly configured: boolean
  readonly alarms: readonly RaisedAlarm[]
}

function checkOf(row: FoundRow | null): ChainCheck | null {
  if (!row) return null
  const { rows, brokenAt } = row.details ?? {}
  return {
    at: row.at,
    actor: row.actor,
    rows: typeof rows === 'number' ? rows : 0,
    brokenAt: typeof brokenAt === 'number' ? brokenAt : null,
  }
}

/** The leads' page: the audit, what is unusual, and the switches. */
export async function oversight(_by: Admitted<'lead'>, query: AuditQuery): Promise<Oversight> {
  const { db } = await store()
  const [found, agents, head, check, stops, alarms] = await Promise.all([
    searchAudit(db, query, PAGE + 1),
    listAgents(db),
    auditHead(db),
    lastOf(db, 'audit.checked'),
    listStops(db),
    listAlarms(db, new Date(Date.now() - ALARMS_FOR), ALARMS),
  ])
  const rows = found.slice(0, PAGE)
  return {
    rows,
    older: found.length > PAGE ? (rows.at(-1)?.seq ?? null) : null,
    names: Object.fromEntries(agents.map(({ id, name }) => [agentKey(id), name])),
    agents: agents.map(({ id, name }) => ({ id, name })),
    locations: locations().map(({ id, name }) => ({ id, name })),
    head: head ?? null,
    check: checkOf(check),
    stops,
    configured: isSupportOn(),
    alarms,
  }
}

/** Computes the chain again, and puts on record what came of it: the page tells it from there. */
export async function checkChain(by: Admitted<'lead'>): Promise<void> {
  const { db } = await store()
  const found = await verifyChain(db)
  const details = found.ok ? { rows: found.rows } : { brokenAt: found.brokenAt }
  await record(by, { event: 'audit.checked', outcome: found.ok ? 'done' : 'failed', details })
}

/** Nobody gets in anywhere, and whoever is in is out with the next click. */
export async function stopEverywhere(by: Admitted<'lead'>): Promise<void> {
  const { db } = await store()
  await stopSupport(db, null, agentKey(by.agent.id), new Date())
}

export async function allowEverywhere(): Promise<void> {
  const { db } = await store()
  await allowSupport(db, null)
}

/** WHMCS is not asked whether there is such an account: this must work while it is down. */
function accountIn({ place, account }: StopInput): Account {
  const found = findLocation(place)
  if (!found) throw new PortalError('rejected', { fields: { place: 'choice' } })
  return { location: found.id, client: clientId(account) }
}

/** Nobody gets into this account. @throws PortalError `rejected` for an installation that there is not */
export async function stopAccount(by: Admitted<'lead'>, input: StopInput): Promise<void> {
  const account = accountIn(input)
  const { db } = await store()
  const ended = await stopSupport(db, account, agentKey(by.agent.id), new Date())
  await record(by, { event: 'support.blocked', outcome: 'done', details: { ended }, account })
}

/** @throws PortalError `rejected` for an installation that there is not */
export async function allowAccount(by: Admitted<'lead'>, input: StopInput): Promise<void> {
  const account = accountIn(input)
  const { db } = await store()
  await allowSupport(db, account)
  await record(by, { event: 'support.unblocked', outcome: 'done', account })
}

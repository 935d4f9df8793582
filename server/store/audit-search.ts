import 'server-only'
import { agentId, agentKey } from '@/lib/ids'
import type { AuditQuery } from '@/lib/schemas/audit-query'
import type { AuditRow } from '@/server/store/audit'
import { auditRowOf } from '@/server/store/audit'
import { time } from '@/server/store/columns'
import type { Db } from '@/server/store/db'

const DAY_MS = 86_400_000

/** With its place in the chain, to compare with the log's. */
export type FoundRow = AuditRow & { readonly hash: string }

function midnight(day: string): number {
  return Date.parse(`${day}T00:00:00Z`)
}

/**
 * The rows that a query asks for, the newest first; days are UTC's, both ends in it. From one page to the next by number,
 * so that rows which are added meanwhile move nothing.
 */
export async function searchAudit(db: Db, query: AuditQuery, limit: number): Promise<FoundRow[]> {
  const { location, client, agent, person, event, outcome, from, to, ref, ip, before } = query
  let rows = db.selectFrom('audit').selectAll()
  if (location !== '') rows = rows.where('location', '=', location)
  if (client !== null) rows = rows.where('client', '=', client)
  if (agent !== null) rows = rows.where('actor', '=', agentKey(agentId(agent)))
  if (person !== '') rows = rows.where('actor', '=', person)
  if (event !== '') rows = rows.where('event', '=', event)
  if (outcome !== null) rows = rows.where('outcome', '=', outcome)
  if (from !== '') rows = rows.where('at', '>=', midnight(from))
  if (to !== '') rows = rows.where('at', '<', midnight(to) + DAY_MS)
  if (ref !== '') rows = rows.where('ref', '=', ref)
  if (ip !== '') rows = rows.where('ip', '=', ip)
  if (before !== null) rows = rows.where('seq', '<', before)
  const found = await rows.orderBy('seq', 'desc').limit(limit).execute()
  return found.map((row) => ({ ...auditRowOf(row), hash: row.hash }))
}

/** The newest row of an event; null for none. */
export async function lastOf(db: Db, event: string): Promise<FoundRow | null> {
  const row = await db
    .selectFrom('audit')
    .selectAll()
    .where('event', '=', event)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? { ...auditRowOf(row), hash: row.hash } : null
}

/** What agents did in accounts since then, the oldest first. */
export async function rowsSince(db: Db, events: readonly string[], from: Date, limit: number): Promise<AuditRow[]> {
  const rows = await db
    .selectFrom('audit')
    .selectAll()
    .where('event', 'in', events)
    .where('at', '>=', time(from))
    .orderBy('seq')
    .limit(limit)
    .execute()
  return rows.map(auditRowOf)
}

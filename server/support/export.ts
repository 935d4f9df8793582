import 'server-only'
import { toCsv } from '@/lib/csv'
import { OF_REQUEST } from '@/lib/schemas/audit-query'
import type { Permitted } from '@/server/access/permitted'
import type { AuditRow } from '@/server/store/audit'
import { listVisits } from '@/server/store/audit'
import { store } from '@/server/store/current'
import type { Grant } from '@/server/store/grants'
import { grantsOf } from '@/server/store/grants'

/** Which visit it was stands in every line; which browser staff use is not the customer's business. */
const NOT_TOLD = new Set(['grant', ...OF_REQUEST])
/** A bound for the file: thirteen visits a day, for as long as they are kept. */
const MOST = 10_000

const HEADER = ['visit', 'agent', 'role', 'ticket', 'reason', 'time (UTC)', 'event', 'outcome', 'target', 'details']

/** A visit as rows: its beginning and what was done are in the trail, its end may be the clock's alone. */
function rowsOf({ id, agent, ticket, reason, endedAt, endedBy }: Grant, trail: readonly AuditRow[]): string[][] {
  const visit = [id, agent.name, agent.role, ticket && `#${ticket}`, reason]
  const own = trail
    .filter(({ details }) => details?.['grant'] === id)
    .map(({ at, event, outcome, target = '', details }) => {
      const more = Object.entries(details ?? {}).filter(([name]) => !NOT_TOLD.has(name))
      const said = more.length > 0 ? JSON.stringify(Object.fromEntries(more)) : ''
      return [...visit, at.toISOString(), event, outcome, target, said]
    })
  return endedAt ? [...own, [...visit, endedAt.toISOString(), 'support.ended', 'done', endedBy ?? '', '']] : own
}

/** Every visit that is still kept, as CSV: who, when, why, and what they opened, asked to see, changed and were refused. */
export async function exportVisits({ location, clientId }: Permitted<'owner'>): Promise<string> {
  const { db } = await store()
  const account = { location, client: clientId }
  const grants = (await grantsOf(db, account, MOST, new Date())).toReversed()
  const first = grants.at(0)
  const trail = first ? await listVisits(db, account, first.startedAt) : []
  return toCsv(
    HEADER,
    grants.flatMap((grant) => rowsOf(grant, trail)),
  )
}

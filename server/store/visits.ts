import 'server-only'
import type { AgentId, ClientId, LocationId } from '@/lib/ids'
import { agentId, clientId, locationId } from '@/lib/ids'
import { time } from '@/server/store/columns'
import type { Db } from '@/server/store/db'

/** That a visit began, for those who look after agents. */
export type GrantStart = {
  readonly id: string
  readonly agent: AgentId
  readonly agentName: string
  readonly location: LocationId
  readonly client: ClientId
  /** The ticket's number as customers see it. */
  readonly ticket: string
  readonly startedAt: Date
}

function starts(db: Db) {
  return db
    .selectFrom('grants')
    .innerJoin('agents', 'agents.id', 'grants.agent_id')
    .select(['grants.id', 'agent_id', 'agents.name', 'location', 'client_id', 'ticket', 'started_at'])
    .orderBy('started_at')
}

type Row = Awaited<ReturnType<ReturnType<typeof starts>['execute']>>[number]

function startOf({ id, agent_id, name, location, client_id, ticket, started_at }: Row): GrantStart {
  return {
    ...{ id, ticket, agentName: name },
    agent: agentId(agent_id),
    location: locationId(location),
    client: clientId(client_id),
    startedAt: new Date(started_at),
  }
}

/** Visits that began since then, the oldest first. */
export async function visitsSince(db: Db, from: Date): Promise<GrantStart[]> {
  return (await starts(db).where('started_at', '>=', time(from)).execute()).map(startOf)
}

/** Visits that began before then, and whose ticket nobody has looked at since. */
export async function visitsToFollowUp(db: Db, before: Date, limit: number): Promise<GrantStart[]> {
  const rows = await starts(db)
    .where('started_at', '<=', time(before))
    .where('followed_up_at', 'is', null)
    .limit(limit)
    .execute()
  return rows.map(startOf)
}

export async function followedUp(db: Db, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return
  await db
    .updateTable('grants')
    .set({ followed_up_at: time(now) })
    .where('id', 'in', ids)
    .execute()
}

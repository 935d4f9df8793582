import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Generated, Selectable } from 'kysely'
import type { ClientId, LocationId, Person } from '@/lib/ids'
import { agentId, clientId, locationId, personKey } from '@/lib/ids'
import type { AgentId } from '@/lib/ids'
import { AGENT_ABSOLUTE_LIMIT, AGENT_IDLE_LIMIT } from '@/server/store/agent-sessions'
import { parsePerson, randomToken, sha256, storable, time } from '@/server/store/columns'
import type { Db } from '@/server/store/db'
import { isStopped, isSupportStopped } from '@/server/store/support-stops'
import { transact } from '@/server/store/transaction'
import type { Trx } from '@/server/store/transaction'
import type { Writing } from '@/server/store/write-grants'
import { writingOf } from '@/server/store/write-grants'

/**
 * An agent in a customer's account. The row is the truth, the cookie holds a random handle. It ends with the agent's
 * session, with the agent, by its own clocks, and when somebody ends it; nothing brings it back.
 */
export type GrantsTable = {
  id: string
  handle_hash: string
  agent_id: number
  agent_session: string
  location: string
  client_id: number
  place: number
  owner: string
  customer: string
  reason: string
  ticket: string
  started_at: number
  last_seen_at: number
  ended_at: number | null
  ended_by: string | null
  /** When somebody looked whether the ticket was answered. */
  followed_up_at: Generated<number | null>
}

/** In ms. */
export const GRANT_LIMIT = 30 * 60_000
export const GRANT_IDLE_LIMIT = 10 * 60_000
/** `last_seen_at` is written at most this often, in ms. */
const TOUCH_EVERY = 15_000

export const GRANT_ENDS = ['agent', 'customer', 'time', 'session', 'operator'] as const
export type GrantEnd = (typeof GRANT_ENDS)[number]

export type Grant = {
  readonly id: string
  readonly agent: { readonly id: AgentId; readonly name: string; readonly role: string }
  readonly location: LocationId
  readonly client: ClientId
  /** Whose portal is looked at. */
  readonly owner: Person
  /** The account's name, for the bar. */
  readonly customer: string
  readonly reason: string
  /** The ticket's number as customers see it. */
  readonly ticket: string
  readonly startedAt: Date
  readonly lastSeenAt: Date
  /** The last moment of its time, if it is used until then. */
  readonly endsAt: Date
  /** Null while it lives. A grant whose time is over counts as ended, whether or not anybody wrote it down. */
  readonly endedAt: Date | null
  readonly endedBy: GrantEnd | null
  /** What may be changed just now; null for an agent who is there to read. */
  readonly writing: Writing | null
}

export type NewGrant = Pick<Grant, 'location' | 'client' | 'owner' | 'customer' | 'reason' | 'ticket'> & {
  readonly agent: AgentId
  /** The row of the agent's session. */
  readonly session: string
}

type Row = Selectable<GrantsTable> & { name: string; role: string } & Parameters<typeof writingOf>[0]

/** When a grant ended by its own clocks, or null. */
function ranOut(row: Row, now: number): number | null {
  const end = Math.min(row.started_at + GRANT_LIMIT, row.last_seen_at + GRANT_IDLE_LIMIT)
  // A clock that was set back does not make it younger.
  return now >= end || now < row.started_at ? end : null
}

function grantOf(row: Row, now: number): Grant {
  const over = row.ended_at ?? ranOut(row, now)
  const by = GRANT_ENDS.find((one) => one === row.ended_by)
  return {
    id: row.id,
    agent: { id: agentId(row.agent_id), name: row.name, role: row.role },
    location: locationId(row.location),
    client: clientId(row.client_id),
    owner: parsePerson(row.owner),
    customer: row.customer,
    reason: row.reason,
    ticket: row.ticket,
    startedAt: new Date(row.started_at),
    lastSeenAt: new Date(row.last_seen_at),
    endsAt: new Date(row.started_at + GRANT_LIMIT),
    endedAt: over === null ? null : new Date(over),
    endedBy: over === null ? null : (by ?? 'time'),
    writing: over === null ? writingOf(row, row.started_at + GRANT_LIMIT, now) : null,
  }
}

function rows(db: Db) {
  return db
    .selectFrom('grants')
    .innerJoin('agents', 'agents.id', 'grants.agent_id')
    .leftJoin('write_grants', (join) =>
      join.onRef('write_grants.grant_id', '=', 'grants.id').on('write_grants.ended_at', 'is', null),
    )
    .selectAll('grants')
    .select(['agents.name', 'agents.role'])
    .select(['write_grants.id as write_id', 'write_grants.class as write_class'])
    .select(['write_grants.reason as write_reason', 'write_grants.started_at as write_started_at'])
}

async function endOverdue(trx: Trx, now: number): Promise<void> {
  await trx
    .updateTable('grants')
    .set({ ended_at: now, ended_by: 'time' })
    .where('ended_at', 'is', null)
    .where((eb) => eb.or([eb('started_at', '<=', now - GRANT_LIMIT), eb('last_seen_at', '<=', now - GRANT_IDLE_LIMIT)]))
    .execute()
}

/**
 * Begins a grant, with a handle of 256 random bits; only its SHA-256 is stored.
 * @returns 'busy' when the agent is in an account already, 'full' when two agents are in this one, 'stopped' where nobody
 *   is let in
 */
export async function startGrant(
  db: Db,
  input: NewGrant,
  now: Date,
): Promise<{ readonly id: string; readonly handle: string } | 'busy' | 'full' | 'stopped'> {
  const handle = randomToken()
  const id = randomUUID()
  const at = time(now)
  const { agent, session, location, client, owner, customer, reason, ticket } = input
  return transact(db, async (trx) => {
    if (await isSupportStopped(trx, { location, client })) return 'stopped'
    await endOverdue(trx, at)
    const isBusy = async () => {
      const open = trx.selectFrom('grants').select('id').where('agent_id', '=', agent).where('ended_at', 'is', null)
      return (await open.executeTakeFirst()) !== undefined
    }
    if (await isBusy()) return 'busy'
    for (const place of [1, 2]) {
      const mine = await trx
        .insertInto('grants')
        .values({
          ...{ id, location, reason, ticket, place },
          handle_hash: sha256(handle),
          agent_id: agent,
          agent_session: session,
          client_id: client,
          owner: personKey(owner),
          customer: storable(customer, 200),
          started_at: at,
          last_seen_at: at,
          ended_at: null,
          ended_by: null,
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .executeTakeFirst()
      if (mine) return { id, handle }
    }
    // Somebody was quicker: the same agent in another tab, or two others.
    return (await isBusy()) ? 'busy' : 'full'
  })
}

/**
 * The living grant of this handle: its own time is not over, its agent is not disabled, the agent's session
 * lives, and nobody has stopped support there.
 */
export async function findGrant(db: Db, handle: string, now: Date): Promise<Grant | null> {
  const at = time(now)
  const row = await rows(db)
    .innerJoin('agent_sessions', 'agent_sessions.id', 'grants.agent_session')
    .where('grants.handle_hash', '=', sha256(handle))
    .where('grants.ended_at', 'is', null)
    .where('agents.disabled_at', 'is', null)
    .where('agent_sessions.ended_at', 'is', null)
    .where((eb) => eb.not(isStopped(eb)))
    .where('agent_sessions.created_at', '>=', at - AGENT_ABSOLUTE_LIMIT)
    .where('agent_sessions.last_seen_at', '>=', at - AGENT_IDLE_LIMIT - GRANT_LIMIT)
    .executeTakeFirst()
  if (!row || ranOut(row, at) !== null) return null
  if (at - row.last_seen_at >= TOUCH_EVERY) {
    await db
      .updateTable('grants')
      .set({ last_seen_at: at })
      .where('id', '=', row.id)
      .where('ended_at', 'is', null)
      .where('last_seen_at', '<=', at - TOUCH_EVERY)
      .execute()
  }
  return grantOf(row, at)
}

/** Ends a grant. @returns false when it was over already */
export async function endGrant(db: Db, id: string, by: GrantEnd, now: Date): Promise<boolean> {
  const row = await db
    .updateTable('grants')
    .set({ ended_at: time(now), ended_by: by })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Ends every visit to what a person owns. */
export async function endVisitsTo(db: Db, location: LocationId, owner: Person, now: Date): Promise<void> {
  await db
    .updateTable('grants')
    .set({ ended_at: time(now), ended_by: 'customer' })
    .where('location', '=', location)
    .where('owner', '=', personKey(owner))
    .where('ended_at', 'is', null)
    .execute()
}

/** The grant of this handle, living or not: for ending it, and nothing else. */
export async function grantOfHandle(db: Db, handle: string, now: Date): Promise<Grant | null> {
  const row = await rows(db).where('grants.handle_hash', '=', sha256(handle)).executeTakeFirst()
  return row ? grantOf(row, time(now)) : null
}

/** Who was in an account, the newest first. */
export async function grantsOf(
  db: Db,
  of: { location: LocationId; client: number },
  limit: number,
  now: Date,
): Promise<Grant[]> {
  const found = await rows(db)
    .where('grants.location', '=', of.location)
    .where('grants.client_id', '=', of.client)
    .orderBy('grants.started_at', 'desc')
    .limit(limit)
    .execute()
  return found.map((row) => grantOf(row, time(now)))
}

/** Deletes visits that began before `before`, with what was allowed in them. @returns how many */
export function pruneGrants(db: Db, before: Date): Promise<number> {
  return transact(db, async (trx) => {
    const old = trx.selectFrom('grants').select('id').where('started_at', '<', time(before))
    await trx.deleteFrom('write_grants').where('grant_id', 'in', old).execute()
    const gone = await trx.deleteFrom('grants').where('started_at', '<', time(before)).executeTakeFirst()
    return Number(gone.numDeletedRows)
  })
}

import 'server-only'
import { randomUUID } from 'node:crypto'
import type { ExpressionBuilder } from 'kysely'
import { z } from 'zod'
import { agentSessionId } from '@/lib/ids'
import type { AgentId, AgentSessionId } from '@/lib/ids'
import { agentOf } from '@/lib/schemas/agent'
import type { Agent } from '@/lib/schemas/agent'
import { randomToken, sha256, storable, time } from '@/server/store/columns'
import type { Database, Db } from '@/server/store/db'
import { transact } from '@/server/store/transaction'

/**
 * One row per browser in which an agent is signed in. The token itself is not in it. Nothing here names a customer: what
 * an agent does in an account hangs on `id`, and ends with the session.
 */
export type AgentSessionsTable = {
  id: string
  token_hash: string
  agent_id: number
  amr: string
  created_at: number
  last_seen_at: number
  authenticated_at: number
  user_agent: string
  ip: string
  ended_at: number | null
}

export type AgentSession = {
  /** What the cookie opens. */
  readonly token: AgentSessionId
  /** Names the session for as long as it lives. */
  readonly id: string
  readonly agent: Agent
  /** How the agent proved who they are (RFC 8176). */
  readonly amr: readonly string[]
  readonly createdAt: Date
  readonly authenticatedAt: Date
  readonly ip: string
}

/** Without a request for longer than this, an agent is signed out. In ms. */
export const AGENT_IDLE_LIMIT = 30 * 60_000
/** A working day. In ms. */
export const AGENT_ABSOLUTE_LIMIT = 10 * 3_600_000
/** `last_seen_at` is written at most this often, in ms. */
const TOUCH_EVERY = 60_000

const AMR = z.array(z.string())

function alive(now: Date) {
  const at = time(now)
  return (eb: ExpressionBuilder<Database, 'agent_sessions'>) =>
    eb.and([
      eb('agent_sessions.ended_at', 'is', null),
      eb('agent_sessions.last_seen_at', '>=', at - AGENT_IDLE_LIMIT),
      eb('agent_sessions.created_at', '>=', at - AGENT_ABSOLUTE_LIMIT),
    ])
}

function sessionOf(token: AgentSessionId, agent: Agent, row: AgentSessionsTable): AgentSession {
  return {
    token,
    id: row.id,
    agent,
    amr: AMR.parse(JSON.parse(row.amr)),
    createdAt: new Date(row.created_at),
    authenticatedAt: new Date(row.authenticated_at),
    ip: row.ip,
  }
}

/** Begins a session with a token of 256 random bits; only its SHA-256 is stored. */
export async function createAgentSession(
  db: Db,
  input: Pick<AgentSession, 'agent' | 'amr' | 'ip'> & {
    readonly userAgent: string
    /** When they proved who they are, where that was not just now. */
    readonly authenticatedAt?: Date
  },
  now: Date,
): Promise<AgentSession> {
  const token = agentSessionId(randomToken())
  const at = time(now)
  const row: AgentSessionsTable = {
    id: randomUUID(),
    token_hash: sha256(token),
    agent_id: input.agent.id,
    amr: JSON.stringify(input.amr),
    created_at: at,
    last_seen_at: at,
    authenticated_at: Math.min(at, time(input.authenticatedAt ?? now)),
    user_agent: storable(input.userAgent, 400),
    ip: storable(input.ip, 45),
    ended_at: null,
  }
  await db.insertInto('agent_sessions').values(row).execute()
  return sessionOf(token, input.agent, row)
}

/** The living session of this token, with the agent as they are now; null also when the agent was disabled. */
export async function findAgentSession(db: Db, token: AgentSessionId, now: Date): Promise<AgentSession | null> {
  const tokenHash = sha256(token)
  const row = await db
    .selectFrom('agent_sessions')
    .innerJoin('agents', 'agents.id', 'agent_sessions.agent_id')
    .selectAll('agent_sessions')
    .select(['agents.email', 'agents.name', 'agents.role'])
    .where('agent_sessions.token_hash', '=', tokenHash)
    .where('agents.disabled_at', 'is', null)
    .where(alive(now))
    .executeTakeFirst()
  if (!row) return null
  const at = time(now)
  const { email, name, role } = row
  if (at - row.last_seen_at >= TOUCH_EVERY) {
    // Asked again in the statement: of many pages at once one writes, and never an earlier time than is there.
    await db
      .updateTable('agent_sessions')
      .set({ last_seen_at: at })
      .where('id', '=', row.id)
      .where('last_seen_at', '<=', at - TOUCH_EVERY)
      .execute()
  }
  return sessionOf(token, agentOf({ id: row.agent_id, email, name, role }), row)
}

/** Ends one session, and the agent's visit to an account with it. Nothing happens when it is over already. */
export async function endAgentSession(db: Db, id: string, now: Date): Promise<void> {
  await endWhere(db, { id }, { agent_session: id }, now)
}

/** Ends all of an agent's sessions, and their visits. */
export async function endAgentSessions(db: Db, agent: AgentId, now: Date): Promise<void> {
  await endWhere(db, { agent_id: agent }, { agent_id: agent }, now)
}

function endWhere(
  db: Db,
  sessions: { id: string } | { agent_id: number },
  visits: { agent_session: string } | { agent_id: number },
  now: Date,
): Promise<void> {
  const ended_at = time(now)
  return transact(db, async (trx) => {
    await trx
      .updateTable('agent_sessions')
      .set({ ended_at })
      .where((eb) => eb.and(sessions))
      .where('ended_at', 'is', null)
      .execute()
    await trx
      .updateTable('grants')
      .set({ ended_at, ended_by: 'session' })
      .where((eb) => eb.and(visits))
      .where('ended_at', 'is', null)
      .execute()
  })
}

/** Deletes sessions that are over. @returns how many */
export async function pruneAgentSessions(db: Db, now: Date): Promise<number> {
  const at = time(now)
  const result = await db
    .deleteFrom('agent_sessions')
    .where((eb) =>
      eb.or([
        eb('ended_at', 'is not', null),
        eb('last_seen_at', '<', at - AGENT_IDLE_LIMIT),
        eb('created_at', '<', at - AGENT_ABSOLUTE_LIMIT),
      ]),
    )
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}

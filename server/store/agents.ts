import 'server-only'
import type { Generated, Selectable } from 'kysely'
import type { AgentId } from '@/lib/ids'
import { agentOf } from '@/lib/schemas/agent'
import type { Agent, AgentRole } from '@/lib/schemas/agent'
import { endAgentSessions } from '@/server/store/agent-sessions'
import { storable, time } from '@/server/store/columns'
import type { Db } from '@/server/store/db'
import { transact } from '@/server/store/transaction'

/**
 * An agent signs in with a password and a second factor that are kept here, or is somebody whom the company's identity
 * provider names by `issuer` and `subject`. `totp_step` is the last time step whose code was used.
 */
export type AgentsTable = {
  id: Generated<number>
  email: string
  name: string
  role: string
  password_hash: string | null
  /** Sealed by whoever made it: a copy of the database makes no codes. */
  totp_secret: string | null
  totp_step: Generated<number>
  issuer: string | null
  subject: string | null
  created_at: number
  disabled_at: number | null
}

/** A code has 80 random bits, so its SHA-256 cannot be turned round. */
export type AgentRecoveryCodesTable = { agent_id: number; code_hash: string; used_at: number | null }

/** What is compared when an agent signs in. Stays in server/agents. */
export type AgentCredentials = {
  readonly agent: Agent
  readonly passwordHash: string | null
  readonly totpSecret: string | null
}

export type ListedAgent = Agent & {
  readonly source: 'portal' | 'provider'
  readonly secondFactor: boolean
  readonly createdAt: Date
  readonly disabledAt: Date | null
}

/** One spelling for one address. */
function addressKey(email: string): string {
  return storable(email.trim().toLowerCase(), 254)
}

type NewAgent = { readonly email: string; readonly name: string; readonly role: AgentRole }

function rowOf({ email, name, role }: NewAgent, now: Date) {
  return { email: addressKey(email), name: storable(name, 100), role, created_at: time(now), disabled_at: null }
}

/** A new agent of the portal's own. @returns null when there is an agent with this address */
export async function addAgent(
  db: Db,
  input: NewAgent & { readonly passwordHash: string },
  now: Date,
): Promise<Agent | null> {
  const own = { password_hash: input.passwordHash, totp_secret: null, issuer: null, subject: null }
  const row = await db
    .insertInto('agents')
    .values({ ...rowOf(input, now), ...own })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning(['id', 'email', 'name', 'role'])
    .executeTakeFirst()
  return row ? agentOf(row) : null
}

export async function listAgents(db: Db): Promise<ListedAgent[]> {
  const rows = await db.selectFrom('agents').selectAll().orderBy('email').execute()
  return rows.map((row) => ({
    ...agentOf(row),
    source: row.issuer === null ? 'portal' : 'provider',
    secondFactor: row.totp_secret !== null,
    createdAt: new Date(row.created_at),
    disabledAt: row.disabled_at === null ? null : new Date(row.disabled_at),
  }))
}

function standing(db: Db) {
  return db.selectFrom('agents').selectAll().where('disabled_at', 'is', null)
}

function credentialsOf(row: Selectable<AgentsTable> | undefined): AgentCredentials | null {
  return row ? { agent: agentOf(row), passwordHash: row.password_hash, totpSecret: row.totp_secret } : null
}

/** Null for nobody, and for who is disabled. */
export async function credentialsByEmail(db: Db, email: string): Promise<AgentCredentials | null> {
  return credentialsOf(await standing(db).where('email', '=', addressKey(email)).executeTakeFirst())
}

/** Null for nobody, and for who is disabled. */
export async function credentialsById(db: Db, agent: AgentId): Promise<AgentCredentials | null> {
  return credentialsOf(await standing(db).where('id', '=', agent).executeTakeFirst())
}

/** Ends whatever the agent has open, in the same moment. @returns null when there is no such agent */
export function disableAgent(db: Db, email: string, now: Date): Promise<Agent | null> {
  return transact(db, async (trx) => {
    const row = await trx
      .updateTable('agents')
      .set({ disabled_at: time(now) })
      .where('email', '=', addressKey(email))
      .returning(['id', 'email', 'name', 'role'])
      .executeTakeFirst()
    if (!row) return null
    const agent = agentOf(row)
    await endAgentSessions(trx, agent.id, now)
    return agent
  })
}

/**
 * Another password and no second factor, which the next sign-in sets up anew; lets a disabled agent in again.
 * @returns null when no agent of the portal's own has this address
 */
export function resetAgent(db: Db, email: string, passwordHash: string, now: Date): Promise<Agent | null> {
  return transact(db, async (trx) => {
    const row = await trx
      .updateTable('agents')
      .set({ password_hash: passwordHash, totp_secret: null, disabled_at: null })
      .where('email', '=', addressKey(email))
      .where('issuer', 'is', null)
      .returning(['id', 'email', 'name', 'role'])
      .executeTakeFirst()
    if (!row) return null
    const agent = agentOf(row)
    await trx.deleteFrom('agent_recovery_codes').where('agent_id', '=', agent.id).execute()
    await endAgentSessions(trx, agent.id, now)
    return agent
  })
}

/** Sets up the second factor. @returns false when the agent has one already: of two at once, one is kept */
export function enrol(
  db: Db,
  agent: AgentId,
  factor: { readonly secret: string; readonly step: number; readonly codeHashes: readonly string[] },
): Promise<boolean> {
  return transact(db, async (trx) => {
    const row = await trx
      .updateTable('agents')
      .set({ totp_secret: factor.secret, totp_step: factor.step })
      .where('id', '=', agent)
      .where('totp_secret', 'is', null)
      .where('disabled_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!row) return false
    const codes = factor.codeHashes.map((code_hash) => ({ agent_id: agent, code_hash, used_at: null }))
    await trx.insertInto('agent_recovery_codes').values(codes).execute()
    return true
  })
}

/** Uses a time step up, so that its code works once. @returns false for one that was used, or is older than that */
export async function spendStep(db: Db, agent: AgentId, step: number): Promise<boolean> {
  const row = await db
    .updateTable('agents')
    .set({ totp_step: step })
    .where('id', '=', agent)
    .where('totp_step', '<', step)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Uses a recovery code up. Of several at once exactly one succeeds. */
export async function spendRecoveryCode(db: Db, agent: AgentId, codeHash: string, now: Date): Promise<boolean> {
  const row = await db
    .updateTable('agent_recovery_codes')
    .set({ used_at: time(now) })
    .where('agent_id', '=', agent)
    .where('code_hash', '=', codeHash)
    .where('used_at', 'is', null)
    .returning('agent_id')
    .executeTakeFirst()
  return row !== undefined
}

export async function recoveryCodesLeft(db: Db, agent: AgentId): Promise<number> {
  const row = await db
    .selectFrom('agent_recovery_codes')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('agent_id', '=', agent)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

export type Identity = NewAgent & { readonly issuer: string; readonly subject: string }

/**
 * The agent whom the identity provider names, made at the first sign-in. Known by issuer and subject alone: an address
 * may pass to somebody else. Another role ends the sessions that were begun with the old one.
 * @returns `disabled`; `taken` when another agent has the address
 */
export function keepIdentity(db: Db, identity: Identity, now: Date): Promise<Agent | 'disabled' | 'taken'> {
  const { issuer, subject } = identity
  return transact(db, async (trx) => {
    const known = await trx
      .selectFrom('agents')
      .selectAll()
      .where('issuer', '=', issuer)
      .where('subject', '=', subject)
      .executeTakeFirst()
    if (known && known.disabled_at !== null) return 'disabled'
    const { email, name, role, created_at, disabled_at } = rowOf(identity, now)
    const other = await trx
      .selectFrom('agents')
      .select('id')
      .where('email', '=', email)
      .where('id', '!=', known?.id ?? 0)
      .executeTakeFirst()
    if (other) return 'taken'
    if (!known) {
      const fresh = { email, name, role, created_at, disabled_at, password_hash: null, totp_secret: null }
      const row = await trx
        .insertInto('agents')
        .values({ ...fresh, issuer, subject })
        .returning(['id', 'email', 'name', 'role'])
        .executeTakeFirstOrThrow()
      return agentOf(row)
    }
    const agent = agentOf({ id: known.id, email, name, role })
    await trx.updateTable('agents').set({ email, name, role }).where('id', '=', known.id).execute()
    if (known.role !== role) await endAgentSessions(trx, agent.id, now)
    return agent
  })
}

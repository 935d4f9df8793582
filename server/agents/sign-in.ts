import 'server-only'
import { agentId, agentKey } from '@/lib/ids'
import type { AgentId } from '@/lib/ids'
import type { Agent } from '@/lib/schemas/agent'
import { seal, unseal } from '@/server/auth/seal'
import { PortalError } from '@/server/errors'
import type { AgentSession } from '@/server/store/agent-sessions'
import { createAgentSession, endAgentSession } from '@/server/store/agent-sessions'
import type { AgentCredentials } from '@/server/store/agents'
import {
  credentialsByEmail,
  credentialsById,
  enrol,
  recoveryCodesLeft,
  spendRecoveryCode,
  spendStep,
} from '@/server/store/agents'
import { append } from '@/server/store/audit'
import { sha256 } from '@/server/store/columns'
import type { Limit } from '@/server/store/counters'
import { clear, hit } from '@/server/store/counters'
import { store } from '@/server/store/current'
import { emailKey } from '@/server/use-cases/email-key'
import type { Admitted } from './admitted'
import { verifyPassword } from './password'
import { matchingStep, newRecoveryCodes, newTotpSecret, recoveryHash } from './totp'

/** Who is trying, from where. `device` is the lane of a browser that an agent signed in with before. */
export type AgentVisit = {
  readonly ip: string
  readonly userAgent: string
  readonly ref: string
  readonly device?: string | undefined
}

/** An agent whose password was right. `mark` changes with the password; `enrolling` is the second factor to be set up. */
export type Waiting = {
  readonly agent: number
  readonly mark: string
  readonly next: string
  readonly enrolling: { readonly secret: string; readonly codes: readonly string[] } | null
}

export type AgentSignedIn = {
  readonly session: AgentSession
  /** For the cookie that gives this browser tries of its own. */
  readonly lane: string
}

/** Ten tries in a quarter of an hour; a browser that signed in before has ten of its own, so that no stranger locks an agent out. */
const PER_ACCOUNT: Limit = { name: 'agent.account', max: 10, windowSeconds: 900 }
const PER_ADDRESS: Limit = { name: 'agent.address', max: 20, windowSeconds: 600 }
const CODES: Limit = { name: 'agent.code', max: 5, windowSeconds: 600 }
const CODES_AN_HOUR: Limit = { name: 'agent.code.hour', max: 10, windowSeconds: 3600 }

const TOTP = 'agent.totp'
/** A second factor does not end by itself. */
const FOR_EVER_SECONDS = 100 * 365 * 24 * 60 * 60

export async function sealTotp(secret: string): Promise<string> {
  return seal(TOTP, { secret }, FOR_EVER_SECONDS)
}

export async function openTotp(sealed: string): Promise<string> {
  const secret = (await unseal(TOTP, sealed))?.['secret']
  // Sealed with a secret of the portal that is no longer configured: the operator resets the agent.
  if (typeof secret !== 'string') throw new PortalError('unexpected')
  return secret
}

type Outcome = 'done' | 'refused'

async function record(visit: AgentVisit, agent: AgentId | null, event: string, outcome: Outcome, how?: string) {
  const { db } = await store()
  const actor = agent === null ? 'anonymous' : agentKey(agent)
  const where = { location: null, client: null, ref: visit.ref, ip: visit.ip }
  await append(db, { ...where, at: new Date(), actor, event, outcome, ...(how && { details: { how } }) })
}

/** @throws PortalError `rate_limited` */
async function count(tries: readonly (readonly [Limit, string])[]): Promise<void> {
  const { db } = await store()
  const counted = await Promise.all(tries.map(([limit, key]) => hit(db, limit, key, new Date())))
  if (counted.some(({ allowed }) => !allowed)) throw new PortalError('rate_limited')
}

function laneOf(email: string): string {
  return sha256(`agent lane\n${emailKey(email)}`)
}

/** Both lanes are hashes; only a browser whose cookie we sealed can name the second. */
function accountKey(email: string, { device }: AgentVisit): string {
  const lane = laneOf(email)
  return device === lane ? `known ${lane}` : lane
}

function markOf({ passwordHash }: AgentCredentials): string {
  return sha256(`mark\n${passwordHash ?? ''}`).slice(0, 16)
}

/**
 * The first step. Tries are counted before the password is compared, which costs the same for nobody.
 * @throws PortalError `rejected` (`credentials`) for nobody, a wrong password and a disabled agent alike; `rate_limited`
 */
export async function beginAgentSignIn(
  input: { readonly email: string; readonly password: string },
  next: string,
  visit: AgentVisit,
): Promise<Waiting> {
  const { db } = await store()
  const key = accountKey(input.email, visit)
  await count([
    [PER_ADDRESS, visit.ip],
    [PER_ACCOUNT, key],
  ])
  const found = await credentialsByEmail(db, input.email)
  const right = await verifyPassword(input.password, found?.passwordHash ?? null)
  if (!found || !right) {
    await record(visit, found?.agent.id ?? null, 'agent.sign-in', 'refused', 'password')
    throw new PortalError('rejected', { message: 'credentials' })
  }
  await clear(db, PER_ACCOUNT, key)
  const enrolling = found.totpSecret === null ? { secret: newTotpSecret(), codes: newRecoveryCodes() } : null
  return { agent: found.agent.id, mark: markOf(found), next, enrolling }
}

/** True while the code of this sign-in can still be entered. */
export async function credentialsOf(waiting: Waiting | null): Promise<AgentCredentials | null> {
  if (!waiting) return null
  const { db } = await store()
  const found = await credentialsById(db, agentId(waiting.agent))
  // A password that was reset meanwhile, or a second factor that somebody else has set up.
  if (!found || markOf(found) !== waiting.mark) return null
  return (found.totpSecret === null) === (waiting.enrolling !== null) ? found : null
}

/** How the code proved it; null for a wrong one, and for one that was used. */
async function proof(waiting: Waiting, { agent, totpSecret }: AgentCredentials, typed: string): Promise<string | null> {
  const { db } = await store()
  const now = new Date()
  const code = typed.replace(/[\s-]/g, '')
  if (waiting.enrolling) {
    const { secret, codes } = waiting.enrolling
    const step = matchingStep(secret, code, now)
    if (step === null) return null
    const factor = { secret: await sealTotp(secret), step, codeHashes: codes.map(recoveryHash) }
    return (await enrol(db, agent.id, factor)) ? 'enrolled' : null
  }
  const step = matchingStep(await openTotp(totpSecret ?? ''), code, now)
  if (step !== null) return (await spendStep(db, agent.id, step)) ? 'otp' : null
  return (await spendRecoveryCode(db, agent.id, recoveryHash(code), now)) ? 'recovery' : null
}

/** How, and when if not just now, somebody proved who they are. */
type Proof = { readonly amr: readonly string[]; readonly authenticatedAt?: Date }

async function begin(agent: Agent, proved: Proof, visit: AgentVisit, how: string): Promise<AgentSignedIn> {
  const { db } = await store()
  const { ip, userAgent } = visit
  const session = await createAgentSession(db, { agent, ...proved, ip, userAgent }, new Date())
  await record(visit, agent.id, 'agent.sign-in', 'done', how)
  return { session, lane: laneOf(agent.email) }
}

/**
 * The second step, at the first sign-in the one that sets the second factor up. Counted before anything is compared.
 * @throws PortalError `rejected`: a wrong code (field `code`), or a sign-in that is over; `rate_limited`
 */
export async function finishAgentSignIn(
  waiting: Waiting | null,
  code: string,
  visit: AgentVisit,
): Promise<AgentSignedIn> {
  const found = await credentialsOf(waiting)
  if (!found || !waiting) throw new PortalError('rejected', { message: 'challenge_ended' })
  const { agent } = found
  await count([
    [CODES, agentKey(agent.id)],
    [CODES_AN_HOUR, agentKey(agent.id)],
  ])
  const how = await proof(waiting, found, code)
  if (how === null) {
    await record(visit, agent.id, 'agent.sign-in', 'refused', 'code')
    throw new PortalError('rejected', { fields: { code: 'code_wrong' } })
  }
  const { db } = await store()
  await Promise.all([clear(db, CODES, agentKey(agent.id)), clear(db, CODES_AN_HOUR, agentKey(agent.id))])
  return begin(agent, { amr: ['pwd', how === 'recovery' ? 'recovery' : 'otp'] }, visit, how)
}

/** Somebody whom the identity provider has authenticated and the configuration allows. */
export async function signInWithProvider(agent: Agent, proved: Required<Proof>, visit: AgentVisit) {
  return begin(agent, proved, visit, 'provider')
}

/** A sign-in through the identity provider that was turned away. */
export async function refuseProvider(visit: AgentVisit, why: string): Promise<void> {
  await record(visit, null, 'agent.sign-in', 'refused', why)
}

export async function signOutAgent({ session }: Admitted<'agent'>): Promise<void> {
  const { db } = await store()
  await endAgentSession(db, session.id, new Date())
}

/** How many recovery codes are left; null for an agent of the identity provider, who has none here. */
export async function codesLeft({ agent, session }: Admitted<'agent'>): Promise<number | null> {
  if (session.amr.includes('oidc')) return null
  const { db } = await store()
  return recoveryCodesLeft(db, agent.id)
}

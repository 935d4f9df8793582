import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { LocationId, Person } from '@/lib/ids'
import type { Account } from '@/lib/schemas/client'
import { seal, unseal } from '@/server/auth/seal'
import { beginPaySession, sealPaySession } from '@/server/capabilities/payment-link'
import { PortalError } from '@/server/errors'
import type { Location } from '@/server/locations'
import { findLocation } from '@/server/locations'
import { append } from '@/server/store/audit'
import type { Challenge } from '@/server/store/challenges'
import {
  consumeChallenge,
  countAttempt,
  createChallenge,
  findChallenge,
  updateChallenge,
} from '@/server/store/challenges'
import type { Limit } from '@/server/store/counters'
import { clear, hit } from '@/server/store/counters'
import { store } from '@/server/store/current'
import type { Session } from '@/server/store/sessions'
import { createSession } from '@/server/store/sessions'
import type { Writer } from '@/server/whmcs/client'
import { installation } from '@/server/whmcs/installations'
import type { V2Challenge } from '@/server/whmcs/rest-v2'
import { findPerson } from '@/server/whmcs/people'
import { beginV2Session, verifyV2Session } from '@/server/whmcs/rest-v2'
import type { LoginResult } from '@/server/whmcs/users'
import { listAccounts } from '@/server/whmcs/users'
import { emailKey } from './email-key'
import { whoAccepts } from './sign-in-locations'

/** Who is trying, from where. `device` is the sealed cookie of a browser that signed in before, if it has one. */
export type Visit = {
  readonly ip: string
  readonly userAgent: string
  readonly ref: string
  readonly device?: string | undefined
}

export type SignedIn = {
  readonly kind: 'signed_in'
  readonly session: Session
  /** For the cookie that gives this browser a lane of its own. */
  readonly device: string
  /** The account's language in WHMCS's word, or ''. */
  readonly language: string
}

export type SignInOutcome =
  | SignedIn
  | { readonly kind: 'code_needed'; readonly challenge: Challenge }
  | { readonly kind: 'elsewhere'; readonly location: LocationId }

/** Ten tries in fifteen minutes for an address; a browser that signed in before has ten of its own, so that a stranger cannot lock anybody out. */
const PER_ACCOUNT: Limit = { name: 'sign-in.account', max: 10, windowSeconds: 900 }
const PER_ADDRESS: Limit = { name: 'sign-in.address', max: 20, windowSeconds: 600 }
const CODES_PER_ACCOUNT: Limit = { name: 'sign-in.code', max: 10, windowSeconds: 3600 }
const DEVICE_SECONDS = 180 * 24 * 60 * 60
const CHALLENGE_SECONDS = 600

/** A refusal is answered on the whole second: the unknown address, the wrong password and the closed account take alike. */
async function refuse(since: number): Promise<never> {
  const passed = performance.now() - since
  await sleep(1000 - (passed % 1000))
  throw new PortalError('rejected', { message: 'credentials' })
}

async function countTry(email: string, visit: Visit): Promise<string> {
  const { db } = await store()
  const known = await unseal('device', visit.device)
  const key = emailKey(email)
  const lane = known?.['email'] === key ? `${key}|${String(known['device'])}` : key
  const tries = await Promise.all([hit(db, PER_ADDRESS, visit.ip, new Date()), hit(db, PER_ACCOUNT, lane, new Date())])
  if (tries.some(({ allowed }) => !allowed)) throw new PortalError('rate_limited')
  return lane
}

async function record(visit: Visit, location: LocationId, person: Person | null, outcome: 'done' | 'refused') {
  const { db } = await store()
  const actor = person ? `${person.kind}:${person.id}` : 'anonymous'
  const entry = {
    at: new Date(),
    location,
    actor,
    client: null,
    event: 'sign-in',
    outcome,
    ref: visit.ref,
    ip: visit.ip,
  }
  await append(db, entry)
}

type Proved = {
  readonly whmcs: Writer
  readonly person: Person
  readonly email: string
  readonly accounts: readonly Account[]
  readonly amr: readonly string[]
  /** Sealed, if one began with this sign-in. */
  readonly paySession: string | null
}

async function begin(proved: Proved, visit: Visit): Promise<SignedIn> {
  const { db } = await store()
  const { whmcs, person, email, amr, paySession } = proved
  const open = proved.accounts.filter(({ closed }) => !closed)
  const clientId = open.length === 1 ? (open[0]?.clientId ?? null) : null
  const { userAgent, ip } = visit
  const input = { location: whmcs.location, person, email, clientId, amr, userAgent, ip, paySession }
  const session = await createSession(db, input, new Date())
  await record(visit, whmcs.location, person, 'done')
  const device = await seal('device', { device: session.id.slice(0, 16), email: emailKey(email) }, DEVICE_SECONDS)
  return { kind: 'signed_in', session, device, language: open[0]?.language ?? '' }
}

function allClosed(accounts: readonly Account[]): boolean {
  return accounts.length > 0 && accounts.every(({ closed }) => closed)
}

/** WHMCS 9.0's REST API can ask for the code itself; before that only WHMCS's own pages can. */
async function askForCode(whmcs: Writer, person: Person, email: string, password: string): Promise<SignInOutcome> {
  const { major } = await whmcs.version()
  const begun = major >= 9 ? await beginV2Session(whmcs.baseUrl, email, password) : null
  if (begun?.kind !== 'code_needed') return { kind: 'elsewhere', location: whmcs.location }
  const { db } = await store()
  const payload = await seal('challenge', { person, ...begun.challenge }, CHALLENGE_SECONDS)
  return {
    kind: 'code_needed',
    challenge: await createChallenge(db, { location: whmcs.location, email, payload }, new Date()),
  }
}

type Reached = {
  readonly whmcs: Writer
  readonly login: Exclude<LoginResult, { kind: 'refused' }>
  readonly accounts: readonly Account[]
}

/** Where the address and password open something; an installation where all accounts are closed is none of these. */
async function reach(wanted: LocationId | null, email: string, password: string, visit: Visit): Promise<Reached[]> {
  const { accepted, refused } = await whoAccepts(wanted, email, password)
  const reached = await Promise.all(
    accepted.map(async (one) => ({ ...one, accounts: await listAccounts(one.whmcs, one.login.person, email) })),
  )
  const open = reached.filter(({ accounts }) => !allClosed(accounts))
  if (open.length > 0) return open
  for (const location of refused) await record(visit, location, null, 'refused')
  for (const { whmcs, login } of reached) await record(visit, whmcs.location, login.person, 'refused')
  return []
}

/**
 * Email and password. A user whose second factor is on never gets a session for them alone. With several installations,
 * the one that knows them is found; when more than one does, the person is asked.
 *
 * @throws PortalError `rejected` (`credentials`) for an unknown address, a wrong password and a closed account alike, or
 *   with `location` as its field; `rate_limited` before WHMCS is asked; WhmcsError when WHMCS does not answer
 */
export async function signIn(
  input: { email: string; password: string; location?: string | undefined },
  visit: Visit,
): Promise<SignInOutcome> {
  const since = performance.now()
  const { email, password } = input
  const lane = await countTry(email, visit)
  const reached = await reach(findLocation(input.location)?.id ?? null, email, password, visit)
  const [one, other] = reached
  if (!one) return refuse(since)
  const { db } = await store()
  await clear(db, PER_ACCOUNT, lane)
  if (other) throw new PortalError('rejected', { fields: { location: 'location_required' } })
  const { whmcs, accounts } = one
  const { kind, person } = one.login
  if (kind === 'second_factor') return askForCode(whmcs, person, email, password)
  const paySession = await beginPaySession(whmcs, person, email, password)
  return begin({ whmcs, person, email, accounts, amr: ['pwd'], paySession }, visit)
}

/**
 * Somebody whom WHMCS's OpenID Connect has authenticated, the second factor included.
 * @throws PortalError `rejected` when the address reaches no open account
 */
export async function signInWithIdentity(location: LocationId, email: string, visit: Visit): Promise<SignedIn> {
  const whmcs = installation(location)
  const person = await findPerson(whmcs, email)
  if (!person) throw new PortalError('rejected', { message: 'credentials' })
  const accounts = await listAccounts(whmcs, person, email)
  if (allClosed(accounts)) {
    await record(visit, whmcs.location, person, 'refused')
    throw new PortalError('rejected', { message: 'credentials' })
  }
  return begin({ whmcs, person, email, accounts, amr: ['oidc'], paySession: null }, visit)
}

const waiting = z.object({
  person: z.object({ kind: z.enum(['user', 'client', 'contact']), id: z.number() }),
  state: z.string(),
  fields: z.array(z.string()),
})

async function openChallenge(id: string): Promise<{ challenge: Challenge; person: Person; asked: V2Challenge } | null> {
  const { db } = await store()
  const challenge = await findChallenge(db, id, new Date())
  const parsed = waiting.safeParse(challenge && (await unseal('challenge', challenge.payload)))
  if (!challenge || !parsed.success) return null
  const { person, ...asked } = parsed.data
  return { challenge, person, asked }
}

/** Each answer of REST v2 changes its state: the next try must carry the newest. */
async function keepAsking(id: string, person: Person, asked: V2Challenge): Promise<void> {
  const { db } = await store()
  await updateChallenge(db, id, await seal('challenge', { person, ...asked }, CHALLENGE_SECONDS))
}

/** True while the code of this sign-in can still be entered. */
export async function isCodeExpected(id: string | undefined): Promise<boolean> {
  return id !== undefined && (await openChallenge(id)) !== null
}

/** The code of the second factor. @throws PortalError `rejected`: a wrong code (field `code`), or a challenge that is over. */
export async function verifyCode(id: string | undefined, code: string, visit: Visit): Promise<SignedIn> {
  const { db } = await store()
  const ended = () => new PortalError('rejected', { message: 'challenge_ended' })
  const waitingFor = id === undefined ? null : await openChallenge(id)
  if (!waitingFor || id === undefined) throw ended()
  const { challenge, person, asked } = waitingFor
  const limits = await hit(db, CODES_PER_ACCOUNT, emailKey(challenge.email), new Date())
  if (!limits.allowed) throw new PortalError('rate_limited')
  const attempt = await countAttempt(db, id, new Date())
  if (!attempt.allowed) throw ended()
  const whmcs = installation(challenge.location)
  const answer = await verifyV2Session(whmcs.baseUrl, asked, code.replace(/[\s-]/g, ''))
  if (answer.kind === 'wrong') {
    await keepAsking(id, person, answer.challenge)
    await record(visit, challenge.location, person, 'refused')
    throw new PortalError('rejected', { fields: { code: 'code_wrong' } })
  }
  // Of two right answers at once, one signs in.
  if (!(await consumeChallenge(db, id, new Date()))) throw ended()
  const accounts = await listAccounts(whmcs, person, challenge.email)
  const paySession = await sealPaySession(whmcs, person, answer.state)
  return begin({ whmcs, person, email: challenge.email, accounts, amr: ['pwd', 'otp'], paySession }, visit)
}

/** Where somebody signs in whom only WHMCS's own pages can ask for the second factor; null when nobody said which. */
export function signInElsewhere(named: string | undefined): { oidc: Location | null; whmcsUrl: string } | null {
  const location = findLocation(named)
  if (!location) return null
  return { oidc: location.oidc ? location : null, whmcsUrl: `${location.url}/clientarea.php` }
}

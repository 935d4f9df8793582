import 'server-only'
import type { ExpressionBuilder } from 'kysely'
import { z } from 'zod'
import { clientId, locationId, personKey, sessionId } from '@/lib/ids'
import type { ClientId, LocationId, Person, SessionId } from '@/lib/ids'
import { parsePerson, randomToken, sha256, storable, time } from '@/server/store/columns'
import type { Database, Db } from '@/server/store/db'

/** One row per device that is signed in. The id itself is not in it: a copy of the database opens no session. */
export type SessionsTable = {
  id_hash: string
  location: string
  person: string
  email: string
  client_id: number | null
  amr: string
  created_at: number
  last_seen_at: number
  authenticated_at: number
  user_agent: string
  ip: string
  revoked_at: number | null
  /** Sealed by whoever put it there (pay-sessions.ts). */
  pay_session: string | null
}

export type Session = {
  readonly id: SessionId
  readonly location: LocationId
  readonly person: Person
  readonly email: string
  /** The account being looked at; null until one is chosen. */
  readonly clientId: ClientId | null
  /** How the person proved who they are (RFC 8176: `pwd`, `otp`, …). */
  readonly amr: readonly string[]
  readonly createdAt: Date
  /** Exact to a minute. */
  readonly lastSeenAt: Date
  /** When the person last proved who they are: at sign-in or at a later step-up. */
  readonly authenticatedAt: Date
  readonly userAgent: string
  readonly ip: string
}

/** A session as its owner sees it in the list of devices. */
export type SessionInfo = Pick<
  Session,
  'clientId' | 'amr' | 'createdAt' | 'lastSeenAt' | 'authenticatedAt' | 'userAgent' | 'ip'
> & {
  /** Names the session without opening it. */
  readonly handle: string
}

/** Without a request for longer than this, a session is over. In ms. */
export const IDLE_LIMIT = 30 * 60_000
/** However busy, a session is over after this. Switching accounts and step-up do not prolong it. In ms. */
export const ABSOLUTE_LIMIT = 12 * 3_600_000
/** `last_seen_at` is written at most this often, in ms: a write for every page view would be waste. */
const TOUCH_EVERY = 60_000

const AMR = z.array(z.string())

function alive(now: Date) {
  const at = time(now)
  return (eb: ExpressionBuilder<Database, 'sessions'>) =>
    eb.and([
      eb('revoked_at', 'is', null),
      eb('last_seen_at', '>=', at - IDLE_LIMIT),
      eb('created_at', '>=', at - ABSOLUTE_LIMIT),
    ])
}

/** What an ended session is no longer good for goes with it. */
function over(now: Date) {
  return { revoked_at: time(now), pay_session: null }
}

function infoOf(row: SessionsTable): SessionInfo {
  return {
    handle: handleOf(row.id_hash),
    clientId: row.client_id === null ? null : clientId(row.client_id),
    amr: AMR.parse(JSON.parse(row.amr)),
    createdAt: new Date(row.created_at),
    lastSeenAt: new Date(row.last_seen_at),
    authenticatedAt: new Date(row.authenticated_at),
    userAgent: row.user_agent,
    ip: row.ip,
  }
}

function sessionOf(id: SessionId, row: SessionsTable): Session {
  const { clientId, amr, createdAt, lastSeenAt, authenticatedAt, userAgent, ip } = infoOf(row)
  const who = { location: locationId(row.location), person: parsePerson(row.person), email: row.email }
  return { id, ...who, clientId, amr, createdAt, lastSeenAt, authenticatedAt, userAgent, ip }
}

/** A hash of the hash: nobody gets from the handle to what is stored, nor from there to the id. */
function handleOf(idHash: string): string {
  return sha256(`handle:${idHash}`).slice(0, 24)
}

/** The public handle of a session, to tell in a list which one is this device. */
export function sessionHandle(id: SessionId): string {
  return handleOf(sha256(id))
}

/** Begins a session with a new id of 256 random bits; only its SHA-256 is stored. The user agent is cut to 400 characters. */
export async function createSession(
  db: Db,
  input: Pick<Session, 'location' | 'person' | 'email' | 'clientId' | 'amr' | 'userAgent' | 'ip'> & {
    readonly paySession?: string | null
  },
  now: Date,
): Promise<Session> {
  const id = sessionId(randomToken())
  const at = time(now)
  const row: SessionsTable = {
    id_hash: sha256(id),
    location: input.location,
    person: personKey(input.person),
    email: storable(input.email, 320),
    client_id: input.clientId,
    amr: JSON.stringify(input.amr),
    created_at: at,
    last_seen_at: at,
    authenticated_at: at,
    user_agent: storable(input.userAgent, 400),
    ip: storable(input.ip, 45),
    revoked_at: null,
    pay_session: input.paySession ?? null,
  }
  await db.insertInto('sessions').values(row).execute()
  return sessionOf(id, row)
}

function living(db: Db, id: SessionId, now: Date): Promise<SessionsTable | undefined> {
  return db.selectFrom('sessions').selectAll().where('id_hash', '=', sha256(id)).where(alive(now)).executeTakeFirst()
}

/** The same as `findSession`, for what a page asks by itself: it does not keep the session alive. */
export async function peekSession(db: Db, id: SessionId, now: Date): Promise<Session | null> {
  const row = await living(db, id, now)
  return row ? sessionOf(id, row) : null
}

/** The living session of this id; null when it is unknown, revoked, idle for too long or too old. */
export async function findSession(db: Db, id: SessionId, now: Date): Promise<Session | null> {
  const row = await living(db, id, now)
  if (!row) return null
  const at = time(now)
  if (at - row.last_seen_at < TOUCH_EVERY) return sessionOf(id, row)
  // Asked again in the statement: of many pages at once one writes, and never an earlier time than is there.
  await db
    .updateTable('sessions')
    .set({ last_seen_at: at })
    .where('id_hash', '=', row.id_hash)
    .where('last_seen_at', '<=', at - TOUCH_EVERY)
    .execute()
  return sessionOf(id, { ...row, last_seen_at: at })
}

/**
 * Gives the session a new id and makes the change; the old id is dead in the same moment (it is one UPDATE). For every
 * change of what a session may do: choosing an account, proving one's identity again. Its age stays what it was.
 * @returns null when the old id opens no living session, also when another request has just replaced it
 */
export async function replaceSession(
  db: Db,
  id: SessionId,
  change: { clientId?: ClientId; authenticatedAt?: Date; amr?: readonly string[] },
  now: Date,
): Promise<Session | null> {
  const next = sessionId(randomToken())
  const row = await db
    .updateTable('sessions')
    .set({
      id_hash: sha256(next),
      last_seen_at: time(now),
      ...(change.clientId !== undefined && { client_id: change.clientId }),
      ...(change.authenticatedAt && { authenticated_at: time(change.authenticatedAt) }),
      ...(change.amr && { amr: JSON.stringify(change.amr) }),
    })
    .where('id_hash', '=', sha256(id))
    .where(alive(now))
    .returningAll()
    .executeTakeFirst()
  return row ? sessionOf(next, row) : null
}

/** A person's sessions go on under another address. */
export async function renameSessions(db: Db, location: LocationId, person: Person, email: string): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ email: storable(email, 320) })
    .where('location', '=', location)
    .where('person', '=', personKey(person))
    .execute()
}

/** Ends a session. Nothing happens when it is over already. */
export async function revokeSession(db: Db, id: SessionId, now: Date): Promise<void> {
  await db
    .updateTable('sessions')
    .set(over(now))
    .where('id_hash', '=', sha256(id))
    .where('revoked_at', 'is', null)
    .execute()
}

/** Ends one of a person's own sessions, named by its handle. @returns false when no living one of theirs has it */
export async function revokeSessionByHandle(
  db: Db,
  location: LocationId,
  person: Person,
  handle: string,
  now: Date,
): Promise<boolean> {
  const rows = await livingRows(db, location, person, now)
  const row = rows.find((candidate) => handleOf(candidate.id_hash) === handle)
  if (!row) return false
  const ended = await db
    .updateTable('sessions')
    .set(over(now))
    .where('id_hash', '=', row.id_hash)
    .where('revoked_at', 'is', null)
    .returning('id_hash')
    .execute()
  return ended.length > 0
}

/** Ends all of a person's sessions, or all but `except`. @returns how many of them were living */
export async function revokeSessionsOf(
  db: Db,
  location: LocationId,
  person: Person,
  now: Date,
  except?: SessionId,
): Promise<number> {
  const at = time(now)
  const ended = await db
    .updateTable('sessions')
    .set(over(now))
    .where('location', '=', location)
    .where('person', '=', personKey(person))
    .where('revoked_at', 'is', null)
    .$if(except !== undefined, (query) => query.where('id_hash', '!=', sha256(except ?? '')))
    .returning(['last_seen_at', 'created_at'])
    .execute()
  return ended.filter((row) => row.last_seen_at >= at - IDLE_LIMIT && row.created_at >= at - ABSOLUTE_LIMIT).length
}

/** A person's living sessions, the last used first. */
export async function listSessions(db: Db, location: LocationId, person: Person, now: Date): Promise<SessionInfo[]> {
  return (await livingRows(db, location, person, now)).map(infoOf)
}

function livingRows(db: Db, location: LocationId, person: Person, now: Date): Promise<SessionsTable[]> {
  return db
    .selectFrom('sessions')
    .selectAll()
    .where('location', '=', location)
    .where('person', '=', personKey(person))
    .where(alive(now))
    .orderBy('last_seen_at', 'desc')
    .orderBy('id_hash')
    .execute()
}

/** Deletes sessions that are over. @returns how many */
export async function pruneSessions(db: Db, now: Date): Promise<number> {
  const at = time(now)
  const result = await db
    .deleteFrom('sessions')
    .where((eb) =>
      eb.or([
        eb('revoked_at', 'is not', null),
        eb('last_seen_at', '<', at - IDLE_LIMIT),
        eb('created_at', '<', at - ABSOLUTE_LIMIT),
      ]),
    )
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}

import 'server-only'
import type { ExpressionBuilder } from 'kysely'
import { locationId } from '@/lib/ids'
import type { LocationId } from '@/lib/ids'
import { randomToken, sha256, storable, time } from '@/server/store/columns'
import type { Database, Db } from '@/server/store/db'

/** A sign-in whose password was right and which waits for the second factor. */
export type ChallengesTable = {
  id_hash: string
  location: string
  email: string
  payload: string
  attempts: number
  created_at: number
  consumed_at: number | null
}

export type Challenge = {
  /** 256 random bits, base64url; only its SHA-256 is stored. */
  readonly id: string
  readonly location: LocationId
  readonly email: string
  /** Opaque here: sealed by whoever made the challenge. */
  readonly payload: string
  readonly createdAt: Date
}

/** How long a challenge can be answered, in ms. */
export const CHALLENGE_LIFE = 10 * 60_000
/** How often a code may be tried against one challenge. */
export const MAX_ATTEMPTS = 5
/** In bytes of UTF-8. */
const MAX_PAYLOAD = 8_192

function open(now: Date) {
  const since = time(now) - CHALLENGE_LIFE
  return (eb: ExpressionBuilder<Database, 'challenges'>) =>
    eb.and([eb('consumed_at', 'is', null), eb('created_at', '>=', since)])
}

function challengeOf(id: string, row: ChallengesTable): Challenge {
  return {
    id,
    location: locationId(row.location),
    email: row.email,
    payload: row.payload,
    createdAt: new Date(row.created_at),
  }
}

/** Puts a new payload in an open challenge. Its life and its count of tries stay. */
export async function updateChallenge(db: Db, id: string, payload: string): Promise<void> {
  if (Buffer.byteLength(payload) > MAX_PAYLOAD) throw new RangeError('the payload of a challenge is too large')
  await db
    .updateTable('challenges')
    .set({ payload })
    .where('id_hash', '=', sha256(id))
    .where('consumed_at', 'is', null)
    .execute()
}

/** Begins a challenge. @throws RangeError when the payload is larger than 8 kB */
export async function createChallenge(
  db: Db,
  input: Pick<Challenge, 'location' | 'email' | 'payload'>,
  now: Date,
): Promise<Challenge> {
  if (Buffer.byteLength(input.payload) > MAX_PAYLOAD) throw new RangeError('the payload of a challenge is too large')
  const id = randomToken()
  const row: ChallengesTable = {
    id_hash: sha256(id),
    location: input.location,
    email: storable(input.email, 320),
    payload: storable(input.payload, MAX_PAYLOAD),
    attempts: 0,
    created_at: time(now),
    consumed_at: null,
  }
  await db.insertInto('challenges').values(row).execute()
  return challengeOf(id, row)
}

/** The challenge of this id while it can still be answered; null when unknown, answered, older than 10 minutes or used up. */
export async function findChallenge(db: Db, id: string, now: Date): Promise<Challenge | null> {
  const row = await db
    .selectFrom('challenges')
    .selectAll()
    .where('id_hash', '=', sha256(id))
    .where('attempts', '<', MAX_ATTEMPTS)
    .where(open(now))
    .executeTakeFirst()
  return row ? challengeOf(id, row) : null
}

/**
 * Counts one try, before the code is compared: counted afterwards, many tries at once would all be the first.
 * @returns `allowed: false` when the code must not even be looked at; `left`, how many tries remain after this one
 */
export async function countAttempt(db: Db, id: string, now: Date): Promise<{ allowed: boolean; left: number }> {
  const row = await db
    .updateTable('challenges')
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('id_hash', '=', sha256(id))
    .where('attempts', '<', MAX_ATTEMPTS)
    .where(open(now))
    .returning('attempts')
    .executeTakeFirst()
  return row ? { allowed: true, left: MAX_ATTEMPTS - row.attempts } : { allowed: false, left: 0 }
}

/**
 * Uses the challenge up, after the code was found right. Of several at once exactly one gets it.
 * @returns null when unknown, answered already or older than 10 minutes
 */
export async function consumeChallenge(db: Db, id: string, now: Date): Promise<Challenge | null> {
  const row = await db
    .updateTable('challenges')
    .set({ consumed_at: time(now) })
    .where('id_hash', '=', sha256(id))
    .where(open(now))
    .returningAll()
    .executeTakeFirst()
  return row ? challengeOf(id, row) : null
}

/** Deletes challenges that can no longer be answered. @returns how many */
export async function pruneChallenges(db: Db, now: Date): Promise<number> {
  const result = await db
    .deleteFrom('challenges')
    .where((eb) => eb.or([eb('consumed_at', 'is not', null), eb('created_at', '<', time(now) - CHALLENGE_LIFE)]))
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}

import 'server-only'
import { sha256, time } from '@/server/store/columns'
import type { Db } from '@/server/store/db'

/** Counters of what may be guessed or flooded: sign-in, codes, resets. */
export type CountersTable = { name: string; key_hash: string; hits: number; expires_at: number }

/** At most `max` hits per key within `windowSeconds`, counted from the first hit. `name` keeps the counters apart. */
export type Limit = { readonly name: string; readonly max: number; readonly windowSeconds: number }

/** No e-mail or IP stands in the table. (An IPv4 address can be found again by trying all of them; it is no secret.) */
function keyHash(limit: Limit, key: string): string {
  return sha256(`${limit.name}\n${key}`)
}

/**
 * Counts one hit and says whether it may go on. One statement, so that a hundred at once, from any number of instances,
 * are counted exactly. A refused hit does not prolong the wait.
 * @returns `retryAfterSeconds`: 0 when allowed, else whole seconds until the window ends, at least 1
 * @throws when it cannot be counted; the caller must then refuse
 */
export async function hit(
  db: Db,
  limit: Limit,
  key: string,
  now: Date,
): Promise<{ allowed: boolean; retryAfterSeconds: number }> {
  const at = time(now)
  const end = at + limit.windowSeconds * 1_000
  const row = await db
    .insertInto('counters')
    .values({ name: limit.name, key_hash: keyHash(limit, key), hits: 1, expires_at: end })
    .onConflict((conflict) =>
      conflict.columns(['name', 'key_hash']).doUpdateSet((eb) => ({
        // It stops at one more than allowed: that is how the refused ones know.
        hits: eb
          .case()
          .when('counters.expires_at', '<=', at)
          .then(1)
          .when('counters.hits', '<=', limit.max)
          .then(eb('counters.hits', '+', 1))
          .else(eb.ref('counters.hits'))
          .end(),
        expires_at: eb.case().when('counters.expires_at', '<=', at).then(end).else(eb.ref('counters.expires_at')).end(),
      })),
    )
    .returning(['hits', 'expires_at'])
    .executeTakeFirstOrThrow()
  if (row.hits <= limit.max) return { allowed: true, retryAfterSeconds: 0 }
  // Never longer than the window, even when the clock was set back.
  const wait = Math.min(Math.ceil((row.expires_at - at) / 1_000), limit.windowSeconds)
  return { allowed: false, retryAfterSeconds: Math.max(1, wait) }
}

/** Forgets the hits of one key: after a sign-in that succeeded. */
export async function clear(db: Db, limit: Limit, key: string): Promise<void> {
  await db.deleteFrom('counters').where('name', '=', limit.name).where('key_hash', '=', keyHash(limit, key)).execute()
}

/** Deletes counters whose window is over. @returns how many */
export async function pruneCounters(db: Db, now: Date): Promise<number> {
  const result = await db.deleteFrom('counters').where('expires_at', '<=', time(now)).executeTakeFirst()
  return Number(result.numDeletedRows)
}

import 'server-only'
import { z } from 'zod'
import { sha256, time } from '@/server/store/columns'
import type { Db } from '@/server/store/db'
import { transact } from '@/server/store/transaction'

/**
 * Counters of what may be guessed or flooded: sign-in, codes, resets. `times` is a JSON array of when the counted hits
 * came, the oldest first.
 */
export type CountersTable = { name: string; key_hash: string; times: string; expires_at: number }

/** At most `max` hits per key in any `windowSeconds`. `name` keeps the counters apart. */
export type Limit = { readonly name: string; readonly max: number; readonly windowSeconds: number }

const TIMES = z.array(z.number())

/** No e-mail or IP stands in the table. (An IPv4 address can be found again by trying all of them; it is no secret.) */
function keyHash(limit: Limit, key: string): string {
  return sha256(`${limit.name}\n${key}`)
}

/**
 * Counts one hit and says whether it may go on. The row is locked first, so that a hundred at once, from any number of
 * instances, are counted exactly. A refused hit is not counted: it does not prolong the wait.
 * @returns `retryAfterSeconds`: 0 when allowed, else whole seconds until there is room again, at least 1
 * @throws when it cannot be counted; the caller must then refuse
 */
export async function hit(
  db: Db,
  limit: Limit,
  key: string,
  now: Date,
): Promise<{ allowed: boolean; retryAfterSeconds: number }> {
  const at = time(now)
  const window = limit.windowSeconds * 1_000
  const id = { name: limit.name, key_hash: keyHash(limit, key) }
  return transact(db, async (trx) => {
    const { times } = await trx
      .insertInto('counters')
      .values({ ...id, times: '[]', expires_at: at + window })
      .onConflict((conflict) => conflict.columns(['name', 'key_hash']).doUpdateSet({ expires_at: at + window }))
      .returning('times')
      .executeTakeFirstOrThrow()
    // A clock that was set back must not lengthen the wait: what came "later" came now.
    const known = TIMES.parse(JSON.parse(times)).map((then) => Math.min(then, at))
    const counted = known.filter((then) => then > at - window)
    const oldest = counted.at(-limit.max)
    const allowed = oldest === undefined
    if (allowed) counted.push(at)
    await trx
      .updateTable('counters')
      .set({ times: JSON.stringify(counted) })
      .where((eb) => eb.and(id))
      .execute()
    return { allowed, retryAfterSeconds: allowed ? 0 : Math.ceil((oldest + window - at) / 1_000) }
  })
}

/** Forgets the hits of one key: after a sign-in that succeeded. */
export async function clear(db: Db, limit: Limit, key: string): Promise<void> {
  await db.deleteFrom('counters').where('name', '=', limit.name).where('key_hash', '=', keyHash(limit, key)).execute()
}

/** Deletes counters that nothing has touched for a window. @returns how many */
export async function pruneCounters(db: Db, now: Date): Promise<number> {
  const result = await db.deleteFrom('counters').where('expires_at', '<=', time(now)).executeTakeFirst()
  return Number(result.numDeletedRows)
}

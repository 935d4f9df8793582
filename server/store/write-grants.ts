import 'server-only'
import { randomUUID } from 'node:crypto'
import type { WriteClass } from '@/lib/support-class'
import { WRITE_CLASSES } from '@/lib/support-class'
import { randomToken, sha256, time } from '@/server/store/columns'
import type { Db } from '@/server/store/db'
import { transact } from '@/server/store/transaction'
import type { Trx } from '@/server/store/transaction'

/**
 * The second grant: an agent who is in an account may change one class of things there. It lives inside the first one and
 * ends with it at the latest; a row is never used twice.
 */
export type WriteGrantsTable = {
  id: string
  grant_id: string
  class: string
  reason: string
  started_at: number
  ended_at: number | null
}

/** In ms. */
export const WRITE_LIMIT = 10 * 60_000

export type Writing = {
  readonly id: string
  readonly class: WriteClass
  readonly reason: string
  readonly endsAt: Date
}

type Columns = {
  readonly [Key in 'id' | 'class' | 'reason' | 'started_at' as `write_${Key}`]: WriteGrantsTable[Key] | null
}

/** What a grant's row that was joined with its open second grant says of it. @param until when the first one ends */
export function writingOf(row: Columns, until: number, now: number): Writing | null {
  const { write_id: id, write_reason: reason, write_started_at: start } = row
  const known = WRITE_CLASSES.find((one) => one === row.write_class)
  if (id === null || start === null || known === undefined) return null
  const end = Math.min(start + WRITE_LIMIT, until)
  // A clock that was set back does not make it younger.
  if (now >= end || now < start) return null
  return { id, class: known, reason: reason ?? '', endsAt: new Date(end) }
}

/** A handle that was seen before the change of mode opens nothing after it. */
async function renewHandle(trx: Trx, grant: string): Promise<string> {
  const handle = randomToken()
  await trx
    .updateTable('grants')
    .set({ handle_hash: sha256(handle) })
    .where('id', '=', grant)
    .execute()
  return handle
}

async function close(trx: Trx, grant: string, at: number, startedBefore = Number.MAX_SAFE_INTEGER): Promise<boolean> {
  const closed = await trx
    .updateTable('write_grants')
    .set({ ended_at: at })
    .where('grant_id', '=', grant)
    .where('ended_at', 'is', null)
    .where('started_at', '<=', startedBefore)
    .returning('id')
    .execute()
  return closed.length > 0
}

/**
 * Begins the second grant of a living first one, with another handle for both.
 * @returns 'busy' when one lives already
 */
export function startWriting(
  db: Db,
  input: { readonly grant: string; readonly class: WriteClass; readonly reason: string },
  now: Date,
): Promise<{ readonly id: string; readonly handle: string } | 'busy'> {
  const at = time(now)
  const { grant, reason } = input
  return transact(db, async (trx) => {
    await close(trx, grant, at, at - WRITE_LIMIT)
    const row = { id: randomUUID(), grant_id: grant, class: input.class, reason, started_at: at, ended_at: null }
    const mine = await trx
      .insertInto('write_grants')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    return mine ? { id: mine.id, handle: await renewHandle(trx, grant) } : 'busy'
  })
}

/** Whether it may be used this very moment: neither it nor its visit is over. */
export async function isWriting(db: Db, id: string, now: Date): Promise<boolean> {
  const row = await db
    .selectFrom('write_grants')
    .innerJoin('grants', 'grants.id', 'write_grants.grant_id')
    .select('write_grants.id')
    .where('write_grants.id', '=', id)
    .where('write_grants.ended_at', 'is', null)
    .where('write_grants.started_at', '>', time(now) - WRITE_LIMIT)
    .where('grants.ended_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

/** Back to reading, with another handle. @returns null when nothing could be changed any more */
export function endWriting(db: Db, grant: string, now: Date): Promise<string | null> {
  return transact(db, async (trx) => ((await close(trx, grant, time(now))) ? renewHandle(trx, grant) : null))
}

/** Everything that some visits were let change, the oldest first. */
export async function writingsOf(db: Db, grants: readonly string[]) {
  if (grants.length === 0) return []
  const rows = await db
    .selectFrom('write_grants')
    .selectAll()
    .where('grant_id', 'in', [...grants])
    .orderBy('started_at')
    .execute()
  return rows.flatMap((row) => {
    const known = WRITE_CLASSES.find((one) => one === row.class)
    return known ? [{ grant: row.grant_id, class: known, reason: row.reason, startedAt: new Date(row.started_at) }] : []
  })
}

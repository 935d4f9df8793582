import 'server-only'
import type { LocationId } from '@/lib/ids'
import { append } from '@/server/store/audit'
import type { AuditEntry } from '@/server/store/audit'
import { time } from '@/server/store/columns'
import type { Db } from '@/server/store/db'
import { transact } from '@/server/store/transaction'
import type { Trx } from '@/server/store/transaction'

/** One submission of a form, so that a double click, a retry or a lost answer never carries it out twice. */
export type IntentsTable = {
  location: string
  person: string
  action: string
  intent: string
  input_hash: string
  state: 'open' | Outcome
  result: string | null
  claimed_at: number
  settled_at: number | null
}

type Outcome = 'done' | 'failed' | 'unknown'

export type IntentKey = {
  readonly location: LocationId
  readonly person: string
  readonly action: string
  /** The UUID the form made for this submission. */
  readonly intent: string
}

/**
 * - `fresh`: yours; carry it out, then `settle`.
 * - `in_progress`: another request is at it.
 * - `unknown`: it was begun and nobody knows how it ended. It must not be repeated.
 * - `mismatch`: this intent was used for another input.
 * - `replay`: it ended, and this was the result.
 */
export type Claim =
  | { readonly kind: 'fresh' | 'in_progress' | 'unknown' | 'mismatch' }
  | { readonly kind: 'replay'; readonly result: unknown }

/** An open claim older than this has lost its process: nobody knows how far it came. In ms. */
export const OPEN_LIMIT = 2 * 60_000
/** How long a result is replayed, in ms. */
export const KEPT_SETTLED = 24 * 3_600_000
/** An intent without a known end is kept longer, in ms: once forgotten, a repetition would be carried out. */
export const KEPT_UNKNOWN = 30 * 24 * 3_600_000

/**
 * Claims the intent and writes the audit row in one transaction: if either cannot be stored, this throws and the action
 * must not be carried out. Only a fresh claim writes the audit row.
 * @param inputHash a hash of the parsed input; the same intent with another hash is a `mismatch`
 * @param audit the row with the outcome `attempted`
 */
export function claim(db: Db, key: IntentKey, inputHash: string, audit: AuditEntry, now: Date): Promise<Claim> {
  return transact(db, async (trx) => {
    const mine = await trx
      .insertInto('intents')
      .values({
        ...key,
        input_hash: inputHash,
        state: 'open',
        result: null,
        claimed_at: time(now),
        settled_at: null,
      })
      .onConflict((conflict) => conflict.columns(['location', 'person', 'action', 'intent']).doNothing())
      .returning('intent')
      .executeTakeFirst()
    if (!mine) return standing(trx, key, inputHash, now)
    await append(trx, audit)
    return { kind: 'fresh' }
  })
}

async function standing(trx: Trx, key: IntentKey, inputHash: string, now: Date): Promise<Claim> {
  const row = await trx
    .selectFrom('intents')
    .select(['input_hash', 'state', 'result', 'claimed_at'])
    .where((eb) => eb.and({ ...key }))
    .executeTakeFirst()
  // Pruned between the two statements: its end is forgotten, which is not the same as never having happened.
  if (!row) return { kind: 'unknown' }
  if (row.input_hash !== inputHash) return { kind: 'mismatch' }
  switch (row.state) {
    case 'done':
    case 'failed':
      return { kind: 'replay', result: row.result === null ? null : JSON.parse(row.result) }
    case 'unknown':
      return { kind: 'unknown' }
    case 'open':
      return { kind: time(now) - row.claimed_at > OPEN_LIMIT ? 'unknown' : 'in_progress' }
  }
}

/**
 * Writes how the claimed intent ended, and the audit row, in one transaction. `failed` is definite (nothing happened) and
 * replayed like `done`; `unknown` may still become either when the truth is found. A definite end stays what it is:
 * settling again adds its audit row and changes nothing else.
 * @param result plain JSON data, replayed to whoever submits the intent again; undefined becomes null
 * @throws RangeError when the intent was never claimed; then nothing is written
 */
export async function settle(
  db: Db,
  key: IntentKey,
  outcome: Outcome,
  result: unknown,
  audit: AuditEntry,
  now: Date,
): Promise<void> {
  const text = JSON.stringify(result) ?? null
  await transact(db, async (trx) => {
    const settled = await trx
      .updateTable('intents')
      .set((eb) => ({
        state: eb.case().when('state', 'in', ['done', 'failed']).then(eb.ref('state')).else(outcome).end(),
        result: eb.case().when('state', 'in', ['done', 'failed']).then(eb.ref('result')).else(text).end(),
        settled_at: eb.case().when('state', 'in', ['done', 'failed']).then(eb.ref('settled_at')).else(time(now)).end(),
      }))
      .where((eb) => eb.and({ ...key }))
      .returning('state')
      .executeTakeFirst()
    if (!settled) throw new RangeError('an intent that was never claimed cannot be settled')
    await append(trx, audit)
  })
}

/** Deletes intents that are no longer kept: a day after a definite end, 30 days after one that nobody knows. */
export async function pruneIntents(db: Db, now: Date): Promise<number> {
  const at = time(now)
  const result = await db
    .deleteFrom('intents')
    .where((eb) =>
      eb.or([
        eb.and([eb('state', 'in', ['done', 'failed']), eb('settled_at', '<', at - KEPT_SETTLED)]),
        eb.and([eb('state', 'in', ['open', 'unknown']), eb('claimed_at', '<', at - KEPT_UNKNOWN)]),
      ]),
    )
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}

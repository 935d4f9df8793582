import 'server-only'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { ClientId, LocationId, Person } from '@/lib/ids'
import { clientId, locationId, personKey } from '@/lib/ids'
import { parsePerson, time } from '@/server/store/columns'
import type { Db } from '@/server/store/db'
import { transact } from '@/server/store/transaction'

/**
 * What is asked of WHMCS (or of Jira) once and proved afterwards. WHMCS knows no idempotency key: exactly once is sending
 * at most once, and proof of the outcome.
 */
export type OperationsTable = {
  id: string
  location: string
  client_id: number
  person: string
  /** Who asked in that person's place, `agent:3`; null for the person. */
  actor: string | null
  kind: string
  target: string
  follows: string | null
  details: string
  state: State
  result: string | null
  created_at: number
  sent_at: number | null
  concluded_at: number | null
  /** When an applied operation was looked for once more. */
  checked_at: number | null
}

/** What open operations hold: one of them each. */
export type OperationLocksTable = { location: string; name: string; operation_id: string }

/**
 * - `intent`: recorded, nothing sent yet.
 * - `sending`: somebody sends it, or died doing so.
 * - `unknown`: sent, and nobody knows what became of it; its target is blocked until that is proved.
 * - `applied`, `rejected`: proved. `rejected` changed nothing.
 * - `human`: could not be proved in a day, or was applied and is gone; somebody must look.
 */
const STATES = ['intent', 'sending', 'unknown', 'applied', 'rejected', 'human'] as const
export type State = (typeof STATES)[number]
const OPEN: readonly State[] = ['intent', 'sending', 'unknown']

/** Whether its end is not known yet. */
export function isOpen({ state }: Pick<Operation, 'state'>): boolean {
  return OPEN.includes(state)
}

export type Operation = {
  readonly id: string
  readonly location: LocationId
  readonly client: ClientId
  readonly person: Person
  /** Who asked: the person, or an agent in their place. */
  readonly actor: string
  readonly kind: string
  /** What it acts on, like `service:12`. */
  readonly target: string
  /** The operation that must be `applied` before this one is sent. */
  readonly follows: string | null
  /** Plain JSON: ids, figures and what has to be sent. Emptied of texts when concluded is up to the kind. */
  readonly details: unknown
  readonly state: State
  /** Plain JSON: what proved it, like a ticket's number; for `rejected` the portal's own error code. */
  readonly result: unknown
  readonly createdAt: Date
  readonly sentAt: Date | null
  readonly concludedAt: Date | null
}

export type NewOperation = Pick<Operation, 'location' | 'client' | 'person' | 'kind' | 'target' | 'details'> & {
  /**
   * What nobody else may touch until its end is known, whatever the kind: `invoice:7`. Without it: one open operation of
   * this kind for this target.
   */
  readonly locks?: readonly string[]
  /** Who asks in the person's place. */
  readonly actor?: string | undefined
}

const json = z.string().transform((text): unknown => JSON.parse(text))

function toOperation(row: OperationsTable): Operation {
  return {
    id: row.id,
    location: locationId(row.location),
    client: clientId(row.client_id),
    person: parsePerson(row.person),
    actor: row.actor ?? row.person,
    kind: row.kind,
    target: row.target,
    follows: row.follows,
    details: json.parse(row.details),
    state: z.enum(STATES).parse(row.state),
    result: row.result === null ? null : json.parse(row.result),
    createdAt: new Date(row.created_at),
    sentAt: row.sent_at === null ? null : new Date(row.sent_at),
    concludedAt: row.concluded_at === null ? null : new Date(row.concluded_at),
  }
}

/** Short, neutral, and found again in WHMCS: customers may read it. */
export function referenceOf({ id }: Pick<Operation, 'id'>): string {
  return `AT-${id.replaceAll('-', '').slice(0, 12).toUpperCase()}`
}

/**
 * Records operations before anything is sent, each following the one before it. All or none: when one of their locks is
 * held by an open operation, nothing is written.
 *
 * @returns null when a lock is held
 */
export async function openOperations(
  db: Db,
  plans: readonly NewOperation[],
  now: Date,
): Promise<readonly Operation[] | null> {
  const ids = plans.map(() => randomUUID())
  const rows = plans.map((plan, index): OperationsTable => ({
    id: ids[index] ?? randomUUID(),
    location: plan.location,
    client_id: plan.client,
    person: personKey(plan.person),
    actor: plan.actor ?? null,
    kind: plan.kind,
    target: plan.target,
    follows: ids[index - 1] ?? null,
    details: JSON.stringify(plan.details),
    state: 'intent',
    result: null,
    created_at: time(now),
    sent_at: null,
    concluded_at: null,
    checked_at: null,
  }))
  const locks = plans.flatMap((plan, index) =>
    (plan.locks ?? [`${plan.kind} ${plan.target}`]).map((name) => ({
      location: plan.location,
      name,
      operation_id: ids[index] ?? '',
    })),
  )
  const taken = new Error('taken')
  try {
    return await transact(db, async (trx) => {
      // In one order everywhere, so that two who want the same do not wait for each other.
      for (const lock of locks.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
        const mine = await trx
          .insertInto('operation_locks')
          .values(lock)
          .onConflict((conflict) => conflict.doNothing())
          .returning('name')
          .executeTakeFirst()
        if (!mine) throw taken
      }
      for (const row of rows) await trx.insertInto('operations').values(row).execute()
      return rows.map(toOperation)
    })
  } catch (error) {
    if (error === taken) return null
    throw error
  }
}

/** Takes the right to send. Exactly one caller gets it. */
export async function startSending(db: Db, id: string, now: Date): Promise<boolean> {
  const row = await db
    .updateTable('operations')
    .set({ state: 'sending', sent_at: time(now) })
    .where('id', '=', id)
    .where('state', '=', 'intent')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Replaces the details of what is being sent. @returns false when it is not being sent (any more) */
export async function recordDetails(db: Db, id: string, details: unknown): Promise<boolean> {
  const row = await db
    .updateTable('operations')
    .set({ details: JSON.stringify(details) })
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Writes what is known now. An operation that was proved stays what it is. With its end, its locks are free.
 *
 * @param from what it was when that became known: an operation that is something else by now is left alone
 * @param details replaces what was to be sent, when that should not be kept
 * @returns whether this was news
 */
export async function concludeOperation(
  db: Db,
  id: string,
  from: readonly State[],
  end: { readonly state: Exclude<State, 'intent' | 'sending'>; readonly result: unknown; readonly details?: unknown },
  now: Date,
): Promise<boolean> {
  return transact(db, async (trx) => {
    const row = await trx
      .updateTable('operations')
      .set({
        state: end.state,
        result: JSON.stringify(end.result ?? null),
        concluded_at: time(now),
        ...(end.details !== undefined && { details: JSON.stringify(end.details) }),
      })
      .where('id', '=', id)
      .where('state', 'in', [...from])
      .where('state', '!=', end.state)
      .returning('id')
      .executeTakeFirst()
    if (row && end.state !== 'unknown') await trx.deleteFrom('operation_locks').where('operation_id', '=', id).execute()
    return row !== undefined
  })
}

/** Which of these an open operation holds. */
export async function heldLocks(db: Db, location: LocationId, names: readonly string[]): Promise<ReadonlySet<string>> {
  if (names.length === 0) return new Set()
  const rows = await db
    .selectFrom('operation_locks')
    .select('name')
    .where('location', '=', location)
    .where('name', 'in', [...names])
    .execute()
  return new Set(rows.map(({ name }) => name))
}

/** The operations of a client, the newest first. */
export async function operationsOf(
  db: Db,
  client: Pick<Operation, 'location' | 'client'>,
  kinds: readonly string[],
  target?: string,
): Promise<Operation[]> {
  const found = db
    .selectFrom('operations')
    .selectAll()
    .where('location', '=', client.location)
    .where('client_id', '=', client.client)
    .where('kind', 'in', [...kinds])
  const rows = await (target === undefined ? found : found.where('target', '=', target))
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map(toOperation)
}

export async function findOperation(db: Db, id: string): Promise<Operation | null> {
  const row = await db.selectFrom('operations').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? toOperation(row) : null
}

/** Everything that waits for its end, the oldest first. */
export async function unconcluded(db: Db, limit = 10_000): Promise<Operation[]> {
  const rows = await db
    .selectFrom('operations')
    .selectAll()
    .where('state', 'in', [...OPEN])
    .orderBy('created_at')
    .limit(limit)
    .execute()
  return rows.map(toOperation)
}

/** What was applied between the two moments and was not looked for once more, the oldest first. */
export async function unchecked(db: Db, since: Date, until: Date): Promise<Operation[]> {
  const rows = await db
    .selectFrom('operations')
    .selectAll()
    .where('state', '=', 'applied')
    .where('concluded_at', '>=', time(since))
    .where('concluded_at', '<=', time(until))
    .where('checked_at', 'is', null)
    .orderBy('concluded_at')
    .limit(1000)
    .execute()
  return rows.map(toOperation)
}

/**
 * Writes what the second look at an applied operation showed. One whose effect is not there (any more) is `human`.
 *
 * @returns false when somebody else has looked already
 */
export async function checkOperation(db: Db, id: string, found: boolean, now: Date): Promise<boolean> {
  const row = await db
    .updateTable('operations')
    .set({ checked_at: time(now), ...(!found && { state: 'human' }) })
    .where('id', '=', id)
    .where('state', '=', 'applied')
    .where('checked_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

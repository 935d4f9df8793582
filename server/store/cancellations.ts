import 'server-only'
import type { LocationId } from '@/lib/ids'
import type { CancellationRequest } from '@/lib/schemas/service'
import { storable, time } from '@/server/store/columns'
import type { Db } from '@/server/store/db'
import { transact } from '@/server/store/transaction'

/**
 * Which cancellation requests an installation holds: WHMCS lists them for everybody at once and filters by nothing. Ids,
 * type and time only; the reason stays in WHMCS. `gone_at`: the request is no longer there.
 */
export type CancellationsTable = {
  location: string
  request_id: number
  service_id: number
  type: string
  requested_at: string | null
  gone_at: number | null
}

/**
 * How far the index of an installation is. `complete` is 1 when it has seen WHMCS's whole list, `newest_first` when that
 * list began with the newest. Until `rebuilding_until` nobody else reads the whole list.
 */
export type CancellationSyncsTable = {
  location: string
  synced_at: number
  complete: number
  newest_first: number
  rebuilding_until: number
}

export type Row = Pick<CancellationRequest, 'id' | 'serviceId' | 'type' | 'requestedAt'>
export type KnownRow = Row & { readonly gone: boolean }

/** What the index knew at one moment. */
export type Known = {
  readonly complete: boolean
  readonly newestFirst: boolean
  /** When WHMCS's whole list was last read. */
  readonly syncedAt: Date
  /** How many requests stand. */
  readonly count: number
  /** The ids of the newest of them, the newest first; all of them when `count` is no more than was asked for. */
  readonly newest: readonly number[]
}

const LONGEST_TYPE = 100
/** Rows a statement: SQLite takes 32,766 values, PostgreSQL 65,535. */
const AT_ONCE = 500

function chunks<T>(items: readonly T[]): T[][] {
  const count = Math.ceil(items.length / AT_ONCE)
  return Array.from({ length: count }, (_, index) => items.slice(index * AT_ONCE, (index + 1) * AT_ONCE))
}

/** @param most how many of the newest ids are wanted */
export async function known(db: Db, location: LocationId, most: number): Promise<Known> {
  const standing = db.selectFrom('cancellations').where('location', '=', location).where('gone_at', 'is', null)
  const [sync, counted, newest] = await Promise.all([
    db.selectFrom('cancellation_syncs').selectAll().where('location', '=', location).executeTakeFirst(),
    standing.select((eb) => eb.fn.countAll().as('count')).executeTakeFirstOrThrow(),
    standing.select('request_id').orderBy('request_id', 'desc').limit(most).execute(),
  ])
  return {
    complete: sync?.complete === 1,
    newestFirst: sync?.newest_first === 1,
    syncedAt: new Date(sync?.synced_at ?? 0),
    count: Number(counted.count),
    newest: newest.map((row) => row.request_id),
  }
}

/** The ids of all requests that stand. */
export async function standingIds(db: Db, location: LocationId): Promise<number[]> {
  const rows = await db
    .selectFrom('cancellations')
    .select('request_id')
    .where('location', '=', location)
    .where('gone_at', 'is', null)
    .execute()
  return rows.map((row) => row.request_id)
}

/** Writes down what WHMCS listed. A request that was taken for gone and is there stands again. */
export async function recordRequests(db: Db, location: LocationId, requests: readonly Row[]): Promise<void> {
  for (const chunk of chunks(requests)) {
    await db
      .insertInto('cancellations')
      .values(
        chunk.map((request) => ({
          location,
          request_id: request.id,
          service_id: request.serviceId,
          type: storable(request.type, LONGEST_TYPE),
          requested_at: request.requestedAt,
          gone_at: null,
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['location', 'request_id']).doUpdateSet((eb) => ({
          service_id: eb.ref('excluded.service_id'),
          type: eb.ref('excluded.type'),
          requested_at: eb.ref('excluded.requested_at'),
          gone_at: null,
        })),
      )
      .execute()
  }
}

/** Writes down that WHMCS's whole list was read: what it held, and which known requests it no longer did. */
export async function recordWhole(
  db: Db,
  location: LocationId,
  whole: { readonly requests: readonly Row[]; readonly gone: readonly number[]; readonly newestFirst: boolean },
  now: Date,
): Promise<void> {
  const state = { synced_at: time(now), complete: 1, newest_first: whole.newestFirst ? 1 : 0 }
  await transact(db, async (trx) => {
    await recordRequests(trx, location, whole.requests)
    for (const chunk of chunks(whole.gone)) {
      await trx
        .updateTable('cancellations')
        .set({ gone_at: time(now) })
        .where('location', '=', location)
        .where('request_id', 'in', chunk)
        .where('gone_at', 'is', null)
        .execute()
    }
    await trx
      .insertInto('cancellation_syncs')
      .values({ location, rebuilding_until: 0, ...state })
      .onConflict((conflict) => conflict.column('location').doUpdateSet(state))
      .execute()
  })
}

/** Takes the right to read the whole list until then. Exactly one caller gets it. */
export async function takeRebuild(db: Db, location: LocationId, now: Date, until: Date): Promise<boolean> {
  const row = await db
    .insertInto('cancellation_syncs')
    .values({ location, synced_at: 0, complete: 0, newest_first: 0, rebuilding_until: time(until) })
    .onConflict((conflict) =>
      conflict
        .column('location')
        .doUpdateSet({ rebuilding_until: time(until) })
        .where('cancellation_syncs.rebuilding_until', '<=', time(now)),
    )
    .returning('location')
    .executeTakeFirst()
  return row !== undefined
}

/** Whoever rebuilds holds on, or lets go, by naming another moment. */
export async function keepRebuild(db: Db, location: LocationId, until: Date): Promise<void> {
  await db
    .updateTable('cancellation_syncs')
    .set({ rebuilding_until: time(until) })
    .where('location', '=', location)
    .execute()
}

/** The requests for these services, the newest first. */
export async function requestsOf(db: Db, location: LocationId, services: readonly number[]): Promise<KnownRow[]> {
  const found = await Promise.all(
    chunks(services).map((chunk) =>
      db
        .selectFrom('cancellations')
        .selectAll()
        .where('location', '=', location)
        .where('service_id', 'in', chunk)
        .orderBy('request_id', 'desc')
        .execute(),
    ),
  )
  return found.flat().map((row) => ({
    id: row.request_id,
    serviceId: row.service_id,
    type: row.type,
    requestedAt: row.requested_at,
    gone: row.gone_at !== null,
  }))
}

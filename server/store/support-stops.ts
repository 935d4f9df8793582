import 'server-only'
import type { ExpressionBuilder } from 'kysely'
import type { ClientId, LocationId } from '@/lib/ids'
import { clientId, locationId } from '@/lib/ids'
import { storable, time } from '@/server/store/columns'
import type { Database, Db } from '@/server/store/db'
import { transact } from '@/server/store/transaction'

/** Where no agent is let in. Everywhere is the row of no location and client 0. */
export type SupportStopsTable = { location: string; client_id: number; stopped_at: number; stopped_by: string }

export type Account = { readonly location: LocationId; readonly client: ClientId }
/** Null for everywhere. */
export type StopScope = Account | null

export type SupportStop = {
  readonly account: StopScope
  readonly at: Date
  /** `agent:3`, `operator`. */
  readonly by: string
}

function keyOf(scope: StopScope) {
  return { location: scope?.location ?? '', client_id: scope?.client ?? 0 }
}

/** For the search of a grant: true where a stop covers its account. */
export function isStopped(eb: ExpressionBuilder<Database, 'grants'>) {
  return eb.exists(
    eb
      .selectFrom('support_stops')
      .select('stopped_at')
      .where((stop) =>
        stop.or([
          stop('support_stops.location', '=', ''),
          stop.and([
            stop('support_stops.location', '=', stop.ref('grants.location')),
            stop('support_stops.client_id', '=', stop.ref('grants.client_id')),
          ]),
        ]),
      ),
  )
}

/** Whether an account may not be entered now. */
export async function isSupportStopped(db: Db, { location, client }: Account): Promise<boolean> {
  const row = await db
    .selectFrom('support_stops')
    .select('stopped_at')
    .where((eb) => eb.or([eb('location', '=', ''), eb.and(keyOf({ location, client }))]))
    .executeTakeFirst()
  return row !== undefined
}

/** Ends every visit, or those of one account. @returns how many */
export async function endVisits(db: Db, scope: StopScope, now: Date): Promise<number> {
  const ended = await db
    .updateTable('grants')
    .set({ ended_at: time(now), ended_by: 'operator' })
    .where('ended_at', 'is', null)
    .$if(scope !== null, (query) => query.where((eb) => eb.and(keyOf(scope))))
    .returning('id')
    .execute()
  return ended.length
}

/**
 * Lets nobody in, and ends who is in, in the same moment. A grant that begins beside it is refused at its first use.
 * @returns how many visits it ended
 */
export function stopSupport(db: Db, scope: StopScope, by: string, now: Date): Promise<number> {
  return transact(db, async (trx) => {
    await trx
      .insertInto('support_stops')
      .values({ ...keyOf(scope), stopped_at: time(now), stopped_by: storable(by, 100) })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    return endVisits(trx, scope, now)
  })
}

/** @returns false when nothing was stopped there */
export async function allowSupport(db: Db, scope: StopScope): Promise<boolean> {
  const gone = await db
    .deleteFrom('support_stops')
    .where((eb) => eb.and(keyOf(scope)))
    .returning('stopped_at')
    .execute()
  return gone.length > 0
}

/** The newest first. */
export async function listStops(db: Db): Promise<SupportStop[]> {
  const rows = await db.selectFrom('support_stops').selectAll().orderBy('stopped_at', 'desc').execute()
  return rows.map(({ location, client_id, stopped_at, stopped_by }) => ({
    account: location === '' ? null : { location: locationId(location), client: clientId(client_id) },
    at: new Date(stopped_at),
    by: stopped_by,
  }))
}

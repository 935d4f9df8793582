import 'server-only'
import type { AgentId, ClientId, LocationId } from '@/lib/ids'
import { agentId, clientId, locationId } from '@/lib/ids'
import type { AlarmKind } from '@/lib/schemas/support-alarm'
import { ALARM_KINDS } from '@/lib/schemas/support-alarm'
import { storable, time } from '@/server/store/columns'
import type { Db } from '@/server/store/db'

/** Something unusual that an agent did. Raised once, and mailed once. */
export type SupportAlarmsTable = {
  key: string
  kind: string
  raised_at: number
  agent_id: number
  location: string | null
  client_id: number | null
  count: number
  mailed_at: number | null
}

export type Alarm = {
  /** Names what it is about: the same thing has the same key, whenever it is found. */
  readonly key: string
  readonly kind: AlarmKind
  readonly agent: AgentId
  /** Whose account; null when it is about several. */
  readonly account: { readonly location: LocationId; readonly client: ClientId } | null
  readonly count: number
}

export type RaisedAlarm = Alarm & { readonly at: Date }

/** Those that are known already change nothing. */
export async function raiseAlarms(db: Db, alarms: readonly Alarm[], now: Date): Promise<void> {
  for (const { key, kind, agent, account, count } of alarms) {
    const about = { agent_id: agent, location: account?.location ?? null, client_id: account?.client ?? null }
    await db
      .insertInto('support_alarms')
      .values({ key: storable(key, 200), kind, ...about, count, raised_at: time(now), mailed_at: null })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

function alarmOf(row: SupportAlarmsTable): RaisedAlarm[] {
  const kind = ALARM_KINDS.find((one) => one === row.kind)
  if (!kind) return []
  const { key, count, location, client_id } = row
  const account =
    location === null || client_id === null ? null : { location: locationId(location), client: clientId(client_id) }
  return [{ key, kind, agent: agentId(row.agent_id), account, count, at: new Date(row.raised_at) }]
}

/** Takes those that nobody was told of: of several processes, each alarm goes to one. */
export async function claimAlarms(db: Db, now: Date): Promise<RaisedAlarm[]> {
  const rows = await db
    .updateTable('support_alarms')
    .set({ mailed_at: time(now) })
    .where('mailed_at', 'is', null)
    .returningAll()
    .execute()
  return rows.flatMap(alarmOf)
}

/** The mail could not be sent: the next round tries again. */
export async function releaseAlarms(db: Db, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  await db.updateTable('support_alarms').set({ mailed_at: null }).where('key', 'in', keys).execute()
}

/** The newest first. */
export async function listAlarms(db: Db, since: Date, limit: number): Promise<RaisedAlarm[]> {
  const rows = await db
    .selectFrom('support_alarms')
    .selectAll()
    .where('raised_at', '>=', time(since))
    .orderBy('raised_at', 'desc')
    .orderBy('key')
    .limit(limit)
    .execute()
  return rows.flatMap(alarmOf)
}

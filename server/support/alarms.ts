import 'server-only'
import type { SupportHours } from '@/server/agent-settings'
import type { AuditRow } from '@/server/store/audit'
import type { GrantStart } from '@/server/store/visits'
import type { Alarm } from '@/server/store/support-alarms'

const HOUR_MS = 3_600_000

/** So many different accounts within an hour are a search for something, not help. */
export const BURST = 6
/** Starts in a day; at 20 the portal itself refuses. */
export const STARTS = 10
/** More than so many in one visit. */
export const REVEALS = 5
export const REFUSALS = 3

export type AlarmRules = {
  /** Accounts whose every visit is told: `main:12`. */
  readonly watched: ReadonlySet<string>
  /** Null: every hour is one for work. */
  readonly hours: SupportHours | null
}

/** A visit, and whether the agent answered its ticket; null where that is not known, or not yet. */
export type Visit = GrantStart & { readonly answered: boolean | null }

function within(at: Date, { begins, ends }: SupportHours): boolean {
  const minute = at.getUTCHours() * 60 + at.getUTCMinutes()
  return begins <= ends ? minute >= begins && minute < ends : minute >= begins || minute < ends
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>()
  for (const item of items) found.set(keyOf(item), [...(found.get(keyOf(item)) ?? []), item])
  return found
}

function accountOf({ location, client }: Visit): string {
  return `${location}:${client}`
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10)
}

/** What one visit alone says. */
function ofVisit(visit: Visit, rows: readonly AuditRow[], { watched, hours }: AlarmRules): Alarm[] {
  const { id, agent, location, client, startedAt, answered } = visit
  const reveals = rows.filter(({ event, outcome }) => event === 'support.reveal' && outcome === 'done').length
  const refusals = rows.filter(({ event }) => event === 'support.refused').length
  const alarm = (kind: Alarm['kind'], count = 1): Alarm => {
    return { key: `${kind}:${id}`, kind, agent, account: { location, client }, count }
  }
  return [
    ...(watched.has(accountOf(visit)) ? [alarm('watched')] : []),
    ...(hours && !within(startedAt, hours) ? [alarm('hours')] : []),
    ...(answered === false ? [alarm('unanswered')] : []),
    ...(reveals > REVEALS ? [alarm('reveals', reveals)] : []),
    ...(refusals > REFUSALS ? [alarm('refusals', refusals)] : []),
  ]
}

/** Most different accounts of one agent's day that were entered within any hour. */
function mostInAnHour(visits: readonly Visit[]): number {
  const counts = visits.map(({ startedAt: first }) => {
    const near = visits.filter(({ startedAt }) => {
      const since = startedAt.getTime() - first.getTime()
      return since >= 0 && since < HOUR_MS
    })
    return new Set(near.map(accountOf)).size
  })
  return Math.max(0, ...counts)
}

/** What an agent's visits of one day say together. Days are UTC's. */
function ofDay(visits: readonly Visit[]): Alarm[] {
  const [first] = visits
  if (!first) return []
  const { agent, startedAt } = first
  const alarm = (kind: Alarm['kind'], count: number): Alarm => {
    return { key: `${kind}:${agent}:${dayOf(startedAt)}`, kind, agent, account: null, count }
  }
  const burst = mostInAnHour(visits)
  return [
    ...(burst >= BURST ? [alarm('burst', burst)] : []),
    ...(visits.length >= STARTS ? [alarm('starts', visits.length)] : []),
  ]
}

/**
 * What is unusual about these visits. Pure: the same visits give the same keys, so that nothing is told twice.
 * @param rows the visits' rows of the audit; each names its visit as `grant`
 */
export function alarmsOf(visits: readonly Visit[], rows: readonly AuditRow[], rules: AlarmRules): Alarm[] {
  const byVisit = grouped(rows, ({ details }) => String(details?.['grant']))
  const days = grouped(visits, ({ agent, startedAt }) => `${agent} ${dayOf(startedAt)}`)
  const alone = visits.flatMap((visit) => ofVisit(visit, byVisit.get(visit.id) ?? [], rules))
  return [...alone, ...[...days.values()].flatMap(ofDay)]
}

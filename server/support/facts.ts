import 'server-only'
import type { AuditEntry } from '@/server/store/audit'

/** What an agent is about to change, in the portal's own names of fields. Nothing of it is kept but what `factsOf` says. */
export type Change = {
  /** By kind and id: `contact:5`. */
  readonly target: string
  readonly before: Readonly<Record<string, unknown>>
  readonly after: Readonly<Record<string, unknown>>
}

/**
 * The trail is kept for years and nothing can be taken out of it. So values stand in it where they name a place or a choice,
 * and of everything else (names, addresses, numbers, a customer's own words) only that it changed.
 */
const SHOWN: ReadonlySet<string> = new Set(['country', 'state', 'city', 'emails', 'type', 'endsOn'])

function text(value: unknown): string {
  return value === undefined || value === null ? '' : String(value)
}

/** Which fields change, and both values of those that may be kept. */
export function factsOf({ before, after }: Change): NonNullable<AuditEntry['details']> {
  const changed = Object.keys(after).filter((name) => text(before[name]) !== text(after[name]))
  const values = changed
    .filter((name) => SHOWN.has(name))
    .flatMap((name) => [
      [`was.${name}`, text(before[name])],
      [`now.${name}`, text(after[name])],
    ])
  return { fields: changed.toSorted().join(' '), ...Object.fromEntries(values) }
}

import type { PlainDate } from './dates'
import { daysBetween } from './dates'

const MONTHS: Readonly<Record<string, number>> = {
  monthly: 1,
  quarterly: 3,
  semiannually: 6,
  annually: 12,
  biennially: 24,
  triennially: 36,
}

/** WHMCS writes a cycle in more than one way: `Semi-Annually` and `semiannually` are one. */
function keyOf(cycle: string): string {
  return cycle.toLowerCase().replaceAll(/[^a-z]/g, '')
}

/** How many months a billing cycle of WHMCS lasts; null for one that does not come again, or that nobody knows. */
export function cycleMonths(cycle: string): number | null {
  return MONTHS[keyOf(cycle)] ?? null
}

export type OneOff = 'free' | 'one_time'

/** A cycle in which nothing is charged again; null for every other. */
export function oneOff(cycle: string): OneOff | null {
  const key = keyOf(cycle)
  if (key === 'free' || key === 'freeaccount') return 'free'
  return key === 'onetime' ? 'one_time' : null
}

/** The same day some months later (or earlier); the last of the month where that month is shorter. */
export function addMonths(date: PlainDate, months: number): PlainDate {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10)
}

/** From `start` up to, and not with, `end`: the day that the next one begins, and is due. */
export type Period = { readonly start: PlainDate; readonly end: PlainDate }

type Billed = {
  readonly billingCycle: string
  readonly registeredOn: PlainDate | null
  readonly nextDueOn: PlainDate | null
}

/**
 * The period before the next due day. It begins one cycle earlier, or when the service was ordered if that is later.
 *
 * @returns null for what is not charged again, and for dates that make no period
 */
export function periodOf({ billingCycle, registeredOn, nextDueOn }: Billed): Period | null {
  const months = cycleMonths(billingCycle)
  if (months === null || nextDueOn === null) return null
  const begun = addMonths(nextDueOn, -months)
  const start = registeredOn !== null && registeredOn > begun ? registeredOn : begun
  return start < nextDueOn ? { start, end: nextDueOn } : null
}

/** Days of the period, and how many are used on a day: that day counts as used. 0 ≤ used ≤ total. */
export function daysOf({ start, end }: Period, today: PlainDate): { readonly total: number; readonly used: number } {
  const total = daysBetween(start, end)
  return { total, used: Math.min(total, Math.max(0, daysBetween(start, today) + 1)) }
}

/** A day without a time or zone, `YYYY-MM-DD`, as WHMCS keeps it. */
export type PlainDate = string

const PLAIN_DATE = /^(\d{4})-(\d{2})-(\d{2})$/

/** True for a day that exists: `2026-02-30` does not. */
export function isPlainDate(text: string): boolean {
  const match = PLAIN_DATE.exec(text)
  if (!match) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** Whole days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

/** The day it is now in UTC. */
export function utcDay(now: Date): PlainDate {
  return now.toISOString().slice(0, 10)
}

/** Making one takes longer than formatting a whole page with it. */
const formatters = new Map<string, Intl.DateTimeFormat>()

const DAY = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const
const MOMENT = { ...DAY, hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' } as const

function formatterOf(locale: string, style: 'day' | 'moment'): Intl.DateTimeFormat {
  const known = formatters.get(locale + style)
  if (known) return known
  // Day before month, which nobody can misread, also for the English of those who write it the other way round.
  const language = locale.startsWith('en') ? 'en-GB' : locale
  const made = new Intl.DateTimeFormat(`${language}-u-ca-gregory-nu-latn`, style === 'day' ? DAY : MOMENT)
  formatters.set(locale + style, made)
  return made
}

/** Latin digits and the Gregorian calendar in every language, because WHMCS's own documents use them. */
export function formatDate(date: PlainDate, locale: string): string {
  return formatterOf(locale, 'day').format(new Date(`${date}T00:00:00Z`))
}

/** A moment to the minute, in UTC, and saying so. */
export function formatMoment(at: Date, locale: string): string {
  return formatterOf(locale, 'moment').format(at)
}

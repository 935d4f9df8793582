import { expect, test } from 'vitest'
import { daysBetween, formatDate, isPlainDate, utcDay } from './dates'

test.each(['2026-02-30', '2026-13-01', '2026-1-1', '0000-00-00', '26-01-01', '2026-01-01T00:00', ''])(
  '%j is no day',
  (text) => expect(isPlainDate(text)).toBe(false),
)

test('a leap day exists in its year only', () => {
  expect(isPlainDate('2028-02-29')).toBe(true)
  expect(isPlainDate('2026-02-29')).toBe(false)
})

test('days are counted across months, years and clock changes', () => {
  expect(daysBetween('2026-12-31', '2027-01-01')).toBe(1)
  expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2)
  expect(daysBetween('2026-11-21', '2026-11-20')).toBe(-1)
})

test.each([
  ['en', '1 Dec 2026'],
  ['de', '1. Dez. 2026'],
  ['nl', '1 dec 2026'],
])('a day in %s, the same in every time zone', (locale, shown) => {
  expect(formatDate('2026-12-01', locale)).toBe(shown)
})

test('Arabic dates keep Latin digits and the Gregorian year, as WHMCS’s PDF does', () => {
  expect(formatDate('2026-12-01', 'ar')).toMatch(/1.*2026/)
})

test('the day it is now is UTC’s', () => {
  expect(utcDay(new Date('2026-11-21T23:59:59Z'))).toBe('2026-11-21')
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { daysBetween } from './dates'
import { addMonths, cycleMonths, daysOf, oneOff, periodOf } from './periods'

const CYCLES = ['Monthly', 'Quarterly', 'Semi-Annually', 'Annually', 'Biennially', 'Triennially'] as const

test('the cycles of WHMCS, however they are written', () => {
  expect(CYCLES.map(cycleMonths)).toEqual([1, 3, 6, 12, 24, 36])
  expect(['monthly', 'semiannually', 'SEMI ANNUALLY'].map(cycleMonths)).toEqual([1, 6, 6])
  expect(['Free Account', 'One Time', '', 'Weekly'].map(cycleMonths)).toEqual([null, null, null, null])
  expect(['Free Account', 'free', 'One Time', 'onetime', 'Monthly'].map(oneOff)).toEqual([
    'free',
    'free',
    'one_time',
    'one_time',
    null,
  ])
})

test.each([
  ['2026-01-31', 1, '2026-02-28'],
  ['2028-01-31', 1, '2028-02-29'],
  ['2028-02-29', 12, '2029-02-28'],
  ['2028-02-29', -12, '2027-02-28'],
  ['2026-03-31', -1, '2026-02-28'],
  ['2026-01-15', -1, '2025-12-15'],
  ['2026-12-31', 36, '2029-12-31'],
])('%s and %i months is %s', (date, months, after) => {
  expect(addMonths(date, months)).toBe(after)
})

describe('the period', () => {
  const service = { billingCycle: 'Monthly', registeredOn: '2024-06-20', nextDueOn: '2026-12-20' }

  test('one cycle before the next due day', () => {
    expect(periodOf(service)).toEqual({ start: '2026-11-20', end: '2026-12-20' })
    expect(periodOf({ ...service, billingCycle: 'Annually' })).toEqual({ start: '2025-12-20', end: '2026-12-20' })
  })

  test('not before the service was ordered', () => {
    expect(periodOf({ ...service, registeredOn: '2026-12-01' })).toEqual({ start: '2026-12-01', end: '2026-12-20' })
    expect(periodOf({ ...service, registeredOn: null })?.start).toBe('2026-11-20')
  })

  test('none where nothing is charged again, or the dates make none', () => {
    expect(periodOf({ ...service, billingCycle: 'One Time' })).toBeNull()
    expect(periodOf({ ...service, nextDueOn: null })).toBeNull()
    expect(periodOf({ ...service, registeredOn: '2026-12-20' })).toBeNull()
  })

  test('today counts as used', () => {
    const period = { start: '2026-11-20', end: '2026-12-20' }
    expect(daysOf(period, '2026-11-20')).toEqual({ total: 30, used: 1 })
    expect(daysOf(period, '2026-12-01')).toEqual({ total: 30, used: 12 })
    expect(daysOf(period, '2026-12-19')).toEqual({ total: 30, used: 30 })
    expect(daysOf(period, '2027-05-01')).toEqual({ total: 30, used: 30 })
    expect(daysOf(period, '2026-11-01')).toEqual({ total: 30, used: 0 })
  })
})

const day = fc.integer({ min: 0, max: 20_000 }).map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10))

test('for every cycle, month length and leap day: as long as the cycle, and every day in it is counted once', () => {
  fc.assert(
    fc.property(fc.constantFrom(...CYCLES), day, fc.integer({ min: 0, max: 1200 }), (billingCycle, nextDueOn, ago) => {
      const period = periodOf({ billingCycle, registeredOn: null, nextDueOn })
      if (!period) return false
      const months = cycleMonths(billingCycle) ?? 0
      const { total, used } = daysOf(period, addMonths(nextDueOn, 0))
      const before = new Date(Date.parse(nextDueOn) - ago * 86_400_000).toISOString().slice(0, 10)
      const then = daysOf(period, before)
      return (
        total === daysBetween(period.start, nextDueOn) &&
        total >= months * 28 &&
        total <= months * 31 &&
        used === total &&
        then.used === Math.max(0, Math.min(total, total - ago + 1))
      )
    }),
  )
})

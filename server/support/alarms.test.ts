import fc from 'fast-check'
import { expect, test } from 'vitest'
import { agentId, clientId, locationId } from '@/lib/ids'
import type { AuditRow } from '@/server/store/audit'
import type { AlarmRules, Visit } from './alarms'
import { alarmsOf, BURST, REFUSALS, REVEALS, STARTS } from './alarms'

const DAY = Date.parse('2026-11-20T00:00:00Z')
const MINUTE = 60_000
const MAIN = locationId('main')
const RULES: AlarmRules = { hours: { begins: 7 * 60, ends: 19 * 60 }, watched: new Set(['main:4711']) }

let counted = 0

/** `minute` of the day. */
function visit(agent: number, client: number, minute: number, answered: boolean | null = true): Visit {
  counted += 1
  return {
    id: `g${counted}`,
    agent: agentId(agent),
    agentName: `Agent ${agent}`,
    location: MAIN,
    client: clientId(client),
    ticket: 'A-1',
    startedAt: new Date(DAY + minute * MINUTE),
    answered,
  }
}

function rows(of: Visit, event: string, count: number): AuditRow[] {
  const outcome = event === 'support.refused' ? 'refused' : 'done'
  const about = { at: of.startedAt, location: MAIN, actor: `agent:${of.agent}`, client: of.client, ref: 'r', ip: '' }
  return Array.from({ length: count }, (_, seq) => ({ ...about, seq, event, outcome, details: { grant: of.id } }))
}

/** A working day of 125 agents, eight visits each, some tries and a few fields shown among them. */
function ordinary(): { visits: Visit[]; rows: AuditRow[] } {
  const visits = Array.from({ length: 1_000 }, (_, n) => visit(1 + (n % 125), 1 + n, 8 * 60 + Math.floor(n / 125) * 75))
  const shown = visits.flatMap((one, n) => rows(one, 'support.reveal', n % (REVEALS + 1)))
  const tried = visits.flatMap((one, n) => rows(one, 'support.refused', n % (REFUSALS + 1)))
  return { visits, rows: [...shown, ...tried, ...visits.flatMap((one) => rows(one, 'support.view', 30))] }
}

test('of a day with seven abuses each is told, and of a thousand ordinary visits none', () => {
  const plain = ordinary()
  expect(alarmsOf(plain.visits, plain.rows, RULES)).toEqual([])

  const burst = Array.from({ length: BURST }, (_, n) => visit(901, 2_000 + n, 600 + n * 9))
  const starts = Array.from({ length: STARTS }, (_, n) => visit(902, 3_000, 430 + n * 65))
  const watched = visit(903, 4_711, 700)
  const night = visit(904, 3_001, 180)
  const silent = visit(905, 3_002, 700, false)
  const curious = visit(906, 3_003, 700)
  const trying = visit(907, 3_004, 700)
  const visits = [...plain.visits, ...burst, ...starts, watched, night, silent, curious, trying]
  const planted = [...rows(curious, 'support.reveal', REVEALS + 1), ...rows(trying, 'support.refused', REFUSALS + 1)]
  const told = alarmsOf(visits, [...plain.rows, ...planted], RULES)
  expect(told.map(({ kind, agent, count }) => `${kind} ${agent} ${count}`).sort()).toEqual([
    'burst 901 6',
    'hours 904 1',
    'refusals 907 4',
    'reveals 906 6',
    'starts 902 10',
    'unanswered 905 1',
    'watched 903 1',
  ])
})

test('the same day, seen again or in another order, has the same keys', () => {
  const burst = Array.from({ length: 8 }, (_, n) => visit(1, 10 + n, 600 + n))
  const night = [visit(2, 4_711, 100), visit(2, 4_711, 120, false)]
  const all = [...burst, ...night]
  const keys = (visits: readonly Visit[]) => alarmsOf(visits, [], RULES).map(({ key }) => key)
  const first = keys(all).sort()
  expect(new Set(first).size).toBe(first.length)
  fc.assert(
    fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (mixed) => {
      expect(keys(mixed).sort()).toEqual(first)
    }),
  )
})

test('an hour that goes over midnight is one, and one account again and again is no burst', () => {
  const night: AlarmRules = { watched: new Set(), hours: { begins: 22 * 60, ends: 6 * 60 } }
  const kinds = (minute: number) => alarmsOf([visit(1, 1, minute)], [], night).map(({ kind }) => kind)
  expect([kinds(23 * 60), kinds(0), kinds(6 * 60 - 1), kinds(6 * 60), kinds(22 * 60 - 1)]).toEqual([
    [],
    [],
    [],
    ['hours'],
    ['hours'],
  ])
  const same = Array.from({ length: 9 }, (_, n) => visit(3, 5, 600 + n))
  expect(alarmsOf(same, [], { watched: new Set(), hours: null })).toEqual([])
  const spread = Array.from({ length: BURST }, (_, n) => visit(4, 50 + n, 500 + n * 12))
  expect(alarmsOf(spread, [], { watched: new Set(), hours: null })).toEqual([])
})

import { KB } from '../budgets/limits.ts'
import { table } from '../table.ts'
import type { Goal } from './goals.ts'
import type { Measured } from './pages.ts'
import { median } from './pages.ts'

function overRounds(page: Measured, pick: (round: Measured['rounds'][number]) => number | null, digits: number) {
  const known = page.rounds.map(pick).filter((value) => value !== null)
  return known.length === 0 ? '–' : median(known).toFixed(digits)
}

export function speedTable(pages: readonly Measured[]): string {
  const latencies = pages[0]?.times.map(({ latency }) => latency) ?? []
  const head = [
    'page',
    'calls',
    'depth',
    ...latencies.map((latency) => `first byte, whole at ${latency} ms`),
    'requests/s',
    'p50, p99 ms',
    'CPU ms',
    'sandbox busy',
  ]
  const rows = pages.map((page) => [
    page.name,
    String(page.calls.actions.length),
    String(page.calls.depth),
    ...page.times.map(({ firstByte, whole }) => `${firstByte.toFixed(1)}, ${whole.toFixed(1)}`),
    overRounds(page, ({ perSecond }) => perSecond, 0),
    `${overRounds(page, ({ p50 }) => p50, 0)}, ${overRounds(page, ({ p99 }) => p99, 0)}`,
    overRounds(page, ({ cpuMs }) => cpuMs, 2),
    overRounds(page, ({ sandboxBusy }) => sandboxBusy, 2),
  ])
  return table(head, rows)
}

export function weightTable(pages: readonly Measured[]): string {
  const kb = (bytes: number) => (bytes / KB).toFixed(1)
  const head = ['page', 'JavaScript kB', 'CSS kB', 'HTML kB', 'HTML kB gzipped', 'requests', 'third-party']
  const rows = pages.map(({ name, weight }) => [
    name,
    kb(weight.jsGzip),
    kb(weight.cssGzip),
    kb(weight.html),
    kb(weight.htmlGzip),
    String(weight.requests),
    String(weight.thirdParty),
  ])
  return table(head, rows)
}

export function goalTable(goals: readonly Goal[]): string {
  return table(
    ['', 'goal', 'seen'],
    goals.map(({ goal, seen, met }) => [met ? 'pass' : 'FAIL', goal, seen]),
  )
}

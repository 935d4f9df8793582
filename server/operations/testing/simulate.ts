import 'server-only'
import type { Report } from './simulation'
import { Simulator } from './simulation'

// A program: `simulate.ts <first seed> <how many> [stop]`. Prints one line of JSON for each schedule that went wrong (with
// `stop` it ends at the first), and one for all of them together.

const [, , first = '0', many = '1', stop] = process.argv
const began = process.hrtime.bigint()
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)
const total = { schedules: 0, wrong: 0, submissions: 0, operations: 0, effects: 0, doubtful: 0, human: 0 }
const faced = { calls: 0, faults: 0, deaths: 0, stalls: 0 }
const waits: number[] = []

function add({ seed, found, counts, ...report }: Report): void {
  if (found.length > 0) say({ seed, found })
  total.schedules += 1
  total.wrong += found.length > 0 ? 1 : 0
  total.submissions += counts.submissions
  for (const name of ['operations', 'effects', 'doubtful', 'human'] as const) total[name] += report[name]
  for (const name of ['calls', 'faults', 'deaths', 'stalls'] as const) faced[name] += counts[name]
  waits.push(...report.waits)
}

// Nobody reads them here, and they are made for each failure.
Error.stackTraceLimit = 0
const simulator = new Simulator()
simulator.time.install()
for (let seed = Number(first); seed < Number(first) + Number(many); seed += 1) {
  add(await simulator.run(seed))
  if (stop && total.wrong > 0) break
}
waits.sort((a, b) => a - b)
const at = (share: number) => waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? 0
const within30s = waits.filter((ms) => ms <= 30_000).length / Math.max(waits.length, 1)
const seconds = Number((process.hrtime.bigint() - began) / 1_000_000n) / 1000
say({ ...total, ...faced, wait: { p50: at(0.5), p99: at(0.99), max: at(1), within30s }, seconds })

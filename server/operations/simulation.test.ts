import { mkdirSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { PLANTED } from './testing/planted'
import { run } from './testing/programs'

// docs/reliability.md: how to run them again, and one seed alone.

const wrong = z.object({ seed: z.number(), found: z.array(z.string()) })
const totals = z.object({
  schedules: z.number(),
  wrong: z.number(),
  operations: z.number(),
  effects: z.number(),
  wait: z.object({ within30s: z.number() }),
})

/** Half of them in each of two processes. */
const SCHEDULES = 10_000
/** How many schedules a planted bug may hide in. All are found in far fewer. */
const ENOUGH = 3000

async function simulate(first: number, many: number, ...more: string[]) {
  const lines = await run('simulate.ts', [String(first), String(many), ...more])
  return { lines, found: lines.slice(0, -1).map((line) => wrong.parse(line)), total: totals.parse(lines.at(-1)) }
}

describe('simulated schedules of faults, deaths and held-up processes', () => {
  it('end with the truth: nothing done twice, nothing lost, nothing unexplained', { timeout: 900_000 }, async () => {
    const half = SCHEDULES / 2
    const halves = await Promise.all([simulate(0, half), simulate(half, half)])
    mkdirSync('.data/test-results', { recursive: true })
    writeFileSync(
      '.data/test-results/simulation.json',
      JSON.stringify(
        halves.map(({ lines }) => lines.at(-1)),
        null,
        2,
      ),
    )
    // Run one again: vitest does not have to, `simulate.ts SEED 1` does.
    expect(halves.flatMap(({ found }) => found)).toEqual([])
    for (const { total } of halves) {
      expect(total.schedules).toBe(half)
      // A test in which nothing happens proves nothing.
      expect(total.effects).toBeGreaterThan(half)
      expect(total.wait.within30s).toBeGreaterThan(0.99)
    }
  })
})

describe('the checker sees', () => {
  it.each(Object.keys(PLANTED))('%s', { timeout: 600_000 }, async (name) => {
    const { found } = await simulate(0, ENOUGH, 'stop', `--plant=${name}`)
    expect(found.flatMap((one) => one.found)).not.toEqual([])
  })
})

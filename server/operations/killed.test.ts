import { mkdirSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { verifyChain } from '@/server/store/audit'
import { onBoth } from '@/server/store/testing/contract'
import { Killing } from './testing/killing'
import { watch } from './testing/watched'

/** On each database; 1,000 in every run of the tests. */
const SCHEDULES = 500
/** That many share a process when it is killed. */
const TOGETHER = 25

onBoth('processes killed in the middle of what they send over HTTP', (place) => {
  it(
    'leave the truth to be found: nothing done twice, nothing lost, nothing unexplained',
    { timeout: 900_000 },
    async () => {
      const { db } = await place.open()
      await watch(db)
      const report = await new Killing(db, place.config).run(SCHEDULES, TOGETHER)
      mkdirSync('.data/test-results', { recursive: true })
      writeFileSync(`.data/test-results/killed-${place.kind}.json`, JSON.stringify(report, null, 2))
      expect(report.found).toEqual([])
      expect(report.schedules).toBe(SCHEDULES)
      // A test in which nothing happens proves nothing.
      expect(report.effects).toBeGreaterThan(SCHEDULES / 2)
      expect(report.kills).toBe((2 * SCHEDULES) / TOGETHER)
      expect(await verifyChain(db)).toMatchObject({ ok: true })
    },
  )
})

import { buildIfStale } from './build.ts'
import { findChromium } from './chromium.ts'
import type { Tally } from './gates.ts'
import { browserTests, conclude, quickGates } from './gates.ts'

const tallies: Tally[] = await quickGates(['unit', 'store', 'reliability'])
try {
  console.log('\n— Build')
  await buildIfStale()
  tallies.push({ passed: 1, failed: 0 })
  tallies.push(await browserTests(await findChromium()))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  tallies.push({ passed: 0, failed: 1 })
}
conclude(tallies)

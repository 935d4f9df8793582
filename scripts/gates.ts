import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** What a gate counted. */
export type Tally = { readonly passed: number; readonly failed: number }

const RESULTS = '.data/test-results'

/** The checks that did not hold, told again at the end: hundreds of lines lie between. */
const broken: string[] = []

/** Runs one gate and shows its own output as it comes. */
function run(command: string, args: readonly string[], extra: Partial<NodeJS.ProcessEnv> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...extra } })
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? 1))
  })
}

function resultFile(name: string): string {
  mkdirSync(RESULTS, { recursive: true })
  const file = join(RESULTS, `${name}.json`)
  rmSync(file, { force: true })
  return file
}

/** A check that is one test: it holds or it does not. */
export async function check(label: string, command: string, args: readonly string[]): Promise<Tally> {
  console.log(`\n— ${label}`)
  const failed = (await run(command, args)) === 0 ? 0 : 1
  if (failed > 0) broken.push(label)
  return { passed: 1 - failed, failed }
}

const vitestResult = z.object({ numPassedTests: z.number(), numFailedTests: z.number(), success: z.boolean() })

/** A runner that ended badly counts as a failure, whatever it wrote. */
function settled(code: number, tally: Tally): Tally {
  return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally
}

export async function unitTests(projects: readonly string[]): Promise<Tally> {
  console.log(`\n— Unit tests (${projects.join(', ')})`)
  const file = resultFile('vitest')
  const chosen = projects.flatMap((project) => ['--project', project])
  const code = await run('vitest', [
    'run',
    ...chosen,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ])
  if (!existsSync(file)) return { passed: 0, failed: 1 }
  const { numPassedTests, numFailedTests } = vitestResult.parse(JSON.parse(readFileSync(file, 'utf8')))
  return settled(code, { passed: numPassedTests, failed: numFailedTests })
}

const playwrightResult = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
})

export async function browserTests(chromium: string | undefined): Promise<Tally> {
  console.log('\n— Browser tests')
  const file = resultFile('playwright')
  const code = await run('playwright', ['test'], {
    ...(chromium !== undefined && { CHROMIUM_PATH: chromium }),
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  })
  if (!existsSync(file)) return { passed: 0, failed: 1 }
  const { stats } = playwrightResult.parse(JSON.parse(readFileSync(file, 'utf8')))
  if (stats.flaky > 0) console.log(`${stats.flaky} needed a second try: their names are above, marked as flaky.`)
  return settled(code, { passed: stats.expected + stats.flaky, failed: stats.unexpected })
}

/** The quick half: no build, no browser, no database server. */
export async function quickGates(projects: readonly string[]): Promise<Tally[]> {
  return [
    await check('Format', 'prettier', ['--check', '--log-level=warn', '.']),
    await check('Lint', 'eslint', ['--max-warnings', '0', '.']),
    await check('Route types', 'next', ['typegen']),
    await check('Types', 'tsc', ['--noEmit']),
    await unitTests(projects),
  ]
}

/** The last line of every test command. Exits 1 when something failed, or when nothing ran. */
export function conclude(tallies: readonly Tally[]): never {
  const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0)
  const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0)
  if (broken.length > 0) console.log(`\nDid not hold: ${broken.join(', ')}.`)
  console.log(`\n${passed} passed, ${failed} failed`)
  process.exit(failed > 0 || passed === 0 ? 1 : 0)
}

import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkBudgets } from './budgets.ts'
import { step } from './processes.ts'

const SOURCES = [
  'app',
  'components',
  'lib',
  'server',
  'public',
  'proxy.ts',
  'instrumentation.ts',
  'instrumentation-client.ts',
  'next.config.js',
  'tailwind.config.ts',
  'postcss.config.mjs',
  'tsconfig.json',
  'package-lock.json',
  'scripts/budgets.json',
]
const STAMP = '.next/atrium-sources'

function files(path: string): string[] {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => files(join(path, name)))
}

function sourceHash(): string {
  const hash = createHash('sha256')
  for (const file of SOURCES.flatMap(files).filter((name) => !name.endsWith('.test.ts'))) {
    hash.update(file).update(readFileSync(file))
  }
  return hash.digest('hex')
}

/**
 * Builds when the sources are not those of the build that is there.
 * @throws Error when the build fails, or is heavier than scripts/budgets.json allows
 */
export async function buildIfStale(): Promise<void> {
  const wanted = sourceHash()
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return
  await step('Building the portal', 'next', ['build'], { NEXT_TELEMETRY_DISABLED: '1' })
  checkBudgets()
  writeFileSync(STAMP, wanted)
}

if (import.meta.main) {
  await buildIfStale().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  })
  console.log('The build is up to date.')
}

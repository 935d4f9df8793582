import { existsSync } from 'node:fs'
import { parseEnv } from '@/server/env'
import { serve, stopAll, stopOnSignal } from './processes.ts'

const port = process.env['PORT'] || '3000'
/** Behind a proxy on the same machine, 127.0.0.1 keeps the portal off the network. */
const host = process.env['HOST']
const result = parseEnv({ ...process.env, NODE_ENV: 'production' })
const problems = 'problems' in result ? result.problems : []
if (!existsSync('.next/BUILD_ID')) problems.push('There is no build. Run `npm run build` first.')
if (problems.length > 0) {
  for (const problem of problems) console.error(problem)
  process.exit(1)
}

await serve(
  'next',
  ['start', '--port', port, ...(host ? ['--hostname', host] : [])],
  { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  `http://${host || '127.0.0.1'}:${port}/api/health/live`,
  true,
)
  .then(({ gone }) => Promise.race([gone, stopOnSignal()]))
  .then((code) => process.exit(code))
  .catch(async (error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    await stopAll()
    process.exit(1)
  })

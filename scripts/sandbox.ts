import { serve, stopAll, stopOnSignal } from './processes.ts'

const port = process.env['SANDBOX_PORT'] || '4100'

await serve(
  process.execPath,
  ['--disable-warning=ExperimentalWarning', 'sandbox/server.ts'],
  { SANDBOX_PORT: port },
  `http://127.0.0.1:${port}/__sandbox/calls`,
  true,
)
  .then(({ gone }) => Promise.race([gone, stopOnSignal()]))
  .catch((error: unknown) => console.error(error instanceof Error ? error.message : error))
await stopAll()
process.exit(1)

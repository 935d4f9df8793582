import { createSandbox } from './app.ts'
import { parseNumber, settingsFrom } from './core/settings.ts'

const { env } = process

async function main(): Promise<void> {
  if (env['NODE_ENV'] === 'production' && env['SANDBOX'] !== '1') {
    throw new Error('The WHMCS sandbox does not run with NODE_ENV=production unless SANDBOX=1.')
  }
  const settings = settingsFrom(env)
  const port = parseNumber('SANDBOX_PORT', env['SANDBOX_PORT'] || '4100')
  const running = await createSandbox(settings).listen(port)
  console.log(`WHMCS sandbox ${settings.version} is ready on ${running.url}`)
  const end = () => {
    running.close().then(() => process.exit(0))
  }
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})

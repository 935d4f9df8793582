import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CUSTOM_FIELDS } from '../sandbox/seed/custom-fields.ts'
import { DEMO_TOTP_SECRET } from '../sandbox/seed/people.ts'
import { buildIfStale } from './build.ts'
import { DEMO_AGENTS, plantAgents } from './demo-agents.ts'
import { portProblem, serve, stopAll, stopOnSignal } from './processes.ts'

const port = Number(process.env['PORT'] || 3000)
const sandboxPort = Number(process.env['SANDBOX_PORT'] || 4100)
const dataDir = process.env['DATA_DIR'] || '.data'

const PEOPLE = [
  ['owner@example.com', 'owns Example Hosting, with two years of invoices'],
  ['billing@example.com', 'sees its invoices only'],
  ['tech@example.com', 'sees its services and tickets only'],
  ['agency@example.com', 'has three accounts to choose from'],
  ['twofactor@example.com', 'has a second factor'],
  ['empty@example.com', 'has an account with nothing in it'],
  ['closed@example.com', 'has a closed account, and is not let in'],
] as const

/** What the portal is started with, and what its agents are planted for. */
function settings(portalUrl: string, sandboxUrl: string) {
  return {
    NODE_ENV: 'production',
    PORTAL_URL: portalUrl,
    PORTAL_SECRET: secret(),
    PORTAL_NAME: process.env['PORTAL_NAME'] || 'Example Hosting',
    // The sandbox's own custom fields, by the names that WHMCS's API does not tell.
    PORTAL_CUSTOM_FIELDS: JSON.stringify(CUSTOM_FIELDS),
    DATA_DIR: dataDir,
    WHMCS_URL: sandboxUrl,
    WHMCS_IDENTIFIER: 'sandbox-identifier',
    WHMCS_SECRET: 'sandbox-secret',
    WHMCS_OIDC_CLIENT_ID: 'atrium-demo',
    WHMCS_OIDC_CLIENT_SECRET: 'atrium-demo-secret',
    LOG_LEVEL: process.env['LOG_LEVEL'] || 'warn',
  } as const
}

/** Kept between runs, so that a restart signs nobody out. */
function secret(): string {
  mkdirSync(dataDir, { recursive: true })
  const file = join(dataDir, 'demo-secret')
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600 })
  return readFileSync(file, 'utf8')
}

async function run(): Promise<void> {
  const problems = [await portProblem(port, 'PORT'), await portProblem(sandboxPort, 'SANDBOX_PORT')].filter(Boolean)
  if (problems.length > 0) throw new Error(problems.join('\n'))
  await buildIfStale()
  const sandboxUrl = `http://localhost:${sandboxPort}`
  const portalUrl = `http://localhost:${port}`
  console.log('Starting the WHMCS sandbox…')
  const sandbox = await serve(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'sandbox/server.ts'],
    { SANDBOX_PORT: String(sandboxPort), SANDBOX_URL: sandboxUrl, SANDBOX_PORTAL_URL: portalUrl },
    `${sandboxUrl}/__sandbox/calls`,
  )
  console.log('Starting the portal…')
  const configured = settings(portalUrl, sandboxUrl)
  Object.assign(process.env, configured)
  await plantAgents()
  const portal = await serve('next', ['start', '--port', String(port)], configured, `${portalUrl}/api/health/ready`)
  console.log('\nSign in with one of these; the password is always atrium-demo:\n')
  for (const [email, what] of PEOPLE) console.log(`  ${email.padEnd(24)} ${what}`)
  console.log(`\nSupport agents sign in on ${portalUrl}/agent/sign-in, with the same password and a code.`)
  console.log('They enter no account from a browser in which a customer is signed in: use a private window.')
  console.log(`The key for an authenticator app: ${DEMO_TOTP_SECRET}\n`)
  for (const { email, role } of DEMO_AGENTS) console.log(`  ${email.padEnd(24)} ${role}`)
  console.log(`\nAtrium is ready on ${portalUrl}`)
  const ended = await Promise.race([sandbox.gone, portal.gone, stopOnSignal()])
  throw new Error(`A server ended by itself (${ended}).\n${sandbox.output()}\n${portal.output()}`)
}

await run().catch(async (error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  await stopAll()
  process.exit(1)
})

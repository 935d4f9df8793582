import Database from 'better-sqlite3'
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { freePort, serve } from '../../scripts/processes.ts'
import type { Environment, Running } from '../../scripts/processes.ts'
import { CUSTOM_FIELDS } from '../../sandbox/seed/custom-fields.ts'

export type LogLine = Readonly<Record<string, unknown>> & { readonly event?: string }

/** A production portal of its own: port, data folder, secret and log. */
export type Portal = {
  readonly url: string
  readonly port: number
  /** What it has written since it started, or since `from`, one object a line. Lines that are not JSON are left out. */
  log(from?: number): LogLine[]
  /** Everything it printed, as text. */
  output(): string
  /** What it was started with, for the commands that work beside it. */
  readonly environment: Environment
  /** Rows of its own store: `rows('sessions')`, `rows('audit')`. */
  rows(
    table:
      | 'sessions'
      | 'agents'
      | 'agent_sessions'
      | 'challenges'
      | 'intents'
      | 'audit'
      | 'counters'
      | 'operations'
      | 'grants'
      | 'support_consents'
      | 'support_pins'
      | 'support_requests',
  ): Readonly<Record<string, unknown>>[]
  /** The mails it wrote itself, having no server to send them with. */
  mails(): string[]
  /** Forgets the counted tries, so that the limits of one test do not meet another's. */
  forgetLimits(): void
  /** A code may be used once more: a test cannot wait for the next one. */
  forgetCodes(): void
  /** Whether the audit trail takes new rows: not, as on a full disk. */
  trailWorks(works: boolean): void
  /** Forgets what it keeps about WHMCS's ids: the sandbox was planted afresh, and gives the same ids to other things. */
  forgetWhmcs(): void
  /** Makes every session older by so many minutes: since it was begun, and since it was last used. */
  ageSessions(minutes: { begun?: number; used?: number }): void
  /** Makes it so many minutes since anybody last proved who they are; their sessions stay as young as they were. */
  ageProof(minutes: number): void
  stop(): Promise<void>
}

/** Whatever a developer's shell or `.env` says about a real installation must not reach the portal under test. */
const CONFIGURATION = /^(PORTAL|WHMCS|AGENT|JIRA|SMTP|MAIL|SANDBOX|TRUSTED)_|^DATABASE_URL$/
const KNOWN = [
  'PORTAL_SUPPORT_CONSENT',
  'PORTAL_SUPPORT_URL',
  'PORTAL_LOGO_URL',
  'PORTAL_ACCENT',
  'PORTAL_REGISTRATION',
  'PORTAL_TERMS_URL',
  'PORTAL_PROFILE_LOCKED',
  'PORTAL_PROFILE_OPTIONAL',
  'DATABASE_URL',
  'WHMCS_LOCATIONS',
  'WHMCS_ACCESS_KEY',
  'WHMCS_VERSION',
  'WHMCS_OIDC_CLIENT_ID',
  'WHMCS_OIDC_CLIENT_SECRET',
  'PORTAL_AGENT_URL',
  'PORTAL_SUPPORT_ACCESS',
  'PORTAL_SUPPORT_ALERTS',
  'PORTAL_SUPPORT_HOURS',
  'PORTAL_SUPPORT_WATCHED',
  'AGENT_OIDC_ISSUER',
  'AGENT_OIDC_CLIENT_ID',
  'AGENT_OIDC_CLIENT_SECRET',
  'AGENT_OIDC_ALLOWED',
  'AGENT_OIDC_ACR',
  'AGENT_OIDC_AMR',
  'SMTP_URL',
  'MAIL_FROM',
  'JIRA_URL',
  'JIRA_EMAIL',
  'JIRA_API_TOKEN',
  'JIRA_PROJECT',
]

export function cleanEnvironment(): Environment {
  const found = Object.keys(process.env).filter((name) => CONFIGURATION.test(name))
  // Empty, not absent: Next fills what is absent from the .env files.
  return Object.fromEntries([...KNOWN, ...found].map((name) => [name, '']))
}

export async function stopServer({ child, gone }: Running): Promise<void> {
  const impatient = setTimeout(() => child.kill('SIGKILL'), 8_000)
  child.kill('SIGTERM')
  await gone
  clearTimeout(impatient)
}

/** Keeps what a server prints in a file as well, where it survives the test run. */
export function keepLog({ child }: Running, file: string): void {
  mkdirSync(dirname(file), { recursive: true })
  const stream = createWriteStream(file)
  child.stdout?.pipe(stream, { end: false })
  child.stderr?.pipe(stream, { end: false })
}

function parseLine(line: string): LogLine[] {
  if (!line.startsWith('{')) return []
  try {
    return [JSON.parse(line)]
  } catch {
    return []
  }
}

type PortalOptions = { whmcsUrl: string; logFile: string; port?: number; env?: Environment }

/** Starts `next start` on the build that is there. */
export async function startPortal({ whmcsUrl, logFile, port: wanted, env = {} }: PortalOptions): Promise<Portal> {
  if (!existsSync('.next/BUILD_ID')) throw new Error('There is no build. Run `npm run build` first.')
  const port = wanted ?? (await freePort())
  const url = `http://localhost:${port}`
  const dataDir = mkdtempSync(join(tmpdir(), 'atrium-e2e-'))
  const environment: Environment = {
    ...cleanEnvironment(),
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    PORTAL_URL: url,
    PORTAL_SECRET: 'a-secret-of-the-browser-tests-and-of-nothing-else',
    PORTAL_NAME: 'Example Hosting',
    PORTAL_REGISTRATION: 'open',
    PORTAL_TERMS_URL: 'https://example.com/terms',
    PORTAL_CUSTOM_FIELDS: JSON.stringify(CUSTOM_FIELDS),
    DATA_DIR: dataDir,
    WHMCS_URL: whmcsUrl,
    WHMCS_IDENTIFIER: 'sandbox-identifier',
    WHMCS_SECRET: 'sandbox-secret',
    // Each browser context says where it comes from, so that the limits per address do not couple the tests.
    TRUSTED_PROXY_HOPS: '1',
    LOG_LEVEL: 'debug',
    ...env,
  }
  const running = await serve(
    process.execPath,
    ['node_modules/next/dist/bin/next', 'start', '--port', String(port)],
    environment,
    `${url}/api/health/ready`,
  )
  keepLog(running, logFile)
  const database = () => new Database(join(dataDir, 'portal.sqlite'), { timeout: 5_000 })
  return {
    url,
    port,
    environment,
    output: running.output,
    log: (from = 0) => running.output().slice(from).split('\n').flatMap(parseLine),
    rows(table) {
      const file = database()
      const rows = file.prepare<[], Readonly<Record<string, unknown>>>(`SELECT * FROM ${table}`).all()
      file.close()
      return rows
    },
    mails() {
      const folder = join(dataDir, 'mail')
      const letters = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.eml')) : []
      return letters.sort().map((name) => readFileSync(join(folder, name), 'utf8'))
    },
    forgetLimits() {
      const file = database()
      // Codes that were used, and visits of agents, are limits too.
      file.exec('DELETE FROM counters; DELETE FROM write_grants; DELETE FROM grants; UPDATE agents SET totp_step = 0')
      file.close()
    },
    forgetCodes() {
      const file = database()
      file.exec('UPDATE agents SET totp_step = 0')
      file.close()
    },
    trailWorks(works) {
      const file = database()
      const full = "CREATE TRIGGER trail_full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'disk full'); END"
      file.exec(works ? 'DROP TRIGGER trail_full' : full)
      file.close()
    },
    forgetWhmcs() {
      const file = database()
      const tables = [
        'operation_locks',
        'operations',
        'cancellations',
        'cancellation_syncs',
        'invoice_refs',
        'service_names',
        'support_consents',
        'support_pins',
        'support_requests',
      ]
      file.exec(tables.map((table) => `DELETE FROM ${table};`).join(''))
      file.close()
    },
    ageSessions({ begun = 0, used = 0 }) {
      const file = database()
      const older = 'UPDATE sessions SET created_at = created_at - ?, last_seen_at = last_seen_at - ?'
      file.prepare<[number, number]>(older).run(begun * 60_000, used * 60_000)
      file.close()
    },
    ageProof(minutes) {
      const file = database()
      for (const table of ['sessions', 'agent_sessions']) {
        const older = `UPDATE ${table} SET authenticated_at = authenticated_at - ?`
        file.prepare<[number]>(older).run(minutes * 60_000)
      }
      file.close()
    },
    async stop() {
      await stopServer(running)
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

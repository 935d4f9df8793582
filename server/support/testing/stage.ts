import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest'
import type { Person } from '@/lib/ids'
import { clientId, locationId } from '@/lib/ids'
import type { AgentNeeds, AgentRole } from '@/lib/schemas/agent'
import type { ConsentMode } from '@/lib/schemas/support-consent'
import { createSandbox } from '@/sandbox/app'
import type { Listening } from '@/sandbox/app'
import type { Fault } from '@/sandbox/wire/faults'
import { permit } from '@/server/access/permitted'
import { makeViewer } from '@/server/access/viewer'
import type { Admitted } from '@/server/agents/admitted'
import { admit } from '@/server/agents/admitted'
import { readers } from '@/server/agents/connections'
import { toFailure } from '@/server/failure'
import type { AgentSession } from '@/server/store/agent-sessions'
import { createAgentSession } from '@/server/store/agent-sessions'
import { addAgent } from '@/server/store/agents'
import { store } from '@/server/store/current'
import { configured } from '@/server/testing/configured'
import { installation } from '@/server/whmcs/installations'
import * as consent from '../consent'

/** Agents, an owner and a WHMCS for tests of how support comes into an account. */
export const MAIN = locationId('main')
export const OWNER: Person = { kind: 'user', id: 3 }
export const OVER = 'support_request_over'
export const REASON = 'The customer cannot find the invoice of May'
const INFO = { ref: 'test', ip: '10.0.0.1', userAgent: 'test', path: '' }

export const sandbox = createSandbox({ version: '8.13' })

/** Ways in which WHMCS gives no answer that can be used, each at once. */
export const FAULTS: readonly Fault[] = [
  { fault: 'reset-before' },
  { fault: 'maintenance' },
  { fault: 'status', status: 500 },
  { fault: 'html' },
  { fault: 'truncate' },
  { fault: 'not-allowed' },
  { fault: 'status', status: 200, body: '' },
  { fault: 'status', status: 200, body: '[]' },
  { fault: 'status', status: 200, body: '{"result":"success"}' },
]

const TABLES = [
  'support_consents',
  'support_pins',
  'support_requests',
  'support_stops',
  'grants',
  'agent_sessions',
  'agents',
  'counters',
] as const

/** Planted afresh before each test of the file that calls this. */
export function stage(): void {
  let listening: Listening | undefined
  beforeAll(async () => {
    listening = await sandbox.listen(0)
    configured({
      DATA_DIR: mkdtempSync(join(tmpdir(), 'portal-support-')),
      WHMCS_URL: listening.url,
      WHMCS_IDENTIFIER: 'sandbox-identifier',
      WHMCS_SECRET: 'sandbox-secret',
    })
  })
  afterAll(async () => {
    await (await store()).close()
    globalThis.atriumStore = undefined
    globalThis.atriumInstallations = undefined
    await listening?.close()
  })
  beforeEach(async () => {
    sandbox.reset()
    const { db } = await store()
    for (const table of TABLES) await db.deleteFrom(table).execute()
  })
  afterEach(() => vi.useRealTimers())
}

/** From the identity provider a moment ago: no code to type. */
export async function signedIn(name: string, role: AgentRole) {
  const { db } = await store()
  const known = await addAgent(db, { email: `${name}@example.com`, name, role, passwordHash: 'x' }, new Date())
  if (!known) throw new Error('twice')
  return createAgentSession(db, { agent: known, amr: ['oidc'], userAgent: '', ip: '' }, new Date())
}

export function admitted<N extends AgentNeeds>(session: AgentSession, needs: N): Admitted<N> {
  const found = admit(session, needs, { info: INFO, whmcs: readers() })
  if (!found) throw new Error('not admitted')
  return found
}

export const agent = async (name: string) => admitted(await signedIn(name, 'support'), 'agent')

export function owner(client = 1, person = OWNER) {
  const identity = { location: MAIN, person, email: 'owner@example.com', clientId: clientId(client) }
  return permit(makeViewer(identity, installation(MAIN)), 'owner')
}

export function openTicket(): number {
  const found = sandbox.world.store.all('tickets').find(({ userid, status }) => userid === 1 && status !== 'Closed')
  if (!found) throw new Error('the sandbox has no open ticket')
  return found.id
}

export function form(more: { pin?: string; lead?: 'yes'; ticket?: null; client?: number } = {}) {
  return { client: 1, location: '', ticket: openTicket(), reason: REASON, ...more }
}

/** What came of it, in one word. */
export async function said(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'done'
  } catch (error) {
    const { code, message, fields } = toFailure(error, 'ref')
    return Object.values(fields)[0] ?? (message || code)
  }
}

export const choose = (mode: ConsentMode) => consent.chooseConsent(owner(), { mode })
export const newPin = async () => consent.revealPin(await consent.makePin(owner()))
export const rows = async (table: 'grants' | 'audit' | 'intents' | 'support_pins') =>
  (await store()).db.selectFrom(table).selectAll().execute()
export async function events(): Promise<string[]> {
  const found = await (await store()).db.selectFrom('audit').select(['event', 'outcome']).execute()
  return found.map(({ event, outcome }) => `${event} ${outcome}`)
}

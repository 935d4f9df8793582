import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { clientId, locationId } from '@/lib/ids'
import { createSandbox } from '@/sandbox/app'
import type { Listening } from '@/sandbox/app'
import { createAgentSession } from '@/server/store/agent-sessions'
import { addAgent } from '@/server/store/agents'
import { append } from '@/server/store/audit'
import { store } from '@/server/store/current'
import { endGrant, startGrant } from '@/server/store/grants'
import { listAlarms } from '@/server/store/support-alarms'
import { configured } from '@/server/testing/configured'
import { readOnly } from '@/server/whmcs/client'
import { installation } from '@/server/whmcs/installations'
import { listTickets } from '@/server/whmcs/tickets'
import { watchSupport } from './watch'

const MAIN = locationId('main')
const EPOCH = new Date(0)
const HOUR = 3_600_000
const dataDir = mkdtempSync(join(tmpdir(), 'portal-watch-'))
const sandbox = createSandbox({ version: '8.13' })
let listening: Listening | undefined

beforeAll(async () => {
  listening = await sandbox.listen(0)
  configured({
    DATA_DIR: dataDir,
    WHMCS_URL: listening.url,
    WHMCS_IDENTIFIER: 'sandbox-identifier',
    WHMCS_SECRET: 'sandbox-secret',
    PORTAL_SUPPORT_ALERTS: 'lead@example.com, security@example.com',
    PORTAL_SUPPORT_WATCHED: '1',
    // Nobody asks for an alarm: it is in the portal's own language.
    PORTAL_LANGUAGE: 'de',
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
  rmSync(join(dataDir, 'mail'), { recursive: true, force: true })
  const { db } = await store()
  for (const table of ['support_alarms', 'grants', 'agent_sessions', 'agents'] as const) {
    await db.deleteFrom(table).execute()
  }
})
afterEach(() => sandbox.world.faults.clear())

function mails(): string[] {
  try {
    const names = readdirSync(join(dataDir, 'mail'))
    // Unfolded: quoted-printable breaks long lines.
    return names.map((name) => readFileSync(join(dataDir, 'mail', name), 'utf8').replaceAll(/=\r?\n/g, ''))
  } catch {
    return []
  }
}

async function firstTicket() {
  const { tickets } = await listTickets(readOnly(installation(MAIN)), clientId(1), { offset: 0, limit: 1 })
  const [ticket] = tickets
  if (!ticket) throw new Error('no ticket')
  return ticket
}

/** A visit of `name`'s, for client 1's first ticket. */
async function visit(name: string, at: Date): Promise<string> {
  const { db } = await store()
  const input = { email: `${name}@example.com`, name, role: 'support', passwordHash: 'x' } as const
  const agent = await addAgent(db, input, at)
  if (!agent) throw new Error('twice')
  const session = await createAgentSession(db, { agent, amr: [], userAgent: '', ip: '' }, at)
  const ticket = (await firstTicket()).number
  const who = { agent: agent.id, session: session.id, owner: { kind: 'user', id: 1 } } as const
  const plan = { ...who, location: MAIN, client: clientId(1), customer: 'Canary Ltd', reason: 'Canary reason', ticket }
  const started = await startGrant(db, plan, at)
  if (typeof started === 'string') throw new Error(started)
  await endGrant(db, started.id, 'agent', at)
  return started.id
}

async function kinds(): Promise<string[]> {
  return (await listAlarms((await store()).db, EPOCH, 50)).map(({ kind }) => kind).sort()
}

test('what is unusual is raised and mailed once, whoever looks and how often, without a customer’s words', async () => {
  const { db } = await store()
  const now = new Date()
  const grant = await visit('Sam King', now)
  const about = { at: now, location: MAIN, actor: 'agent:1', client: 1, outcome: 'refused', ref: 'r', ip: '' } as const
  for (let n = 0; n < 4; n += 1) await append(db, { ...about, event: 'support.refused', details: { grant } })
  await Promise.all([watchSupport(db, now), watchSupport(db, now)])
  await watchSupport(db, new Date(now.getTime() + HOUR))
  expect(await kinds()).toEqual(['refusals', 'watched'])
  expect(mails().length).toBeGreaterThan(0)
  const [lead, security] = ['lead@', 'security@'].map((to) => mails().filter((mail) => mail.includes(`To: ${to}`)))
  for (const sent of [lead ?? [], security ?? []]) {
    expect(sent.join('').match(/ein Konto, das beobachtet wird/g)).toHaveLength(1)
    expect(sent.join('').match(/versuchte in einem Besuch 4 Handlungen/g)).toHaveLength(1)
  }
  expect(mails().join('')).toContain('Sam King')
  expect(mails().join('')).not.toContain('Canary')
})

test('a ticket that the agent did not answer within a day is told; one that was answered is not', async () => {
  const { db } = await store()
  const ticket = await firstTicket()
  const entered = new Date(Date.now() - 25 * HOUR)
  await visit('Answering Agent', entered)
  await visit('Silent Agent', entered)
  const date = new Date(entered.getTime() + HOUR).toISOString().slice(0, 19).replace('T', ' ')
  sandbox.world.store.insert('ticket_replies', { tid: ticket.id, admin: 'answering agent', date, message: 'Done' })
  await watchSupport(db, new Date())
  const told = (await listAlarms(db, EPOCH, 50)).filter(({ kind }) => kind === 'unanswered')
  const agents = await db.selectFrom('agents').select(['id', 'name']).execute()
  expect(told.map(({ agent }) => agents.find(({ id }) => id === agent)?.name)).toEqual(['Silent Agent'])
  const left = await db.selectFrom('grants').select('id').where('followed_up_at', 'is', null).execute()
  expect(left).toEqual([])
})

test('while WHMCS does not answer nobody is accused, and the next round asks again', async () => {
  const { db } = await store()
  await visit('Silent Agent', new Date(Date.now() - 25 * HOUR))
  sandbox.world.faults.add([{ action: 'GetTickets', fault: 'html' }])
  await watchSupport(db, new Date())
  expect(await kinds()).not.toContain('unanswered')
  sandbox.world.faults.clear()
  await watchSupport(db, new Date())
  expect(await kinds()).toContain('unanswered')
})

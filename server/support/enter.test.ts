import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { clientId, locationId } from '@/lib/ids'
import { enterInput } from '@/lib/schemas/support'
import { createSandbox } from '@/sandbox/app'
import type { Listening } from '@/sandbox/app'
import type { Admitted } from '@/server/agents/admitted'
import { admit } from '@/server/agents/admitted'
import { readers } from '@/server/agents/connections'
import { sealTotp } from '@/server/agents/sign-in'
import { codeAt, newTotpSecret, stepAt } from '@/server/agents/totp'
import { PortalError } from '@/server/errors'
import { createAgentSession } from '@/server/store/agent-sessions'
import { addAgent, enrol } from '@/server/store/agents'
import { hit } from '@/server/store/counters'
import { store } from '@/server/store/current'
import { allowSupport, stopSupport } from '@/server/store/support-stops'
import { configured } from '@/server/testing/configured'
import { enterAccount } from './enter'

const INFO = { ref: 'test', ip: '10.0.0.1', userAgent: 'test', path: '' }
const REASON = 'The customer cannot find the invoice of May'
const sandbox = createSandbox({ version: '8.13' })
let listening: Listening | undefined

beforeAll(async () => {
  listening = await sandbox.listen(0)
  const whmcs = { WHMCS_URL: listening.url, WHMCS_IDENTIFIER: 'sandbox-identifier', WHMCS_SECRET: 'sandbox-secret' }
  configured({ DATA_DIR: mkdtempSync(join(tmpdir(), 'portal-enter-')), ...whmcs })
})
afterAll(async () => {
  await (await store()).close()
  globalThis.atriumStore = undefined
  globalThis.atriumInstallations = undefined
  await listening?.close()
})
beforeEach(async () => {
  sandbox.reset()
  vi.useRealTimers()
  const { db } = await store()
  const tables = ['grants', 'support_stops', 'agent_sessions', 'agent_recovery_codes', 'agents', 'counters'] as const
  for (const table of tables) await db.deleteFrom(table).execute()
})

type Who = { readonly by: Admitted<'agent'>; readonly code: () => string }

/** An agent with a second factor, or one of the identity provider's who signed in so many minutes ago. */
async function agent(email = 'sam@example.com', provider?: { minutesAgo: number }): Promise<Who> {
  const { db } = await store()
  const known = await addAgent(db, { email, name: 'Sam King', role: 'support', passwordHash: 'x' }, new Date())
  if (!known) throw new Error('twice')
  const secret = newTotpSecret()
  await enrol(db, known.id, { secret: await sealTotp(secret), step: 0, codeHashes: ['x'] })
  const at = new Date(Date.now() - (provider?.minutesAgo ?? 0) * 60_000)
  const amr = provider ? ['oidc'] : ['pwd', 'otp']
  const session = await createAgentSession(db, { agent: known, amr, userAgent: '', ip: '' }, at)
  const by = admit(session, 'agent', { info: INFO, whmcs: readers() })
  if (!by) throw new Error('not admitted')
  return { by, code: () => codeAt(secret, stepAt(new Date())) }
}

function ticketOf(client: number, closed = false): number {
  const where = `WHERE userid = ? AND status ${closed ? '=' : '<>'} 'Closed'`
  const found = sandbox.world.store.first('tickets', where, client)
  if (!found) throw new Error('no such ticket')
  return found.id
}

/** What came of it: nothing, or the key of the refusal. */
async function enter({ by, code }: Who, more: { client?: number; ticket?: number; code?: string } = {}) {
  const input = { client: 1, location: '', ticket: ticketOf(1), reason: REASON, code: code(), ...more }
  try {
    await enterAccount(by, input)
    return 'entered'
  } catch (error) {
    if (!(error instanceof PortalError)) throw error
    return Object.values(error.fields ?? {})[0] ?? error.key
  }
}

async function living(): Promise<number> {
  const { db } = await store()
  return (await db.selectFrom('grants').select('id').where('ended_at', 'is', null).execute()).length
}

test.each(['', ' '.repeat(200), 'a'.repeat(15), 'x y x y x y x y', 'fourteen chars', 'r'.repeat(1_200)])(
  'the reason %j is none',
  (reason) => {
    const form = { client: '1', location: '', ticket: '1', code: '123456' }
    expect(enterInput.safeParse({ ...form, reason: REASON }).success).toBe(true)
    expect(enterInput.safeParse({ ...form, reason }).success).toBe(false)
  },
)

test('a ticket that is another customer’s, closed, or not there opens nothing; one that is open and theirs does', async () => {
  const sam = await agent()
  const closed = sandbox.world.store.insert('tickets', {
    ...{
      tid: 'OLD-1',
      c: 'x',
      deptid: 1,
      userid: 1,
      requestor_id: 0,
      name: '',
      email: '',
      subject: 'Old',
      message: '',
    },
    ...{ date: '2026-01-01 00:00:00', status: 'Closed', priority: 'Low', lastreply: '2026-01-01 00:00:00' },
    prevent_client_closure: 0,
  })
  expect(await enter(sam, { ticket: ticketOf(2, true) })).toBe('support_ticket')
  expect(await enter(sam, { ticket: closed })).toBe('support_ticket')
  expect(await enter(sam, { ticket: 999_999 })).toBe('support_ticket')
  expect(await living()).toBe(0)
  expect(await enter(sam)).toBe('entered')
  expect(await living()).toBe(1)
})

test('a wrong code, one that was used, and a sign-in that is too long ago open nothing', async () => {
  const sam = await agent()
  expect(await enter(sam, { code: '000000' })).toBe('code_wrong')
  expect(await enter(sam, { code: '' })).toBe('code_wrong')
  expect(await enter(sam)).toBe('entered')
  const { db } = await store()
  await db.updateTable('grants').set({ ended_at: Date.now(), ended_by: 'agent' }).execute()
  expect(await enter(sam)).toBe('code_wrong')
  expect(await enter(await agent('six@example.com', { minutesAgo: 6 }))).toBe('step_up_again')
  expect(await living()).toBe(0)
  expect(await enter(await agent('four@example.com', { minutesAgo: 4 }))).toBe('entered')
})

test('nobody enters a second account from the first, their own, an agent’s, or one that is closed', async () => {
  const { db } = await store()
  const sam = await agent()
  const lea = await agent('owner@example.com')
  expect(await enter(lea)).toBe('support_own')
  expect(await enter(sam)).toBe('support_own')
  await db.updateTable('agents').set({ email: 'lea@example.com' }).where('id', '=', lea.by.agent.id).execute()
  sandbox.world.store.update('clients', 1, { status: 'Closed' })
  expect(await enter(sam)).toBe('support_closed')
  sandbox.world.store.update('clients', 1, { status: 'Active' })
  expect(await enter(sam)).toBe('entered')
  // The way from the first account into the second, and back: there is none.
  const again = { by: sam.by, code: sam.code }
  vi.useFakeTimers({ now: Date.now() + 60_000, toFake: ['Date'] })
  expect(await enter(again)).toBe('support_busy')
  expect(await living()).toBe(1)
})

test('the 21st account of a day is one too many', async () => {
  const sam = await agent()
  const { db } = await store()
  const limit = { name: 'support.enter', max: 20, windowSeconds: 86_400 }
  for (let n = 0; n < 20; n += 1) await hit(db, limit, String(sam.by.agent.id), new Date())
  expect(await enter(sam)).toBe('support_daily')
  expect(await living()).toBe(0)
})

test('while support is stopped, everywhere or for the account, the refusal says so and uses no code up', async () => {
  const sam = await agent()
  const { db } = await store()
  const account = { location: locationId('main'), client: clientId(1) }
  await stopSupport(db, null, 'operator', new Date())
  expect(await enter(sam)).toBe('support_stopped')
  await allowSupport(db, null)
  await stopSupport(db, account, 'operator', new Date())
  expect(await enter(sam)).toBe('support_stopped')
  await allowSupport(db, account)
  expect(await enter(sam)).toBe('entered')
})

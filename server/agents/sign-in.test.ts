import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { PortalError } from '@/server/errors'
import { findAgentSession } from '@/server/store/agent-sessions'
import { addAgent, disableAgent, resetAgent } from '@/server/store/agents'
import { store } from '@/server/store/current'
import { configured } from '@/server/testing/configured'
import { hashPassword } from './password'
import type { AgentVisit, Waiting } from './sign-in'
import { beginAgentSignIn, finishAgentSignIn } from './sign-in'
import { codeAt, stepAt } from './totp'

const PASSWORD = 'a lamp in the harbour'
const EMAIL = 'sam@example.com'
const VISIT: AgentVisit = { ip: '10.0.0.1', userAgent: 'test', ref: 'test' }
const START = new Date('2026-11-21T10:00:00Z')

let passwordHash = ''

beforeAll(async () => {
  configured({ DATA_DIR: mkdtempSync(join(tmpdir(), 'portal-agents-')) })
  passwordHash = await hashPassword(PASSWORD)
})
afterAll(async () => {
  vi.useRealTimers()
  await (await store()).close()
  globalThis.atriumStore = undefined
})
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: START })
  const { db } = await store()
  for (const table of ['agent_sessions', 'agent_recovery_codes', 'agents', 'counters'] as const) {
    await db.deleteFrom(table).execute()
  }
  await addAgent(db, { email: EMAIL, name: 'Sam King', role: 'support', passwordHash }, START)
})

function passSeconds(seconds: number): void {
  vi.setSystemTime(Date.now() + seconds * 1000)
}

const begin = (password = PASSWORD, email = EMAIL, visit = VISIT) =>
  beginAgentSignIn({ email, password }, '/agent', visit)
const finish = (waiting: Waiting | null, code: string) => finishAgentSignIn(waiting, code, VISIT)
const codeFor = (secret: string) => codeAt(secret, stepAt(new Date()))

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof PortalError)) throw new Error('not refused')
  return error.fields?.['code'] ?? error.key
}

/** The first sign-in. */
async function enrolled(): Promise<{ secret: string; codes: readonly string[] }> {
  const waiting = await begin()
  if (!waiting.enrolling) throw new Error('nothing to set up')
  await finish(waiting, codeFor(waiting.enrolling.secret))
  passSeconds(60)
  return waiting.enrolling
}

async function audited(): Promise<unknown[]> {
  const { db } = await store()
  const rows = await db.selectFrom('audit').select(['actor', 'event', 'outcome', 'details']).orderBy('seq').execute()
  return rows.map(({ actor, event, outcome, details }) => [actor.split(':')[0], event, outcome, details])
}

test('the first sign-in sets up the second factor; the next ones ask for it', async () => {
  const before = (await audited()).length
  const first = await begin()
  const secret = first.enrolling?.secret ?? ''
  expect(first.enrolling?.codes).toHaveLength(10)
  expect(await refusal(finish(first, '000000'))).toBe('code_wrong')
  const { session } = await finish(first, codeFor(secret))
  expect(session.agent).toMatchObject({ email: EMAIL, role: 'support' })
  const { db } = await store()
  expect(await findAgentSession(db, session.token, new Date())).not.toBeNull()

  passSeconds(60)
  const second = await begin()
  expect(second.enrolling).toBeNull()
  expect((await finish(second, ` ${codeFor(secret).slice(0, 3)} ${codeFor(secret).slice(3)}`)).session.amr).toEqual([
    'pwd',
    'otp',
  ])
  // What was stored of it makes no codes, and signs nobody in.
  const stored = JSON.stringify(await db.selectFrom('agents').selectAll().execute())
  expect(stored).not.toContain(secret)
  expect((await audited()).slice(before)).toEqual([
    ['agent', 'agent.sign-in', 'refused', '{"how":"code"}'],
    ['agent', 'agent.sign-in', 'done', '{"how":"enrolled"}'],
    ['agent', 'agent.sign-in', 'done', '{"how":"otp"}'],
  ])
})

test('nobody, a wrong password and a disabled agent are told the same', async () => {
  expect(await refusal(begin(PASSWORD, 'nobody@example.com'))).toBe('credentials')
  expect(await refusal(begin('wrong'))).toBe('credentials')
  const { db } = await store()
  await disableAgent(db, EMAIL, new Date())
  expect(await refusal(begin())).toBe('credentials')
})

test('tries are counted before the password is compared, and a stranger locks nobody out of a known browser', async () => {
  const { secret } = await enrolled()
  const { lane } = await finish(await begin(), codeFor(secret))
  const stranger = { ...VISIT, ip: '10.9.9.9' }
  for (let tries = 1; tries <= 10; tries += 1)
    expect(await refusal(begin('wrong', EMAIL, stranger))).toBe('credentials')
  expect(await refusal(begin(PASSWORD, EMAIL, stranger))).toBe('rate_limited')
  expect((await begin(PASSWORD, EMAIL, { ...VISIT, device: lane })).enrolling).toBeNull()
  expect(await refusal(begin(PASSWORD, EMAIL, { ...VISIT, device: 'made up' }))).toBe('rate_limited')
  passSeconds(901)
  expect((await begin()).enrolling).toBeNull()
})

test('one address has twenty tries, whomever they are for', async () => {
  for (let tries = 1; tries <= 20; tries += 1) {
    expect(await refusal(begin('wrong', `agent${tries}@example.com`))).toBe('credentials')
  }
  expect(await refusal(begin())).toBe('rate_limited')
})

test('a code works once, and five wrong ones are the last', async () => {
  const { secret } = await enrolled()
  const waiting = await begin()
  const code = codeFor(secret)
  await finish(waiting, code)
  expect(await refusal(finish(waiting, code))).toBe('code_wrong')
  for (let tries = 2; tries <= 5; tries += 1) expect(await refusal(finish(waiting, '000000'))).toBe('code_wrong')
  passSeconds(60)
  expect(await refusal(finish(waiting, codeFor(secret)))).toBe('rate_limited')
  passSeconds(601)
  expect((await finish(waiting, codeFor(secret))).session.agent.email).toBe(EMAIL)
})

test('a recovery code signs in once, without the phone', async () => {
  const { codes } = await enrolled()
  const [code = ''] = codes
  const { session } = await finish(await begin(), code.toUpperCase())
  expect(session.amr).toEqual(['pwd', 'recovery'])
  expect(await refusal(finish(await begin(), code))).toBe('code_wrong')
})

test('two browsers that set up the factor at once: one is kept, and the other begins again', async () => {
  const [a, b] = [await begin(), await begin()]
  await finish(a, codeFor(a.enrolling?.secret ?? ''))
  expect(await refusal(finish(b, codeFor(b.enrolling?.secret ?? '')))).toBe('challenge_ended')
})

test('what waited for a code is over when the password was reset, the agent disabled, or nothing was waiting', async () => {
  const { secret } = await enrolled()
  const { db } = await store()
  const waiting = await begin()
  await resetAgent(db, EMAIL, await hashPassword('another'), new Date())
  expect(await refusal(finish(waiting, codeFor(secret)))).toBe('challenge_ended')
  expect(await refusal(begin())).toBe('credentials')
  const again = await begin('another')
  expect(again.enrolling).not.toBeNull()
  await disableAgent(db, EMAIL, new Date())
  expect(await refusal(finish(again, codeFor(again.enrolling?.secret ?? '')))).toBe('challenge_ended')
  expect(await refusal(finish(null, '000000'))).toBe('challenge_ended')
})

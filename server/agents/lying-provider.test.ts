import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { listAgents } from '@/server/store/agents'
import { store } from '@/server/store/current'
import { configured } from '@/server/testing/configured'
import { beginJourney } from './provider'
import { arrive } from './provider-sign-in'
import type { Lie } from './testing/liar'
import { startLiar } from './testing/liar'

const CLIENT = { id: 'atrium', secret: 'a secret of the tests and of nothing else' }
const VISIT = { ip: '10.0.0.1', userAgent: 'test', ref: 'test' }

let liar: Awaited<ReturnType<typeof startLiar>>

beforeAll(async () => {
  liar = await startLiar(CLIENT)
  configured({
    DATA_DIR: mkdtempSync(join(tmpdir(), 'portal-agents-')),
    AGENT_OIDC_ISSUER: liar.issuer,
    AGENT_OIDC_CLIENT_ID: CLIENT.id,
    AGENT_OIDC_CLIENT_SECRET: CLIENT.secret,
    AGENT_OIDC_ALLOWED: 'anna@example.com',
  })
})
afterAll(async () => {
  await (await store()).close()
  globalThis.atriumStore = undefined
  await liar.close()
})
beforeEach(async () => {
  const { db } = await store()
  for (const table of ['agent_sessions', 'agents', 'counters'] as const) await db.deleteFrom(table).execute()
})

async function arriveWith(lie: Lie) {
  const { journey } = await beginJourney('/agent')
  return arrive(journey, liar.answers(lie, journey), VISIT)
}

test('the provider that the lies are told by is believed when it tells none', async () => {
  expect((await arriveWith('none'))?.session.agent.email).toBe('anna@example.com')
})

test.each<Lie>([
  'other issuer',
  'other audience',
  'no nonce',
  'other nonce',
  'expired',
  'not yet',
  'unsigned',
  'another key',
  'signed with the client secret',
  'no token',
  'userinfo of another subject',
  'issuer of the response',
  'verified in words',
  'no time',
])('%s: nobody is signed in and no agent is made', async (lie) => {
  expect(await arriveWith(lie)).toBeNull()
  const { db } = await store()
  expect(await listAgents(db)).toEqual([])
  expect(await db.selectFrom('agent_sessions').selectAll().execute()).toEqual([])
})

import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { clientId, locationId } from '@/lib/ids'
import { parseAuditQuery } from '@/lib/schemas/audit-query'
import type { AgentRole } from '@/lib/schemas/agent'
import { createAgentSession } from '@/server/store/agent-sessions'
import { addAgent } from '@/server/store/agents'
import { append } from '@/server/store/audit'
import { store } from '@/server/store/current'
import { startGrant } from '@/server/store/grants'
import { configured } from '@/server/testing/configured'
import { admit } from './admitted'
import { exportAudit } from './audit-export'
import { readers } from './connections'
import { allowAccount, allowEverywhere, checkChain, oversight, stopAccount, stopEverywhere } from './oversight'

const ALL = parseAuditQuery({})
const MAIN = locationId('main')
const INFO = { ref: 'test', ip: '10.0.0.1', userAgent: 'test', path: '' }

beforeAll(() => configured({ DATA_DIR: mkdtempSync(join(tmpdir(), 'portal-oversight-')) }))
afterAll(async () => {
  await (await store()).close()
  globalThis.atriumStore = undefined
  globalThis.atriumInstallations = undefined
})
beforeEach(async () => {
  const { db } = await store()
  for (const table of ['support_stops', 'grants', 'agent_sessions', 'agents'] as const) {
    await db.deleteFrom(table).execute()
  }
})

async function session(role: AgentRole, name: string) {
  const { db } = await store()
  const agent = await addAgent(db, { email: `${name}@example.com`, name, role, passwordHash: 'x' }, new Date())
  if (!agent) throw new Error('twice')
  return createAgentSession(db, { agent, amr: [], userAgent: '', ip: '' }, new Date())
}

async function lead() {
  const admitted = admit(await session('lead', 'Lea'), 'lead', { info: INFO, whmcs: readers() })
  if (!admitted) throw new Error('not admitted')
  return admitted
}

async function write(more: { event?: string; target?: string; count?: number } = {}): Promise<void> {
  const { db } = await store()
  const { event = 'contact.update', target, count = 1 } = more
  const about = {
    at: new Date(),
    location: MAIN,
    actor: 'user:7',
    client: 1,
    outcome: 'done',
    ref: 'r',
    ip: '',
  } as const
  for (let n = 0; n < count; n += 1) await append(db, { ...about, event, ...(target && { target }) })
}

async function read(stream: ReadableStream<Uint8Array>): Promise<string> {
  return new Response(stream).text()
}

test('only a lead is let in', async () => {
  const rest = { info: INFO, whmcs: readers() }
  expect(admit(await session('support', 'Sam'), 'lead', rest)).toBeNull()
})

test('shows 50 rows at once, with who an agent is, and where the older ones begin', async () => {
  const by = await lead()
  await write({ count: 60 })
  const first = await oversight(by, ALL)
  expect(first.rows).toHaveLength(50)
  expect(first.names[`agent:${by.agent.id}`]).toBe('Lea')
  const second = await oversight(by, { ...ALL, before: first.older })
  expect(second.rows[0]?.seq).toBe((first.older ?? 0) - 1)
  expect((await oversight(by, { ...ALL, event: 'never' })).older).toBeNull()
})

test('a download is on record before it leaves, and runs no formula in a spreadsheet', async () => {
  const by = await lead()
  await write({ target: '=cmd|calc', event: 'own.email' })
  const text = await read(await exportAudit(by, { ...ALL, event: 'own.email' }))
  expect(text).toContain("'=cmd|calc")
  expect(text.split('\r\n')[0]).toContain('number,time (UTC),location,client,actor')
  const { rows } = await oversight(by, { ...ALL, event: 'audit.export' })
  expect(rows[0]).toMatchObject({ actor: `agent:${by.agent.id}`, details: { query: '?event=own.email' } })
})

test('a download holds every row that is asked for, once, batch by batch', async () => {
  const by = await lead()
  await write({ event: 'service.name', count: 2_100 })
  const lines = (await read(await exportAudit(by, { ...ALL, event: 'service.name' }))).trim().split('\r\n').slice(1)
  const numbers = lines.map((line) => Number(line.split(',')[0]))
  expect(numbers).toHaveLength(2_100)
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => b - a))
}, 60_000)

test('support stopped by a lead: everybody is out, nobody gets in, and it is said who did it', async () => {
  const by = await lead()
  const { db } = await store()
  const agent = await session('support', 'Sam')
  const plan = { owner: { kind: 'user', id: 3 }, customer: 'X', reason: 'Because', ticket: 'A-1' } as const
  const enter = (client: number) => {
    const where = { agent: agent.agent.id, session: agent.id, location: MAIN, client: clientId(client) }
    return startGrant(db, { ...plan, ...where }, new Date())
  }
  await enter(1)
  await stopEverywhere(by)
  expect(await enter(2)).toBe('stopped')
  expect((await oversight(by, ALL)).stops).toMatchObject([{ account: null, by: `agent:${by.agent.id}` }])
  await allowEverywhere()
  await stopAccount(by, { place: '', account: 2 })
  expect(await enter(2)).toBe('stopped')
  await allowAccount(by, { place: '', account: 2 })
  expect(await enter(2)).toHaveProperty('handle')
  const told = (await oversight(by, { ...ALL, client: 2 })).rows.map(({ event, client }) => `${event} ${client}`)
  expect(told).toEqual(['support.unblocked 2', 'support.blocked 2'])
})

test('the chain is checked, what came of it stays on the page, and a row that was changed is named', async () => {
  const by = await lead()
  await write({ count: 3 })
  await checkChain(by)
  const good = await oversight(by, ALL)
  expect(good.check).toMatchObject({ brokenAt: null, actor: `agent:${by.agent.id}` })
  expect(good.check?.rows).toBe((good.head?.seq ?? 0) - 1)
  const { db } = await store()
  await sql`drop trigger audit_no_update`.execute(db)
  const changed = good.rows[1]?.seq ?? 0
  await db.updateTable('audit').set({ client: 99 }).where('seq', '=', changed).execute()
  await checkChain(by)
  expect((await oversight(by, ALL)).check).toMatchObject({ brokenAt: changed })
})

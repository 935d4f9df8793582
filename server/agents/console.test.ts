import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { locationId } from '@/lib/ids'
import { parseAgentQuery } from '@/lib/schemas/agent-query'
import type { AgentRole } from '@/lib/schemas/agent'
import { createSandbox } from '@/sandbox/app'
import type { Listening, Sandbox } from '@/sandbox/app'
import { PortalError } from '@/server/errors'
import { createAgentSession } from '@/server/store/agent-sessions'
import { addAgent } from '@/server/store/agents'
import { append } from '@/server/store/audit'
import { hit } from '@/server/store/counters'
import { store } from '@/server/store/current'
import { configured } from '@/server/testing/configured'
import { ACTIONS } from '@/server/whmcs/actions'
import type { Operation } from '@/server/whmcs/client'
import { done } from '@/server/whmcs/wire'
import type { Admitted } from './admitted'
import { admit } from './admitted'
import { readers } from './connections'
import { consoleHome } from './console'
import { searchCustomers } from './search'
import * as sheets from './sheet'

const CREDENTIALS = { IDENTIFIER: 'sandbox-identifier', SECRET: 'sandbox-secret' }
const INFO = { ref: 'test', ip: '10.0.0.1', userAgent: 'test', path: '' }

/** Two companies whose clients have the same numbers. */
const EU = createSandbox({ version: '8.13' })
const US = createSandbox({ version: '7.10' })
const both: readonly Sandbox[] = [EU, US]
let listening: Listening[] = []

beforeAll(async () => {
  listening = await Promise.all(both.map((sandbox) => sandbox.listen(0)))
  const [eu, us] = listening
  const places = { EU: eu?.url ?? '', US: us?.url ?? '' }
  const variables = Object.entries(places).flatMap(([name, url]) => [
    [`WHMCS_${name}_URL`, url],
    ...Object.entries(CREDENTIALS).map(([key, value]) => [`WHMCS_${name}_${key}`, value]),
  ])
  const dataDir = mkdtempSync(join(tmpdir(), 'portal-console-'))
  configured({ DATA_DIR: dataDir, WHMCS_LOCATIONS: 'eu,us', ...Object.fromEntries(variables) })
})
afterAll(async () => {
  await (await store()).close()
  globalThis.atriumStore = undefined
  globalThis.atriumInstallations = undefined
  await Promise.all(listening.map((one) => one.close()))
})
beforeEach(async () => {
  for (const sandbox of both) sandbox.reset()
  US.world.store.update('clients', 1, { firstname: 'Ursula', lastname: 'States', companyname: 'Ursa Inc' })
  const { db } = await store()
  for (const table of ['agent_sessions', 'agents', 'counters'] as const) await db.deleteFrom(table).execute()
})
afterEach(() => {
  for (const sandbox of both) sandbox.world.faults.clear()
})

async function agent(role: AgentRole = 'support'): Promise<Admitted<'agent'>> {
  const { db } = await store()
  const known = await addAgent(db, { email: `${role}@example.com`, name: 'Sam', role, passwordHash: 'x' }, new Date())
  if (!known) throw new Error('twice')
  const session = await createAgentSession(db, { agent: known, amr: [], userAgent: '', ip: '' }, new Date())
  const admitted = admit(session, 'agent', { info: INFO, whmcs: readers() })
  if (!admitted) throw new Error('not admitted')
  return admitted
}

async function find(q: string, by?: Admitted<'agent'>) {
  const query = parseAgentQuery({ q })
  if (!query) throw new Error('nothing to look for')
  const result = await searchCustomers(by ?? (await agent()), query)
  if (!result) throw new Error('limited')
  return result
}

async function found(q: string): Promise<string[]> {
  const { hits } = await find(q)
  return hits.map(({ location, client, reasons }) => {
    const why = reasons.map(({ by, text }) => (by === 'client' ? by : `${by} ${text}`)).join(' + ')
    return `${location} ${client.id}: ${why}`
  })
}

async function lastAudit() {
  const { db } = await store()
  const row = await db.selectFrom('audit').selectAll().orderBy('seq', 'desc').limit(1).executeTakeFirstOrThrow()
  const { actor, event, outcome, location, client, details } = row
  return { actor: actor.split(':')[0], event, outcome, location, client, details: JSON.parse(details ?? 'null') }
}

test.each([
  ['Jane', ['eu 1: client + signIn owner@example.com']],
  ['jane do', ['eu 1: client + signIn owner@example.com']],
  ['Ursa', ['us 1: client']],
  ['Example Host', ['eu 1: client']],
  // Somebody who signs in to an account of another name; before 8.0 a sub-account, found by the whole address.
  ['billing@example.com', ['eu 1: signIn billing@example.com', 'us 1: signIn billing@example.com']],
  ['tech@exam', ['eu 1: signIn tech@example.com']],
  ['nobody@example.org', []],
])('a name or address: %s', async (q, expected) => {
  expect(await found(q)).toEqual(expected)
})

test('a number is a client’s, at each installation, and may be an invoice’s beside', async () => {
  const hits = await found('#2')
  for (const location of ['eu', 'us']) expect(hits.some((hit) => hit.startsWith(`${location} 2: client`))).toBe(true)
})

test('an invoice is found by its id and by its sequential number', async () => {
  const [invoice] = EU.world.store.all('invoices', "WHERE userid = 1 AND invoicenum <> ''")
  if (!invoice) throw new Error('no invoice')
  expect(await found(invoice.invoicenum.toLowerCase())).toContain(`eu 1: invoice ${invoice.invoicenum}`)
  const { hits } = await find(String(invoice.id), await agent('lead'))
  const owner = hits.find(({ location, client }) => location === 'eu' && client.id === 1)
  expect(owner?.reasons).toContainEqual({ by: 'invoice', text: invoice.invoicenum })
})

test('a domain is found whole, also as an address that was pasted', async () => {
  expect(await found('https://vps1.example.com/login')).toEqual([
    'eu 1: domain vps1.example.com',
    'us 1: domain vps1.example.com',
  ])
  expect((await find('vps1.example.co', await agent('lead'))).hits).toEqual([])
})

test('one installation that is down does not take the other with it; all of them do', async () => {
  US.world.faults.add([{ action: 'GetClients', fault: 'html' }])
  const some = await find('Jane')
  expect(some.hits.map(({ location }) => location)).toEqual(['eu'])
  expect(some.silent).toEqual(['us'])
  EU.world.faults.add([{ action: 'GetClients', fault: 'html' }])
  await expect(find('Jane', await agent('lead'))).rejects.toMatchObject({ failure: 'malformed' })
})

test('a question is on record by its kind, never by its words', async () => {
  await find('jane@example.org')
  expect(await lastAudit()).toMatchObject({ actor: 'agent', event: 'agent.search', outcome: 'done' })
  const { db } = await store()
  expect(JSON.stringify(await db.selectFrom('audit').selectAll().execute())).not.toContain('jane@example.org')
  expect(JSON.stringify(await db.selectFrom('counters').selectAll().execute())).not.toContain('jane@example.org')
})

test('twenty questions an hour; the same one again is none; the next is refused, on record', async () => {
  const by = await agent()
  for (let asked = 1; asked <= 20; asked += 1) await find(`nobody${asked} x`, by)
  for (let again = 1; again <= 5; again += 1) await find('nobody1 x', by)
  const calls = EU.world.store.all('api_calls', '').length
  const home = await consoleHome(by, parseAgentQuery({ q: 'one more' }))
  expect(home).toMatchObject({ limited: true, result: null })
  expect(EU.world.store.all('api_calls', '').length).toBe(calls)
  expect(await lastAudit()).toMatchObject({ event: 'agent.search', outcome: 'refused', details: { why: 'limit' } })
})

test('a sheet opens at its own installation, and its number means nothing without one', async () => {
  const by = await agent()
  const eu = await sheets.openSheet(by, 'eu', 1)
  const us = await sheets.openSheet(by, 'us', 1)
  expect([eu?.client.company, us?.client.company]).toEqual(['Example Hosting GmbH', 'Ursa Inc'])
  expect(await lastAudit()).toMatchObject({ event: 'agent.client', outcome: 'done', location: 'us', client: 1 })
  for (const [location, id] of [
    ['', 1],
    ['asia', 1],
    ['eu', 99_999],
  ] as const) {
    const refused = await sheets.openSheet(by, location, id).catch((error: unknown) => error)
    expect(refused instanceof PortalError && refused.code, `${location} ${id}`).toBe('not_found')
  }
})

test('the sheet says what WHMCS holds of this customer, and what happened in the portal', async () => {
  const by = await agent()
  const sheet = await sheets.openSheet(by, 'eu', 1)
  if (!sheet) throw new Error('limited')
  const people = await sheets.sheetPeople(sheet)
  expect(people.map(({ email }) => email)).toContain('billing@example.com')
  const { invoices, total } = await sheets.sheetInvoices(sheet)
  expect([invoices.length, total]).toEqual([10, EU.world.store.all('invoices', 'WHERE userid = 1').length])
  const { services } = await sheets.sheetServices(sheet)
  expect(services[0]?.status).not.toBe('Cancelled')
  expect((await sheets.sheetTickets(sheet)).tickets.length).toBeGreaterThan(0)
  const { rows, complete } = await sheets.sheetCancellations(sheet)
  expect(complete).toBe(true)
  expect(rows.length).toBeGreaterThan(0)
  const { db } = await store()
  const { location, client } = sheet
  const by9 = { at: new Date(), ip: '192.0.2.1', ref: 'r', actor: 'agent:9' }
  const opened = { ...by9, location, client: client.id, event: 'support.view' }
  for (let page = 0; page < 40; page += 1) await append(db, { ...opened, outcome: 'done', target: `/invoices/${page}` })
  expect((await sheets.sheetEvents(sheet))[0]).toMatchObject({ event: 'agent.client', outcome: 'done', who: 'Sam' })
})

test('sixty customers an hour; the same one again is none', async () => {
  const by = await agent()
  const { db } = await store()
  const limit = { name: 'agent.sheet', max: 60, windowSeconds: 3600 }
  expect(await sheets.openSheet(by, 'eu', 1)).not.toBeNull()
  for (let opened = 2; opened <= 60; opened += 1) await hit(db, limit, `agent:${by.agent.id}`, new Date())
  expect(await sheets.openSheet(by, 'eu', 1)).not.toBeNull()
  expect(await sheets.openSheet(by, 'eu', 2)).toBeNull()
  expect(await lastAudit()).toMatchObject({ event: 'agent.client', outcome: 'refused' })
})

test('10,000 random calls through an agent’s connection let nothing but reads through', async () => {
  const writes = new Set<string>([...ACTIONS.write, ...ACTIONS.handover])
  const reader = (await agent()).whmcs.get(locationId('eu'))
  if (!reader) throw new Error('no connection')
  expect(Object.keys(reader).sort()).toEqual(['baseUrl', 'location', 'read', 'version'])
  const before = EU.world.store.all('api_calls', '').length
  const any: fc.Arbitrary<Operation> = fc.record({
    action: fc.constantFrom(...writes),
    effect: fc.constantFrom('write' as const, 'handover' as const),
    response: fc.constant(done),
  })
  await fc.assert(
    fc.asyncProperty(any, fc.dictionary(fc.string(), fc.string()), async (operation, params) => {
      // As whoever got round the types would call it.
      await expect((async () => Reflect.apply(reader.read, reader, [operation, params]))()).rejects.toThrow(
        'only reads',
      )
    }),
    { numRuns: 10_000 },
  )
  expect(EU.world.store.all('api_calls', '').length).toBe(before)
})

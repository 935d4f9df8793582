import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DEMO_BACKUP_CODE, DEMO_TOTP_SECRET } from '../seed/people.ts'
import { start, type Running } from '../testing/browser.ts'
import { totp } from './totp.ts'

let sandbox: Running
let state = ''
beforeEach(async () => {
  sandbox = await start({ version: '9.0' })
  state = ''
})
afterEach(() => sandbox.close())

interface Told {
  status: number
  body: unknown
  next: string | null
}

async function ask(method: string, path: string, body?: object, given = state): Promise<Told> {
  const headers = { ...(given === '' ? {} : { 'x-api-state': given }), 'content-type': 'application/json' }
  const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
  const response = await fetch(`${sandbox.url}/api/v2${path}`, init)
  const next = response.headers.get('x-api-state')
  if (next !== null) state = next
  return { status: response.status, body: await response.json(), next }
}

const signIn = (email: string, password = 'atrium-demo') => ask('POST', '/user/session', { email, password })
const uuid = (client: number) => sandbox.world.store.byId('clients', client)?.uuid ?? ''
const list = (told: Told): Record<string, unknown>[] => {
  const { body } = told
  if (body === null || typeof body !== 'object' || !('data' in body) || !Array.isArray(body.data)) return []
  return body.data
}

test.each(['7.10', '8.13'] as const)('%s has no REST v2', async (version) => {
  await fetch(`${sandbox.url}/__sandbox/reset`, { method: 'POST', body: JSON.stringify({ version }) })
  const response = await fetch(`${sandbox.url}/api/v2/user/session`, { method: 'POST', body: '{}' })
  expect(response.status).toBe(404)
})

describe('the session', () => {
  test('signs in, with the only client selected', async () => {
    const told = await signIn('owner@example.com')
    expect(told).toMatchObject({
      status: 200,
      body: {
        data: {
          email: 'owner@example.com',
          firstname: 'Jane',
          lastname: 'Doe',
          clients: [{ uuid: uuid(1), company: 'Example Hosting GmbH', selected: true }],
        },
      },
    })
    expect(told.next?.split('.')).toHaveLength(3)
  })

  test('refuses a wrong password, and a body that is none', async () => {
    expect((await signIn('owner@example.com', 'wrong')).status).toBe(401)
    expect((await ask('POST', '/user/session', { email: 'owner@example.com' })).status).toBe(422)
    expect((await ask('GET', '/user/invoices')).status).toBe(401)
  })

  test.each(['authenticator', 'backup'])('asks for the second factor: %s', async (kind) => {
    const told = await signIn('twofactor@example.com')
    expect(told).toMatchObject({ status: 202, body: { condition: 'twofa', fields: [{ name: 'key', type: 'number' }] } })
    expect((await ask('GET', '/user/invoices')).status).toBe(412)
    expect((await ask('POST', '/user/session/verify', { fields: { key: '000001' } })).status).toBe(401)
    expect((await ask('GET', '/user/invoices')).status).toBe(412)
    const key = kind === 'backup' ? DEMO_BACKUP_CODE : totp(DEMO_TOTP_SECRET, sandbox.world.clock.now())
    expect(await ask('POST', '/user/session/verify', { fields: { key } })).toMatchObject({
      status: 200,
      body: { data: { email: 'twofactor@example.com' } },
    })
    expect((await ask('GET', '/user/invoices')).status).toBe(200)
  })

  test('nobody verifies what nobody began', async () => {
    const key = totp(DEMO_TOTP_SECRET, sandbox.world.clock.now())
    expect((await ask('POST', '/user/session/verify', { fields: { key } })).status).toBe(401)
  })

  test('a state works once; an old, forged or late one is refused', async () => {
    await signIn('owner@example.com')
    const first = state
    const [one, other] = await Promise.all([
      ask('GET', '/user/invoices', undefined, first),
      ask('GET', '/user/invoices', undefined, first),
    ])
    expect([one.status, other.status].sort()).toEqual([200, 401])
    expect([one.next, other.next].filter((next) => next === null)).toHaveLength(1)
    expect((await ask('GET', '/user/invoices')).status).toBe(200)
    expect((await ask('GET', '/user/invoices', undefined, `${state.slice(0, -2)}AA`)).status).toBe(401)
    sandbox.world.clock.set(new Date(Date.now() + 3_601_000))
    expect((await ask('GET', '/user/invoices')).status).toBe(401)
  })

  test('a user of several clients selects one', async () => {
    const told = await signIn('agency@example.com')
    expect(told.body).toMatchObject({
      data: { clients: [{ selected: false }, { selected: false }, { selected: false }] },
    })
    expect((await ask('GET', '/user/invoices')).status).toBe(422)
    expect((await ask('PUT', `/user/session/client/${uuid(4)}`)).status).toBe(404)
    expect((await ask('PUT', `/user/session/client/${uuid(3)}`)).status).toBe(200)
    expect(list(await ask('GET', '/user/invoices'))).not.toHaveLength(0)
    // Of client 1 this user may see no bills.
    await ask('PUT', `/user/session/client/${uuid(1)}`)
    expect((await ask('GET', '/user/invoices')).status).toBe(401)
  })
})

describe('bills', () => {
  beforeEach(() => signIn('owner@example.com'))

  test('come in pages, numbers as numbers and missing values as null', async () => {
    const all = list(await ask('GET', '/user/invoices?page_size=500'))
    expect(list(await ask('GET', '/user/invoices?page=2&page_size=5'))).toEqual(all.slice(5, 10))
    const unpaid = all.find((row) => row['status'] === 'Unpaid')
    expect(unpaid).toMatchObject({ invoice_number: null, total: expect.any(Number), balance: expect.any(Number) })
    expect(all.some((row) => row['status'] === 'Draft')).toBe(false)
    expect((await ask('GET', '/user/invoices?page_size=501')).status).toBe(422)
    expect((await ask('GET', '/user/invoices?page=0')).status).toBe(422)
  })

  test('a payment link opens the pay page once', async () => {
    const { store } = sandbox.world
    const unpaid = store.first('invoices', "WHERE userid = 1 AND status = 'Unpaid'")?.id ?? 0
    const told = await ask('POST', `/user/invoices/${unpaid}/payment-link`)
    const url = /"url":"([^"]+)"/.exec(JSON.stringify(told.body))?.[1] ?? ''
    expect((await sandbox.browser().follow(url)).text).toContain('Pay with test card')
    expect((await sandbox.browser().follow(url)).text).toContain('<h1>Login</h1>')
    const paid = store.first('invoices', "WHERE userid = 1 AND status = 'Paid'")?.id ?? 0
    const foreign = store.first('invoices', "WHERE userid = 2 AND status = 'Unpaid'")?.id ?? 0
    expect((await ask('POST', `/user/invoices/${paid}/payment-link`)).status).toBe(422)
    expect((await ask('POST', `/user/invoices/${foreign}/payment-link`)).status).toBe(404)
  })

  test('thirty links in five minutes, for all clients together', async () => {
    for (let count = 0; count < 30; count += 1) {
      expect((await ask('POST', '/user/invoices/999999/payment-link')).status).toBe(404)
    }
    const over = await ask('POST', '/user/invoices/999999/payment-link')
    expect([over.status, over.body]).toEqual([429, { message: 'Rate Limit Exceeded' }])
    state = ''
    await signIn('plain@example.com')
    expect((await ask('POST', '/user/invoices/999999/payment-link')).status).toBe(429)
    expect((await ask('GET', '/user/invoices')).status).toBe(200)
    sandbox.world.clock.set(new Date(Date.now() + 301_000))
    expect((await ask('POST', '/user/invoices/999999/payment-link')).status).toBe(404)
  })

  test('stored pay methods are listed and removed, secrets left out', async () => {
    const methods = list(await ask('GET', '/user/paymethods'))
    expect(methods[0]).toMatchObject({ kind: 'card', gateway: 'stripe', gateway_is_active: true, is_default: true })
    expect(methods.map((row) => row['kind'])).toContain('bank_account')
    expect(JSON.stringify(methods)).not.toContain('TOKEN')
    const id = String(methods[1]?.['id'])
    expect((await ask('DELETE', `/user/paymethods/${id}`)).status).toBe(200)
    expect((await ask('GET', `/user/paymethods/${id}`)).status).toBe(404)
    const foreign = sandbox.world.store.first('pay_methods', 'WHERE clientid = 2')?.id ?? 0
    expect((await ask('DELETE', `/user/paymethods/${foreign}`)).status).toBe(404)
    expect(sandbox.world.store.byId('pay_methods', foreign)).toBeDefined()
  })
})

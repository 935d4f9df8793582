import { describe, expect, it } from 'vitest'
import { at, rowsAt, sandbox } from './testing/caller.ts'

const box = sandbox()

describe('calls', () => {
  it('are kept without secrets', async () => {
    await box.control('DELETE', 'calls')
    await box.call('ValidateLogin', { email: 'owner@example.com', password2: 'atrium-demo', 'x[y]': 1 })
    const calls = await box.control('GET', 'calls')
    expect(JSON.stringify(calls)).not.toMatch(/atrium-demo|sandbox-secret|sandbox-identifier/)
    expect(rowsAt({ calls }, 'calls')).toEqual([
      expect.objectContaining({
        action: 'ValidateLogin',
        params: { responsetype: 'json', email: 'owner@example.com', password2: '[secret]', x: { y: '1' } },
        http: 200,
        answer: expect.stringContaining('"userid":"3"'),
      }),
    ])
    await box.control('DELETE', 'calls')
    expect(await box.control('GET', 'calls')).toEqual([])
  })
})

describe('reset', () => {
  it('begins again, with another seed, size or version', async () => {
    box.world.store.update('clients', 1, { firstname: 'Changed' })
    await box.control('POST', 'faults', { fault: 'refuse' })
    expect(await box.control('POST', 'reset')).toEqual({ version: '8.13', seed: 1, size: 'demo' })
    expect(box.world.store.byId('clients', 1)?.firstname).toBe('Jane')
    expect((await box.call('GetCurrencies')).result).toBe('success')
    expect(await box.control('POST', 'reset', { version: '7.10', seed: 5 })).toMatchObject({ version: '7.10', seed: 5 })
    expect(await box.call('GetUsers')).toMatchObject({ message: 'Command Not Found' })
    await box.control('POST', 'reset', { version: '8.13', seed: 1 })
    expect((await box.call('GetUsers')).result).toBe('success')
  })
  it('refuses what it does not know', async () => {
    for (const body of ['{"version":"6.0"}', '{"seeds":1}', 'nonsense']) {
      const response = await box.app.request('/__sandbox/reset', { method: 'POST', body })
      expect(response.status).toBe(400)
    }
  })
})

describe('state', () => {
  it('is the truth, in cents', async () => {
    const state = await box.control('GET', 'state')
    expect(rowsAt(state, 'tables.clients')).toHaveLength(12)
    expect(at(state, 'tables.invoices.0.total')).toBeTypeOf('number')
    expect(at(state, 'tables.api_calls')).toBeUndefined()
  })
  it('can be asked for in part', async () => {
    const state = await box.control('GET', 'state?tables=users,credits')
    expect(Object.keys(Object(at(state, 'tables'))).sort()).toEqual(['credits', 'users'])
  })
})

describe('the clock', () => {
  it('moves the day', async () => {
    const overdue = { status: 'Overdue', userid: 1 }
    const today = await box.call('GetInvoices', overdue)
    const later = new Date(Date.now() + 20 * 86_400_000).toISOString()
    await box.control('POST', 'clock', { now: later })
    const then = await box.call('GetInvoices', overdue)
    expect([today['totalresults'], then['totalresults']]).toEqual([3, 5])
    expect(at(await box.control('GET', 'clock'), 'now')).toMatch(new RegExp(`^${later.slice(0, 10)}`))
    await box.control('POST', 'clock', { now: null })
  })
})

it('starts with no mail', async () => {
  expect(await box.control('GET', 'mail')).toEqual([])
})

it('answers this machine only', async () => {
  const incoming = { socket: { remoteAddress: '203.0.113.5' } }
  const response = await box.app.request('/__sandbox/state', {}, { incoming })
  expect(response.status).toBe(403)
})

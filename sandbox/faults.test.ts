import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Listening } from './app.ts'
import type { Fault } from './wire/faults.ts'
import { at, sandbox } from './testing/caller.ts'

const box = sandbox()
let running: Listening

beforeAll(async () => {
  running = await box.listen(0)
})
afterAll(() => running.close())
afterEach(() => box.world.faults.clear())

const arm = (...faults: Fault[]) => box.control('POST', 'faults', faults)

/** Over a real socket: only there can a connection break. */
async function send(action = 'GetCurrencies', fields: Record<string, string> = {}) {
  const credentials = { identifier: 'sandbox-identifier', secret: 'sandbox-secret', responsetype: 'json' }
  const body = new URLSearchParams({ ...credentials, ...fields, action })
  const response = await fetch(`${running.url}/includes/api.php`, { method: 'POST', body })
  return { status: response.status, text: await response.text(), type: response.headers.get('content-type') ?? '' }
}
const sso = () => send('CreateSsoToken', { client_id: '1' })
const tokens = () => box.world.store.count('sso_tokens')

describe('faults', () => {
  it('latency: waits', async () => {
    await arm({ fault: 'latency', ms: 120 })
    const begun = performance.now()
    expect((await send()).status).toBe(200)
    expect(performance.now() - begun).toBeGreaterThanOrEqual(115)
  })
  it('refuse: an error of the caller’s choosing', async () => {
    await arm({ fault: 'refuse', message: 'Amount Exceeds Credit Balance' })
    expect(JSON.parse((await send()).text)).toEqual({ result: 'error', message: 'Amount Exceeds Credit Balance' })
  })
  it('reset-before: cuts the connection, and nothing was done', async () => {
    await arm({ fault: 'reset-before', times: 1 })
    const before = tokens()
    await expect(sso()).rejects.toThrow()
    expect(tokens()).toBe(before)
    expect((await sso()).status).toBe(200)
  })
  it('apply-then-reset: cuts the connection after it was done', async () => {
    await arm({ fault: 'apply-then-reset', times: 1 })
    const before = tokens()
    await expect(sso()).rejects.toThrow()
    expect(tokens()).toBe(before + 1)
  })
  it('status: any status', async () => {
    await arm({ fault: 'status', status: 502, body: 'Bad Gateway' })
    expect(await send()).toMatchObject({ status: 502, text: 'Bad Gateway' })
  })
  it('html, maintenance: a page where JSON was asked for', async () => {
    await arm({ fault: 'html', times: 1 }, { fault: 'maintenance', nth: 2 })
    expect(await send()).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' })
    expect(await send()).toMatchObject({ status: 503, type: 'text/html; charset=utf-8' })
    expect((await send()).type).toBe('application/json')
  })
  it('truncate: half the answer', async () => {
    const whole = (await send()).text
    await arm({ fault: 'truncate' })
    expect((await send()).text).toBe(whole.slice(0, Math.floor(whole.length / 2)))
  })
  it('php-warning: markup before the JSON', async () => {
    await arm({ fault: 'php-warning' })
    expect((await send()).text).toMatch(/^<br \/>\n<b>Warning<\/b>[\s\S]+\{"result":"success"/)
  })
  it('invalid-ip, not-allowed: a configuration gone wrong', async () => {
    await arm({ fault: 'invalid-ip', times: 1 }, { fault: 'not-allowed', nth: 2 })
    const first = await send()
    expect([first.status, first.text]).toEqual([403, '{"result":"error","message":"Invalid IP 127.0.0.1"}'])
    const second = await send()
    expect([second.status, at(JSON.parse(second.text), 'message')]).toEqual([
      403,
      'Invalid Permissions: API action "getcurrencies" is not allowed',
    ])
  })
})

describe('which call is struck', () => {
  it('is that of one action, in any case', async () => {
    await arm({ fault: 'refuse', action: 'getcurrencies', message: 'no' })
    expect((await send()).text).toContain('"error"')
    expect((await send('GetPaymentMethods')).text).toContain('"success"')
  })
  it('is the nth, and as many as asked', async () => {
    await arm({ fault: 'refuse', action: 'GetCurrencies', nth: 2, times: 2, message: 'no' })
    const results: unknown[] = []
    for (let call = 0; call < 4; call += 1) results.push(at(JSON.parse((await send()).text), 'result'))
    expect(results).toEqual(['success', 'error', 'error', 'success'])
  })
  it('is none after DELETE', async () => {
    await arm({ fault: 'refuse' })
    await box.control('DELETE', 'faults')
    expect((await send()).text).toContain('"success"')
  })
  it('is refused when the fault makes no sense', async () => {
    const response = await box.app.request('/__sandbox/faults', { method: 'POST', body: '{"fault":"explode"}' })
    expect(response.status).toBe(400)
  })
})

it('waits before every call when told to', async () => {
  await box.control('POST', 'latency', { ms: 80 })
  const begun = performance.now()
  await send()
  expect(performance.now() - begun).toBeGreaterThanOrEqual(75)
  await box.control('POST', 'latency', { ms: 0 })
})

import { describe, expect, it } from 'vitest'
import { sandbox } from './testing/caller.ts'

const { raw, control, app } = sandbox()
const action = 'GetCurrencies'

describe('who is let in', () => {
  it('takes the pair under either name', async () => {
    expect((await raw({ action })).status).toBe(200)
    const named = { identifier: '', secret: '', username: 'sandbox-identifier', password: 'sandbox-secret' }
    expect((await raw({ action, ...named })).body.result).toBe('success')
  })
  it.each([
    ['nothing', { identifier: '', secret: '' }, 'Authentication Failed'],
    ['a wrong secret', { secret: 'wrong' }, 'Authentication Failed'],
    ['an unknown identifier', { identifier: 'who' }, 'Invalid or missing credentials'],
  ])('refuses %s with 403', async (_, fields, message) => {
    const { status, body } = await raw({ action, ...fields })
    expect([status, body.result, body.message]).toEqual([403, 'error', message])
  })
  it('refuses GET, since it carries no credentials', async () => {
    expect((await app.request(`/includes/api.php?action=${action}`)).status).toBe(403)
  })
  it('refuses an action the role does not hold', async () => {
    await control('POST', 'access', { deny: ['GetCurrencies'] })
    const { status, body } = await raw({ action })
    expect([status, body.message]).toEqual([403, 'Invalid Permissions: API action "getcurrencies" is not allowed'])
    await control('POST', 'access', { deny: [] })
    expect((await raw({ action })).status).toBe(200)
  })
  it('looks at the address, and lets the access key past it', async () => {
    await control('POST', 'access', { ips: ['203.0.113.9'], accessKey: 'key-1' })
    const { status, body } = await raw({ action })
    expect([status, body.message]).toEqual([403, 'Invalid IP 127.0.0.1'])
    expect((await raw({ action, accesskey: 'key-2' })).status).toBe(403)
    expect((await raw({ action, accesskey: 'key-1' })).status).toBe(200)
    await control('POST', 'access', { ips: null })
  })
})

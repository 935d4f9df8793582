import { beforeEach, describe, expect, it } from 'vitest'
import { at, sandbox } from './testing/caller.ts'

const modern = sandbox()
const old = sandbox({ version: '7.10' })
const password2 = 'atrium-demo'
const login = (box: typeof modern, email: string, password = password2) =>
  box.call('ValidateLogin', { email, password2: password })

describe('ValidateLogin', () => {
  it('answers the user, who is not the client', async () => {
    expect(await login(modern, 'owner@example.com')).toMatchObject({ userid: '3', twoFactorEnabled: 'false' })
    expect(await login(modern, 'empty@example.com')).toMatchObject({ userid: '7' })
    expect(modern.world.store.byId('clients', 7)?.email).toBe('neighbour@example.com')
    expect(modern.world.store.first('user_clients', 'WHERE user_id = 7')?.client_id).toBe(12)
  })
  it('succeeds with a second factor on, and gives no hash', async () => {
    const answer = await login(modern, 'twofactor@example.com')
    expect(answer).toEqual({ result: 'success', userid: '4', twoFactorEnabled: 'true' })
  })
  it.each([
    ['owner@example.com', 'wrong'],
    ['owner@example.com', ''],
    ['nobody@example.com', password2],
    ['', ''],
  ])('refuses %s with %s', async (email, password) => {
    expect(await login(modern, email, password)).toEqual({ result: 'error', message: 'Email or Password Invalid' })
  })
  it('takes the address in any case, the password in one', async () => {
    expect((await login(modern, 'OWNER@Example.com')).result).toBe('success')
    expect((await login(modern, 'owner@example.com', 'ATRIUM-DEMO')).result).toBe('error')
  })
  it('notes when and from where', async () => {
    await modern.control('POST', 'clock', { now: '2026-05-06T07:08:09' })
    await login(modern, 'owner@example.com')
    expect(await modern.call('GetClientsDetails', { clientid: 1 })).toMatchObject({
      lastlogin: 'Date: 06/05/2026 07:08<br>IP Address: 127.0.0.1<br>Host: 127.0.0.1',
    })
    await modern.control('POST', 'clock', { now: null })
  })
  it('answers the client on 7.10, and the contact of a sub-account', async () => {
    expect(await login(old, 'owner@example.com')).toMatchObject({ userid: '1', twoFactorEnabled: 'false' })
    expect(await login(old, 'billing@example.com')).toMatchObject({ userid: '1', contactid: '1' })
    expect(await login(old, 'agency@example.com')).toMatchObject({ userid: '2' })
    expect(await login(old, 'twofactor@example.com')).not.toHaveProperty('passwordhash')
    expect((await login(old, 'closed@example.com')).result).toBe('error')
    expect((await login(old, 'accounts@example.com')).result).toBe('error')
  })
})

describe('permissions', () => {
  const ask = (user_id: number, client_id: number) => modern.call('GetUserPermissions', { user_id, client_id })
  it('are all for an owner, some for others', async () => {
    expect(at(await ask(3, 1), 'permissions.permission')).toHaveLength(13)
    expect(at(await ask(2, 1), 'permissions.permission')).toEqual(['invoices'])
    expect(at(await ask(5, 3), 'permissions.permission')).toEqual(['invoices'])
  })
  it.each([
    [99, 1, 'Invalid user id'],
    [3, 99, 'Invalid client id'],
    [3, 2, 'User is not associated with client'],
  ])('of user %d on client %d: %s', async (user, client, message) => {
    expect(await ask(user, client)).toEqual({ result: 'error', message })
  })
})

describe('CreateSsoToken', () => {
  beforeEach(() => modern.reset())
  const token = () => modern.world.store.first('sso_tokens', 'ORDER BY id DESC')

  it('is the owner’s unless a user is named', async () => {
    await modern.call('CreateSsoToken', { client_id: 1 })
    expect(token()).toMatchObject({ client_id: 1, user_id: 3, used: 0 })
    await modern.call('CreateSsoToken', { client_id: 1, user_id: 2, destination: 'clientarea:invoices' })
    expect(token()).toMatchObject({ client_id: 1, user_id: 2, destination: 'clientarea:invoices' })
    await modern.call('CreateSsoToken', { user_id: 5 })
    expect(token()).toMatchObject({ client_id: 0, user_id: 5 })
  })
  it('lives for a minute', async () => {
    await modern.control('POST', 'clock', { now: '2026-01-01T00:00:00Z', frozen: true })
    const answer = await modern.call('CreateSsoToken', { client_id: 1 })
    expect(token()).toMatchObject({ token: answer['access_token'], expires: Date.UTC(2026, 0, 1, 0, 1) })
    expect(answer['redirect_url']).toBe(
      `http://127.0.0.1:4100/oauth/singlesignon.php?access_token=${answer['access_token']}`,
    )
  })
  it('takes a path of its own', async () => {
    const destination = 'sso:custom_redirect'
    for (const sso_redirect_path of ['viewinvoice.php?id=1', '/viewinvoice.php?id=1']) {
      const answer = await modern.call('CreateSsoToken', { client_id: 1, destination, sso_redirect_path })
      expect(answer.result).toBe('success')
      expect(token()?.redirect_path).toBe(sso_redirect_path)
    }
  })
  it.each([
    [{}, 'A valid client_id or user_id is required'],
    [{ client_id: 0 }, 'A valid client_id or user_id is required'],
    [{ client_id: 99 }, 'Invalid client_id'],
    [{ user_id: 99 }, 'Invalid user_id'],
    [{ client_id: 2, user_id: 3 }, 'Invalid user_id for client'],
    [{ client_id: 1, destination: 'clientarea:nowhere' }, 'Invalid destination'],
    [{ client_id: 11 }, 'SSO authentication blocked for client 11'],
    [{ client_id: 1, destination: 'sso:custom_redirect' }, 'Token could not be provisioned: invalid sso_redirect_path'],
    [
      { client_id: 1, destination: 'sso:custom_redirect', sso_redirect_path: '//evil.example/' },
      'Token could not be provisioned: invalid sso_redirect_path',
    ],
    [
      { client_id: 1, destination: 'sso:custom_redirect', sso_redirect_path: 'https://evil.example/' },
      'Token could not be provisioned: invalid sso_redirect_path',
    ],
  ])('refuses %j', async (fields, message) => {
    expect(await modern.call('CreateSsoToken', fields)).toEqual({ result: 'error', message })
    expect(token()).toBeUndefined()
  })
  it('is blocked by the user’s own switch too, the owner’s included', async () => {
    modern.world.store.update('users', 3, { allow_sso: 0 })
    for (const fields of [{ client_id: 1 }, { client_id: 1, user_id: 3 }]) {
      expect((await modern.call('CreateSsoToken', fields)).message).toBe('SSO authentication blocked for client 1')
    }
    expect((await modern.call('CreateSsoToken', { client_id: 1, user_id: 2 })).result).toBe('success')
  })
  it('knows no users on 7.10', async () => {
    expect((await old.call('CreateSsoToken', { user_id: 3 })).message).toBe('A valid client_id or user_id is required')
    expect((await old.call('CreateSsoToken', { client_id: 1, user_id: 99 })).result).toBe('success')
  })
})

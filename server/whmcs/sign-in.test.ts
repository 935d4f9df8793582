import { describe, expect, test } from 'vitest'
import type { Person } from '@/lib/ids'
import { byAction, fakeWhmcs } from './testing/fake'
import * as users from './users'

const user = (id: number): Person => ({ kind: 'user', id })
const contact = (id: number): Person => ({ kind: 'contact', id })
const client = (id: number): Person => ({ kind: 'client', id })
const success = { result: 'success' }

describe('validateLogin', () => {
  const login = async (answer: object, version = '8.13') => {
    await using fake = await fakeWhmcs(byAction({ ValidateLogin: { ...success, ...answer } }))
    return await users
      .validateLogin(fake.whmcs({}, { version }), 'a@example.com', 'secret')
      .catch((error) => error.failure)
  }

  test.each([
    [true, 'second_factor'],
    ['true', 'second_factor'],
    [1, 'second_factor'],
    ['1', 'second_factor'],
    [false, 'ok'],
    ['false', 'ok'],
    [0, 'ok'],
    ['0', 'ok'],
  ])('twoFactorEnabled %j', async (twoFactorEnabled, kind) => {
    const person = user(7)
    expect(await login({ userid: '7', twoFactorEnabled })).toEqual({ kind, person })
    expect(await login({ userid: 7, twoFactorEnabled, passwordhash: 'xxxx' })).toEqual({ kind, person })
  })

  test.each([undefined, null, 'no', 'False', 2, [], {}])('not a flag, no sign-in: %j', async (twoFactorEnabled) => {
    expect(await login({ userid: 7, twoFactorEnabled, passwordhash: 'xxxx' })).toBe('outcome_unknown')
  })

  test.each([0, '0', '', null, 'seven', -1])('not a user, no sign-in: %j', async (userid) => {
    expect(await login({ userid, twoFactorEnabled: false })).toBe('outcome_unknown')
  })

  test('7.x: the client, or the sub-account that signed in', async () => {
    expect(await login({ userid: 7, twoFactorEnabled: false }, '7.10')).toEqual({ kind: 'ok', person: client(7) })
    expect(await login({ userid: 7, contactid: '0', twoFactorEnabled: false }, '7.10')).toMatchObject({
      person: client(7),
    })
    expect(await login({ userid: 7, contactid: '3', twoFactorEnabled: false }, '7.10')).toMatchObject({
      person: contact(3),
    })
  })

  test('a wrong password is an answer; a portal that is locked out is an error, never "wrong password"', async () => {
    const failing = (message: string, status: number) =>
      fakeWhmcs((_, response) => void response.writeHead(status).end(JSON.stringify({ result: 'error', message })))
    await using wrong = await failing('Email or Password Invalid', 200)
    expect(await users.validateLogin(wrong.whmcs(), 'a@example.com', 'x')).toEqual({ kind: 'refused' })
    for (const message of [
      'Invalid IP 2001:db8::1',
      'Authentication Failed',
      'Invalid Permissions: API action "validatelogin" is not allowed',
    ]) {
      await using locked = await failing(message, 403)
      await expect(users.validateLogin(locked.whmcs(), 'a@example.com', 'x')).rejects.toMatchObject({
        failure: 'credentials',
      })
    }
  })

  test('it is asked once, with the password in the body', async () => {
    await using fake = await fakeWhmcs((_, response) => void response.writeHead(503).end())
    await expect(users.validateLogin(fake.whmcs(), 'a@example.com', 'p&ss')).rejects.toMatchObject({
      failure: 'outcome_unknown',
    })
    expect(fake.received).toHaveLength(1)
    expect(fake.received[0]?.params.get('password2')).toBe('p&ss')
  })
})

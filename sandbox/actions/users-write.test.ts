import { beforeEach, describe, expect, it } from 'vitest'
import { at, sandbox, type Caller, type Fields } from '../testing/caller.ts'

let now: Caller
beforeEach(() => {
  now = sandbox()
})
const refusal = async (action: string, fields: Fields) => (await now.call(action, fields)).message

const john = { firstname: 'John', lastname: 'Doe', email: 'john@example.net', password2: 'word' }

describe('AddUser', () => {
  it('makes a user of no client', async () => {
    const answer = await now.call('AddUser', john)
    expect(await now.call('GetUsers', { search: john.email })).toMatchObject({
      users: [{ id: Number(answer['user_id']), clients: [] }],
    })
    expect((await now.call('ValidateLogin', john)).result).toBe('success')
  })
  it.each([
    [{ firstname: '' }, 'You did not enter a first name'],
    [{ lastname: '' }, 'You did not enter a last name'],
    [{ email: '' }, 'You did not enter an email address'],
    [{ password2: '' }, 'You did not enter a password'],
    [{ email: 'x@y' }, 'The email address entered is not valid'],
    [{ email: 'OWNER@example.com' }, 'A user already exists with that email address'],
  ])('refuses %j', async (fields, message) => {
    expect(await refusal('AddUser', { ...john, ...fields })).toBe(message)
  })
})

describe('UpdateUser', () => {
  it('changes the login, not the client', async () => {
    expect(await now.call('UpdateUser', { user_id: 3, email: 'jd@example.com' })).toMatchObject({ user_id: '3' })
    expect(now.world.store.byId('users', 3)).toMatchObject({ email: 'jd@example.com', email_verified: 0 })
    expect(now.world.store.byId('clients', 1)?.email).toBe('owner@example.com')
  })
  it.each([
    [{ user_id: 99, firstname: 'A' }, 'Invalid User ID requested'],
    [{ user_id: 3 }, 'One of `email`, `firstname`, `lastname`, or `language` is required'],
    [{ user_id: 3, email: 'nonsense' }, 'The email address entered is not valid'],
    [{ user_id: 3, email: 'tech@example.com' }, 'A user already exists with that email address'],
  ])('refuses %j', async (fields, message) => {
    expect(await refusal('UpdateUser', fields)).toBe(message)
  })
})

describe('CreateClientInvite', () => {
  const invite = { client_id: 1, email: 'guest@example.net', permissions: 'tickets,products,flying' }
  it('mails a link; whoever follows it may enter', async () => {
    await now.call('CreateClientInvite', invite)
    await now.call('CreateClientInvite', { ...invite, permissions: 'products' })
    expect(now.world.store.count('client_invites')).toBe(1)
    const mails = await now.control('GET', 'mail')
    expect(mails).toMatchObject([{ to: invite.email }, { to: invite.email }])
    expect(at(mails, '1.message')).toContain(now.world.store.first('client_invites', '')?.token)
    // It is no mail to the client.
    expect(JSON.stringify(await now.call('GetEmails', { clientid: 1 }))).not.toContain('invite')
    expect(await now.control('POST', 'accept-invite', { email: invite.email })).toEqual({
      user_id: 15,
      client_ids: [1],
    })
    expect(await now.call('GetUserPermissions', { user_id: 15, client_id: 1 })).toMatchObject({
      permissions: { permission: ['products'] },
    })
    expect((await now.call('ValidateLogin', { email: invite.email, password2: 'atrium-demo' })).result).toBe('success')
    expect(await now.control('POST', 'accept-invite', { email: invite.email })).toHaveProperty('error')
  })
  it('lets a user that is there enter as well', async () => {
    await now.call('CreateClientInvite', { ...invite, email: 'third@example.com' })
    expect(await now.control('POST', 'accept-invite', { email: 'third@example.com' })).toMatchObject({ user_id: 1 })
    expect(await now.call('GetUsers', { search: 'third@example.com' })).toMatchObject({
      users: [
        {
          clients: [
            { id: 1, isOwner: false },
            { id: 3, isOwner: true },
          ],
        },
      ],
    })
  })
  it.each([
    [{ email: '' }, 'Email is required'],
    [{ client_id: 99 }, 'Invalid client id'],
    [{ email: 'nonsense' }, 'The email address entered is not valid'],
    [{ permissions: '' }, 'User permissions are required'],
    [{ permissions: 'flying' }, 'User permissions are required'],
    [{ email: 'tech@example.com' }, 'User already associated with client'],
  ])('refuses %j', async (fields, message) => {
    expect(await refusal('CreateClientInvite', { ...invite, ...fields })).toBe(message)
    expect(await now.control('GET', 'mail')).toEqual([])
  })
})

describe('permissions', () => {
  it('are replaced as a whole', async () => {
    await now.call('UpdateUserPermissions', { user_id: 6, client_id: 1, permissions: 'emails,invoices' })
    expect(await now.call('GetUserPermissions', { user_id: 6, client_id: 1 })).toMatchObject({
      permissions: { permission: ['invoices', 'emails'] },
    })
  })
  it.each([
    [{ user_id: 99 }, 'Invalid user id'],
    [{ client_id: 99 }, 'Invalid client id'],
    [{ user_id: 3 }, 'Permissions cannot be set on a client owner'],
    [{ permissions: '' }, 'Missing permissions definition'],
    [{ user_id: 13 }, 'User is not associated with client'],
  ])('UpdateUserPermissions refuses %j', async (fields, message) => {
    const whole = { user_id: 6, client_id: 1, permissions: 'emails', ...fields }
    expect(await refusal('UpdateUserPermissions', whole)).toBe(message)
  })
  it.each([
    [{ user_id: 99 }, 'Invalid user id'],
    [{ client_id: 99 }, 'Invalid client id'],
    [{ user_id: 13 }, 'User is not associated with client'],
    [{ user_id: 3 }, 'You cannot remove the account owner'],
  ])('DeleteUserClient refuses %j', async (fields, message) => {
    expect(await refusal('DeleteUserClient', { user_id: 6, client_id: 1, ...fields })).toBe(message)
  })
  it('DeleteUserClient takes the access away, not the user', async () => {
    await now.call('DeleteUserClient', { user_id: 5, client_id: 1 })
    expect(await refusal('GetUserPermissions', { user_id: 5, client_id: 1 })).toBe('User is not associated with client')
    expect(now.world.store.count('user_clients', 'WHERE user_id = 5')).toBe(2)
  })
})

describe('ResetPassword', () => {
  it('mails a user a link that lives an hour', async () => {
    await now.call('ResetPassword', { id: 2 })
    const user = now.world.store.byId('users', 2)
    expect(at(await now.control('GET', 'mail'), '0.message')).toContain(user?.reset_token)
    expect(Math.round(((user?.reset_expires ?? 0) - Date.now()) / 60_000)).toBe(60)
    expect(await now.control('GET', 'mail')).toMatchObject([{ to: 'billing@example.com', clientid: 0 }])
  })
  it.each([
    [{}, 'Please enter the email address or provide the id'],
    [{ email: 'nonsense' }, 'Please provide a valid email address'],
    [{ email: 'nobody@example.com' }, 'User Not Found'],
    [{ id: 99 }, 'User Not Found'],
  ])('refuses %j', async (fields, message) => {
    expect(await refusal('ResetPassword', fields)).toBe(message)
  })
  it('is about clients and sub-accounts on 7.10', async () => {
    now = sandbox({ version: '7.10' })
    expect(await refusal('ResetPassword', {})).toBe('Please enter the email address or provide the id')
    expect(await refusal('ResetPassword', { id: 99 })).toBe('Client ID Not Found')
    expect(await refusal('ResetPassword', { email: 'nobody@example.com' })).toBe(
      'No account was found with the email address you entered',
    )
    await now.call('ResetPassword', { id: 2 })
    await now.call('ResetPassword', { email: 'tech@example.com' })
    expect(await now.control('GET', 'mail')).toMatchObject([{ to: 'agency@example.com' }, { to: 'tech@example.com' }])
    now.world.store.update('clients', 4, { securityqid: 1, securityqans: 'Rex' })
    expect(await refusal('ResetPassword', { id: 4, answer: 'Max' })).toBe('The answer you entered was incorrect')
    expect(await refusal('ResetPassword', { id: 4, answer: 'Rex' })).toBeUndefined()
  })
})

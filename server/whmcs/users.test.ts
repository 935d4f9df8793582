import { describe, expect, test } from 'vitest'
import { clientId, type Person } from '@/lib/ids'
import { PERMISSIONS } from '@/lib/permissions'
import { getClient } from './clients'
import { markOwned } from './owned'
import { byAction, fakeWhmcs } from './testing/fake'
import * as users from './users'

const seven = { version: '7.10.3' }
const user = (id: number): Person => ({ kind: 'user', id })
const contact = (id: number): Person => ({ kind: 'contact', id })
const client = (id: number): Person => ({ kind: 'client', id })
const success = { result: 'success' }

const details = (id: number, over: object = {}) => ({
  ...success,
  client: {
    id,
    owner_user_id: 7,
    firstname: 'Ada',
    lastname: `No ${id}`,
    companyname: 'A &amp; B',
    email: 'client@example.com',
    status: 'Active',
    currency: 1,
    currency_code: 'EUR',
    credit: '0.00',
    users: { user: [{ id: 7, name: 'Ada', email: 'ada@example.com', is_owner: 1 }] },
    ...over,
  },
  stats: { numunpaidinvoices: '0' },
})

const byClient = (params: URLSearchParams) => details(Number(params.get('clientid')))

describe('listAccounts', () => {
  test('user 7 owns client 12: client 7 is somebody else', async () => {
    const found = [{ id: 7, email: 'ada@example.com', clients: [{ id: '12', isOwner: 'true' }] }]
    await using fake = await fakeWhmcs(
      byAction({ GetUsers: { ...success, totalresults: 1, users: found }, GetClientsDetails: byClient }),
    )
    expect(await users.listAccounts(fake.whmcs(), user(7), 'ada@example.com')).toEqual([
      { clientId: 12, name: 'Ada No 12', company: 'A & B', owner: true, closed: false, language: '' },
    ])
    expect(fake.received.at(-1)?.params.get('clientid')).toBe('12')
  })

  test('the search is by prefix: the user is found by id, on a later page too', async () => {
    const all = Array.from({ length: 130 }, (_, n) => ({
      id: n + 1,
      email: n < 129 ? `ada@example.com.${n}` : 'ada@example.com',
      clients: [{ id: n + 100, isOwner: false }],
    }))
    const GetUsers = (params: URLSearchParams) => {
      const start = Number(params.get('limitstart'))
      const page = all.slice(start, start + Number(params.get('limitnum')))
      return { ...success, totalresults: all.length, startnumber: start, numreturned: page.length, users: page }
    }
    await using fake = await fakeWhmcs(byAction({ GetUsers, GetClientsDetails: byClient }))
    expect(await users.listAccounts(fake.whmcs(), user(130), 'ada@example.com')).toMatchObject([
      { clientId: 229, owner: false },
    ])
    expect(await users.listAccounts(fake.whmcs(), user(999), 'ada@example.com')).toEqual([])
  })

  test('an answer about another client than the asked one is refused', async () => {
    const found = [{ id: 7, email: 'ada@example.com', clients: [{ id: 12, isOwner: true }] }]
    await using fake = await fakeWhmcs(
      byAction({ GetUsers: { ...success, users: found }, GetClientsDetails: details(13) }),
    )
    await expect(users.listAccounts(fake.whmcs(), user(7), 'x@example.com')).rejects.toMatchObject({
      failure: 'malformed',
      reason: 'wrong echo',
    })
  })

  test('7.x: the client itself, or the client of the sub-account', async () => {
    const rows = [
      { id: 3, userid: 12, email: 'sub@example.com', subaccount: '1' },
      { id: 4, userid: 13, email: 'sub@example.com', subaccount: '' },
    ]
    await using fake = await fakeWhmcs(
      byAction({ GetContacts: { ...success, contacts: { contact: rows } }, GetClientsDetails: byClient }),
    )
    const whmcs = fake.whmcs({}, seven)
    expect(await users.listAccounts(whmcs, client(5), 'x@example.com')).toMatchObject([{ clientId: 5, owner: true }])
    expect(await users.listAccounts(whmcs, contact(3), 'sub@example.com')).toMatchObject([
      { clientId: 12, owner: false },
    ])
    expect(await users.listAccounts(whmcs, contact(4), 'sub@example.com')).toEqual([])
  })
})

describe('getPermissions', () => {
  const ask = async (answer: object, person = user(7)) => {
    await using fake = await fakeWhmcs(byAction({ GetUserPermissions: answer }))
    return await users.getPermissions(fake.whmcs(), person, clientId(12)).then(
      (set) => [...set],
      (error) => error.failure,
    )
  }

  test.each([
    [{ permissions: { permission: ['invoices', 'tickets'] } }],
    [{ permissions: { permission: { 0: 'invoices', 1: 'tickets' } } }],
    [{ permissions: ['invoices', 'tickets'] }],
    [{ permissions: 'invoices,tickets' }],
    [{ permissions: 'invoices, tickets' }],
    [{ 'permissions[permission][0]': 'invoices', 'permissions[permission][1]': 'tickets' }],
    [{ permissions: ['invoices', 'root', 'tickets', 'all'] }],
  ])('%j', async (answer) => expect(await ask({ ...success, ...answer })).toEqual(['invoices', 'tickets']))

  test.each([
    [{ permissions: '' }],
    [{ permissions: [] }],
    [{ permissions: { permission: '' } }],
    [{ permissions: null }],
  ])('none: %j', async (answer) => expect(await ask({ ...success, ...answer })).toEqual([]))

  test.each([
    [{}],
    [{ permissions: true }],
    [{ permissions: 1 }],
    [{ permissions: '*' }],
    [{ permissions: { invoices: true } }],
    [{ permissions: { all: ['invoices'] } }],
    [{ permissions: [{ name: 'invoices' }] }],
    [{ permissions: { permission: ['invoices'], isOwner: true } }],
  ])('unknown, so an error: %j', async (answer) => expect(await ask({ ...success, ...answer })).toBe('malformed'))

  test('somebody who does not belong to the account may do nothing', async () => {
    for (const message of [
      'User is not associated with client',
      'user is not associated with Client',
      'Invalid user id',
    ]) {
      expect(await ask({ result: 'error', message })).toEqual([])
    }
    expect(await ask({ result: 'error', message: 'Something else' })).toBe('refused')
  })

  test('7.x: the client may do everything on itself and nothing elsewhere; a sub-account what its row says', async () => {
    const rows = [
      { id: 3, userid: 12, subaccount: 1, permissions: 'invoices,tickets,unknown' },
      { id: 4, userid: 12, subaccount: 0, permissions: 'invoices' },
    ]
    await using fake = await fakeWhmcs(byAction({ GetContacts: { ...success, contacts: { contact: rows } } }))
    const whmcs = fake.whmcs({}, seven)
    const ask7 = async (person: Person, id = 12) => [...(await users.getPermissions(whmcs, person, clientId(id)))]
    expect(await ask7(client(12))).toEqual([...PERMISSIONS])
    expect(await ask7(client(12), 13)).toEqual([])
    expect(await ask7(contact(3))).toEqual(['invoices', 'tickets'])
    expect(await ask7(contact(4))).toEqual([])
    expect(await ask7(contact(5))).toEqual([])
    await expect(ask7(contact(3), 13)).rejects.toMatchObject({ failure: 'malformed' })
  })
})

test('who signed in before an upgrade to 8.0 can do nothing after it', async () => {
  await using fake = await fakeWhmcs(byAction({}))
  for (const person of [client(12), contact(3)]) {
    expect(await users.listAccounts(fake.whmcs(), person, 'x@example.com')).toEqual([])
    expect((await users.getPermissions(fake.whmcs(), person, clientId(12))).size).toBe(0)
  }
  expect(fake.received).toHaveLength(0)
})

describe('by version', () => {
  const answers = {
    UpdateUserPermissions: success,
    UpdateContact: { ...success, contactid: 3 },
    CreateClientInvite: success,
    AddContact: { ...success, contactid: 3 },
    ResetPassword: success,
    DeleteUserClient: success,
  }
  const sent = async (
    version: string,
    work: (whmcs: ReturnType<Awaited<ReturnType<typeof fakeWhmcs>>['whmcs']>) => Promise<unknown>,
  ) => {
    await using fake = await fakeWhmcs(byAction(answers))
    await work(fake.whmcs({}, { version }))
    return fake.received.map(({ params }) => {
      const own = Object.fromEntries(params)
      for (const key of ['identifier', 'secret', 'responsetype']) Reflect.deleteProperty(own, key)
      return own
    })
  }
  const c12 = clientId(12)

  test('setPermissions', async () => {
    const work = (whmcs: Parameters<typeof users.setPermissions>[0]) =>
      users.setPermissions(whmcs, c12, markOwned(3), ['tickets', 'invoices'])
    expect(await sent('9.0', work)).toEqual([
      { action: 'UpdateUserPermissions', user_id: '3', client_id: '12', permissions: 'invoices,tickets' },
    ])
    expect(await sent('7.10', work)).toEqual([
      { action: 'UpdateContact', contactid: '3', subaccount: '1', permissions: 'invoices,tickets' },
    ])
  })

  test('inviteUser', async () => {
    const work = (whmcs: Parameters<typeof users.inviteUser>[0]) =>
      users.inviteUser(whmcs, c12, { email: 'new@example.com', permissions: ['tickets', 'invoices'] })
    expect(await sent('8.13', work)).toEqual([
      { action: 'CreateClientInvite', client_id: '12', email: 'new@example.com', permissions: 'invoices,tickets' },
    ])
  })

  test('removeUserFromClient', async () => {
    const work = (whmcs: Parameters<typeof users.removeUserFromClient>[0]) =>
      users.removeUserFromClient(whmcs, c12, markOwned(3))
    expect(await sent('8.13', work)).toEqual([{ action: 'DeleteUserClient', user_id: '3', client_id: '12' }])
    expect(await sent('7.10', work)).toEqual([{ action: 'UpdateContact', contactid: '3', subaccount: '0' }])
  })
})

test('listPeople: on 7.x the client and its sub-accounts', async () => {
  const rows = [
    {
      id: 3,
      userid: 12,
      firstname: 'Sub',
      lastname: 'Account',
      email: 's@example.com',
      subaccount: 1,
      permissions: 'tickets,invoices,root',
    },
    { id: 4, userid: 12, firstname: 'Mail', lastname: 'Only', email: 'm@example.com', subaccount: 0 },
  ]
  await using fake = await fakeWhmcs(
    byAction({
      GetContacts: { ...success, contacts: { contact: rows } },
      GetClientsDetails: details(12, { owner_user_id: undefined, users: undefined }),
    }),
  )
  const whmcs = fake.whmcs({}, seven)
  const { client: found } = await getClient(whmcs, clientId(12))
  expect(found.owner).toEqual(client(12))
  expect(await users.listPeople(whmcs, found)).toMatchObject([
    { person: client(12), owner: true, permissions: PERMISSIONS },
    { person: contact(3), name: 'Sub Account', owner: false, permissions: ['invoices', 'tickets'] },
  ])
})

test('resetPassword does not say by an error that nobody has the address', async () => {
  await using fake = await fakeWhmcs(byAction({ ResetPassword: { result: 'error', message: 'User Not Found' } }))
  expect(await users.resetPassword(fake.whmcs(), 'nobody@example.com')).toBe(false)
})

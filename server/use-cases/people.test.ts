import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Person } from '@/lib/ids'
import { clientId, locationId } from '@/lib/ids'
import type { Permission } from '@/lib/permissions'
import { PERMISSIONS } from '@/lib/permissions'
import type { Sandbox } from '@/sandbox/app'
import { createSandbox } from '@/sandbox/app'
import { permit } from '@/server/access/permitted'
import { makeViewer } from '@/server/access/viewer'
import { toFailure } from '@/server/failure'
import type { Writer } from '@/server/whmcs/client'
import { connect } from '@/server/whmcs/client'
import * as people from './people'
import { previewPerson } from './preview'

const WRITES = [
  'CreateClientInvite',
  'UpdateUserPermissions',
  'DeleteUserClient',
  'AddContact',
  'UpdateContact',
  'ResetPassword',
]

/** What a form would be answered. */
async function answerOf(work: Promise<unknown>) {
  try {
    await work
    return 'done'
  } catch (error) {
    const { code, message, fields } = toFailure(error, 'ref')
    return { code, message, fields }
  }
}
const NOT_FOUND = { code: 'not_found', message: 'not_found', fields: {} }
const UNKNOWN = { code: 'outcome_unknown', message: 'outcome_unknown', fields: {} }
const forbidden = (message: string) => ({ code: 'forbidden', message, fields: {} })
const rejected = (fields: Record<string, string>) => ({ code: 'rejected', message: 'rejected', fields })

describe.each(['7.10', '8.13', '9.0'] as const)('people on WHMCS %s', (version) => {
  let sandbox: Sandbox
  let whmcs: Writer
  let close: () => Promise<void>
  const old = version === '7.10'
  const OWNER: Person = old ? { kind: 'client', id: 1 } : { kind: 'user', id: 3 }

  beforeAll(async () => {
    sandbox = createSandbox({ version })
    const listening = await sandbox.listen(0)
    close = () => listening.close()
    const address = { location: locationId('main'), url: listening.url }
    whmcs = connect({ ...address, identifier: 'sandbox-identifier', secret: 'sandbox-secret' })
  })
  afterAll(async () => close())
  beforeEach(() => sandbox.reset())

  /** A viewer afresh, as each request has one. The door's own decision is left out on purpose: what then still holds? */
  function viewer(person: Person = OWNER, client = 1) {
    const identity = { location: locationId('main'), person, email: 'x@example.com', clientId: clientId(client) }
    return permit(makeViewer(identity, whmcs), 'owner')
  }
  const member = (person: Person) =>
    permit(
      makeViewer({ location: locationId('main'), person, email: 'x@example.com', clientId: clientId(1) }, whmcs),
      'signed-in',
    )
  const idOf = (email: string): number => {
    const table = old ? 'contacts' : 'users'
    return sandbox.world.store.first(table, 'WHERE email = ?', email)?.id ?? 0
  }
  const personOf = (email: string): Person => ({ kind: old ? 'contact' : 'user', id: idOf(email) })
  const writes = () =>
    sandbox.world.store.all('api_calls').flatMap(({ action }) => (WRITES.includes(action) ? action : []))
  const heldBy = (email: string) =>
    old
      ? sandbox.world.store.first('contacts', 'WHERE email = ?', email)?.permissions
      : sandbox.world.store.first('user_clients', 'WHERE user_id = ? AND client_id = 1', idOf(email))?.permissions
  const permit13 = (email: string, permissions: string) => {
    const { store } = sandbox.world
    if (old) return store.update('contacts', idOf(email), { permissions })
    const link = store.first('user_clients', 'WHERE user_id = ? AND client_id = 1', idOf(email))
    return store.update('user_clients', link?.id ?? 0, { permissions })
  }
  const change = async (email: string, permissions: readonly Permission[], as = OWNER) => {
    const { id, version: seen } = await people.getPerson(viewer(as), idOf(email))
    return people.changePermissions(viewer(as), { person: id, version: seen, permissions })
  }
  const refuse = (action: string, message: string) => sandbox.world.faults.add([{ action, fault: 'refuse', message }])
  /** One invitation, in the way of this version. */
  const ask = (email: string, permissions: Permission[] = ['invoices'], as = OWNER, password = '') =>
    old
      ? people.addPerson(viewer(as), { email, permissions, firstName: 'Ana', lastName: 'Silva', password })
      : people.invitePerson(viewer(as), { email, permissions })

  test('the list: the owner first, everybody with what they may do', async () => {
    const { rows, kind } = await people.listPeople(viewer())
    expect(kind).toBe(old ? 'subaccounts' : 'users')
    expect(rows[0]).toMatchObject({ you: true, fixed: 'owner', person: { owner: true, permissions: PERMISSIONS } })
    const others = rows.slice(1).map(({ person, you, fixed }) => [person.email, person.permissions, you, fixed])
    expect(others).toContainEqual(['billing@example.com', ['invoices'], false, null])
    expect(others).toContainEqual(['tech@example.com', ['products', 'tickets'], false, null])
    expect(rows).toHaveLength(old ? 3 : 4)
  })

  test('permissions are replaced', async () => {
    await change('tech@example.com', ['tickets', 'domains', 'managedomains'])
    expect(heldBy('tech@example.com')).toBe('domains,managedomains,tickets')
    expect(writes()).toEqual([old ? 'UpdateContact' : 'UpdateUserPermissions'])
    expect(heldBy('billing@example.com')).toBe('invoices')
  })

  test('not when they are no longer what the form was made from', async () => {
    const before = await people.getPerson(viewer(), idOf('tech@example.com'))
    permit13('tech@example.com', 'invoices')
    const late = { person: before.id, version: before.version, permissions: ['products'] as const }
    expect(await answerOf(people.changePermissions(viewer(), late))).toEqual({
      code: 'rejected',
      message: 'changed_meanwhile',
      fields: {},
    })
    expect(heldBy('tech@example.com')).toBe('invoices')
    expect(writes()).toEqual([])
  })

  test('nobody changes, removes or locks out themselves or the owner', async () => {
    permit13('billing@example.com', PERMISSIONS.join())
    const billing = personOf('billing@example.com')
    const self = { person: billing.id, version: '', permissions: ['invoices'] as const }
    expect(await answerOf(people.changePermissions(viewer(billing), self))).toEqual(forbidden('not_yourself'))
    expect(await answerOf(people.removePerson(viewer(billing), billing.id))).toEqual(forbidden('not_yourself'))
    // On 7.x the client that owns itself is of another table: its number is no person's.
    const onOwner = old ? NOT_FOUND : forbidden('owner_protected')
    const owner = old ? 987_654 : OWNER.id
    for (const as of [OWNER, billing]) {
      expect(await answerOf(people.changePermissions(viewer(as), { ...self, person: owner }))).toEqual(onOwner)
      expect(await answerOf(people.removePerson(viewer(as), owner))).toEqual(onOwner)
    }
    if (old) {
      const password = 'x'.repeat(20)
      const own = people.setPassword(viewer(billing), { person: billing.id, password })
      expect(await answerOf(own)).toEqual(forbidden('not_yourself'))
    }
    expect(writes()).toEqual([])
  })

  test('the owner, who alone manages people, cannot leave; everybody else can', async () => {
    expect(await answerOf(people.leaveAccount(member(OWNER)))).toEqual(forbidden('owner_stays'))
    expect(await people.getOwnAccess(member(OWNER))).toMatchObject({ permissions: null })
    expect(writes()).toEqual([])
    const billing = personOf('billing@example.com')
    expect(await people.getOwnAccess(member(billing))).toMatchObject({ permissions: ['invoices'] })
    await people.leaveAccount(member(billing))
    expect(await member(billing).rights()).toMatchObject({ member: false, owner: false })
    expect((await member(OWNER).rights()).owner).toBe(true)
    expect((await people.listPeople(viewer())).rows.some(({ person }) => person.email === 'billing@example.com')).toBe(
      false,
    )
    expect(await answerOf(people.leaveAccount(member(billing)))).toEqual(NOT_FOUND)
  })

  test('nobody gives what they do not hold; what the person has already may stay', async () => {
    const billing = personOf('billing@example.com')
    const lacks = forbidden('not_yours_to_give')
    expect(await answerOf(change('tech@example.com', ['products', 'tickets', 'orders'], billing))).toEqual(lacks)
    expect(await answerOf(ask('ana@example.net', ['invoices', 'orders'], billing))).toEqual(lacks)
    expect(writes()).toEqual([])
    expect(await answerOf(change('tech@example.com', ['products', 'invoices'], billing))).toBe('done')
    expect(heldBy('tech@example.com')).toBe('products,invoices')
  })

  test('somebody of another account is as unknown as somebody who is not there', async () => {
    const foreign = idOf(old ? 'marker2@example.com' : 'neighbour@example.com')
    expect(foreign).toBeGreaterThan(0)
    if (old) sandbox.world.store.update('contacts', foreign, { subaccount: 1, permissions: 'invoices' })
    for (const id of [foreign, 987_654]) {
      expect(await answerOf(people.getPerson(viewer(), id))).toEqual(NOT_FOUND)
      expect(await answerOf(people.removePerson(viewer(), id))).toEqual(NOT_FOUND)
      const input = { person: id, version: '', permissions: ['invoices'] as const }
      expect(await answerOf(people.changePermissions(viewer(), input))).toEqual(NOT_FOUND)
      expect(await answerOf(previewPerson(viewer(), id))).toEqual(NOT_FOUND)
    }
    expect(writes()).toEqual([])
  })

  test('removed: nothing of the account opens any more', async () => {
    const tech = personOf('tech@example.com')
    expect((await member(tech).rights()).member).toBe(true)
    await people.removePerson(viewer(), tech.id)
    expect(await member(tech).rights()).toMatchObject({ member: false })
    expect((await member(tech).rights()).permissions.size).toBe(0)
    expect(await answerOf(people.removePerson(viewer(), tech.id))).toEqual(NOT_FOUND)
  })

  test('WHMCS’s refusals', async () => {
    const tech = idOf('tech@example.com')
    const setting = old ? 'UpdateContact' : 'UpdateUserPermissions'
    const cases: [string, unknown][] = [
      ['User is not associated with client', NOT_FOUND],
      ['Invalid user id', NOT_FOUND],
      ['Invalid client id', NOT_FOUND],
      ['Permissions cannot be set on a client owner', { code: 'rejected', message: 'owner_protected', fields: {} }],
      ['Missing permissions definition', rejected({ permissions: 'field_required' })],
      ['The moon is in the way', { code: 'rejected', message: 'refused', fields: {} }],
    ]
    for (const [message, expected] of cases) {
      sandbox.world.faults.clear()
      refuse(setting, message)
      expect(await answerOf(change('tech@example.com', ['invoices'])), message).toEqual(expected)
    }
    sandbox.world.faults.clear()
    refuse(old ? 'UpdateContact' : 'DeleteUserClient', 'You cannot remove the account owner')
    expect(await answerOf(people.removePerson(viewer(), tech))).toMatchObject({ message: 'owner_protected' })
  })

  test('WHMCS’s refusals of an invitation', async () => {
    const cases: [string, Record<string, string>][] = [
      ['Email is required', { email: 'field_required' }],
      ['The email address entered is not valid', { email: 'field_invalid' }],
      ['User permissions are required', { permissions: 'field_required' }],
      ['User already associated with client', { email: 'already_member' }],
      ['Duplicate Email Address', { email: old ? 'email_signs_in' : 'email_taken' }],
    ]
    for (const [message, fields] of cases) {
      sandbox.world.faults.clear()
      refuse(old ? 'AddContact' : 'CreateClientInvite', message)
      expect(await answerOf(ask('ana@example.net')), message).toEqual(rejected(fields))
    }
    sandbox.world.faults.clear()
    expect(await answerOf(ask('tech@example.com'))).toEqual(rejected({ email: 'already_member' }))
  })

  test('an answer that is lost leaves the outcome open', async () => {
    for (const action of WRITES.slice(0, 5)) sandbox.world.faults.add([{ action, fault: 'apply-then-reset' }])
    expect(await answerOf(ask('ana@example.net'))).toEqual(UNKNOWN)
    expect(await answerOf(change('tech@example.com', ['invoices']))).toEqual(UNKNOWN)
    expect(await answerOf(people.removePerson(viewer(), idOf('billing@example.com')))).toEqual(UNKNOWN)
    expect(heldBy('tech@example.com')).toBe('invoices')
  })

  test('an answer about permissions that cannot be understood shows nobody', async () => {
    const action = old ? 'GetContacts' : 'GetUserPermissions'
    sandbox.world.faults.add([{ action, fault: 'html' }])
    const unavailable = { code: 'unavailable', message: 'unavailable', fields: {} }
    expect(await answerOf(people.listPeople(viewer()))).toEqual(unavailable)
    expect(await answerOf(people.removePerson(viewer(), 7))).toEqual(unavailable)
    expect(writes()).toEqual([])
  })

  test('the preview says what the doors say', async () => {
    const { sections, elsewhere } = await previewPerson(viewer(), idOf('tech@example.com'))
    const menu = sections.flatMap(({ label, inMenu }) => (inMenu ? label : []))
    expect(menu).toContain('overview')
    expect(menu).not.toContain('invoices')
    expect(menu).not.toContain('people')
    const overview = sections.find(({ label }) => label === 'overview')
    expect(overview?.parts).toContainEqual({ needs: 'products', open: true })
    expect(overview?.parts).toContainEqual({ needs: 'invoices', open: false })
    expect(elsewhere.every((one) => ['products', 'tickets'].includes(one))).toBe(true)
  })

  const since8 = old ? undefined : test
  since8?.('no sub-account is made, and no password set', async () => {
    const input = { email: 'ana@example.net', firstName: 'Ana', lastName: 'Silva', password: '' }
    expect(await answerOf(people.addPerson(viewer(), { ...input, permissions: ['invoices'] }))).toEqual(NOT_FOUND)
    const password = 'x'.repeat(20)
    const set = people.setPassword(viewer(), { person: idOf('tech@example.com'), password })
    expect(await answerOf(set)).toEqual(NOT_FOUND)
    expect(writes()).toEqual([])
  })

  since8?.('an invitation, once more, is WHMCS’s to mail', async () => {
    await ask('ana@example.net', ['tickets', 'invoices'])
    const [invite] = sandbox.world.store.all('client_invites')
    expect(invite).toMatchObject({ client_id: 1, email: 'ana@example.net', permissions: 'invoices,tickets' })
    expect(writes()).toEqual(['CreateClientInvite'])
  })

  const until7 = old ? test : undefined
  until7?.('a sub-account, with a password or with a mail to choose one', async () => {
    expect(
      await answerOf(people.invitePerson(viewer(), { email: 'a@example.net', permissions: ['invoices'] })),
    ).toEqual(NOT_FOUND)
    await ask('ana@example.net', ['tickets', 'invoices'])
    expect(writes()).toEqual(['AddContact', 'ResetPassword'])
    await ask('ben@example.net', ['invoices'], OWNER, 'a password of one’s own')
    expect(writes()).toEqual(['AddContact', 'ResetPassword', 'AddContact'])
    const made = sandbox.world.store.first('contacts', 'WHERE email = ?', 'ana@example.net')
    expect(made).toMatchObject({ userid: 1, subaccount: 1, permissions: 'invoices,tickets', firstname: 'Ana' })
  })

  until7?.('a mail that fails does not unmake the person', async () => {
    sandbox.world.faults.add([{ action: 'ResetPassword', fault: 'html' }])
    expect(await answerOf(ask('ana@example.net'))).toBe('done')
    expect(idOf('ana@example.net')).toBeGreaterThan(0)
  })

  until7?.('who is a contact already becomes the sub-account, and is not written down twice', async () => {
    await ask('OPS@example.com', ['domains'], OWNER, 'a password of one’s own')
    const found = sandbox.world.store.all('contacts').filter(({ email }) => /^ops@example.com$/i.test(email))
    expect(found).toMatchObject([{ firstname: 'Otto', subaccount: 1, permissions: 'domains', supportemails: 1 }])
    await people.removePerson(viewer(), idOf('ops@example.com'))
    await ask('ops@example.com', ['tickets'], OWNER, 'a password of one’s own')
    expect(heldBy('ops@example.com')).toBe('tickets')
    expect(writes()).toEqual(['UpdateContact', 'UpdateContact', 'UpdateContact'])
  })

  until7?.('an address that signs in elsewhere', async () => {
    expect(await answerOf(ask('agency@example.com'))).toEqual(rejected({ email: 'email_signs_in' }))
    expect(await answerOf(ask('neighbour@example.com'))).toEqual(rejected({ email: 'email_signs_in' }))
  })
})

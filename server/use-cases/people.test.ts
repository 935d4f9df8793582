import { describe, expect, test } from 'vitest'
import { PERMISSIONS } from '@/lib/permissions'
import { permit } from '@/server/access/permitted'
import * as people from './people'
import { previewPerson } from './preview'
import { answerOf, forbidden, NOT_FOUND, rejected, UNKNOWN, usePeople, WRITES } from './testing/people'

describe.each(['7.10', '8.13', '9.0'] as const)('people on WHMCS %s', (version) => {
  const { sandbox, old, OWNER, viewer, member, idOf, personOf, writes, heldBy, hold, change, refuse, ask } = usePeople(
    version,
    permit,
  )

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
    hold('tech@example.com', 'invoices')
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
    hold('billing@example.com', PERMISSIONS.join())
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
      refuse(setting, message)
      expect(await answerOf(change('tech@example.com', ['invoices'])), message).toEqual(expected)
    }
    refuse(old ? 'UpdateContact' : 'DeleteUserClient', 'You cannot remove the account owner')
    expect(await answerOf(people.removePerson(viewer(), tech))).toMatchObject({ message: 'owner_protected' })
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
})

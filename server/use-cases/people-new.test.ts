import { describe, expect, test } from 'vitest'
import { permit } from '@/server/access/permitted'
import * as people from './people'
import { answerOf, NOT_FOUND, rejected, usePeople } from './testing/people'

describe.each(['7.10', '8.13', '9.0'] as const)('new people on WHMCS %s', (version) => {
  const { sandbox, old, OWNER, viewer, idOf, writes, heldBy, refuse, ask } = usePeople(version, permit)

  test('WHMCS’s refusals of an invitation', async () => {
    const cases: [string, Record<string, string>][] = [
      ['Email is required', { email: 'field_required' }],
      ['The email address entered is not valid', { email: 'field_invalid' }],
      ['User permissions are required', { permissions: 'field_required' }],
      ['User already associated with client', { email: 'already_member' }],
      ['Duplicate Email Address', { email: old ? 'email_signs_in' : 'email_taken' }],
    ]
    for (const [message, fields] of cases) {
      refuse(old ? 'AddContact' : 'CreateClientInvite', message)
      expect(await answerOf(ask('ana@example.net')), message).toEqual(rejected(fields))
    }
    sandbox.world.faults.clear()
    expect(await answerOf(ask('tech@example.com'))).toEqual(rejected({ email: 'already_member' }))
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

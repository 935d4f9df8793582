import { expect, test } from 'vitest'
import { clientId } from '@/lib/ids'
import type { ContactInput } from '@/lib/schemas/contact'
import { addContact, listContacts, updateContact } from './contacts'
import { markOwned } from './owned'
import { byAction, fakeWhmcs } from './testing/fake'

const input: ContactInput = {
  firstName: 'Zoë',
  lastName: "O'Neil & Söhne",
  company: '',
  email: 'zoe@example.com',
  address1: '',
  address2: '',
  city: '',
  state: '',
  postcode: '',
  country: 'DE',
  phone: '+49.30123',
  emails: ['invoice'],
}

async function keysSent(version: string) {
  const saved = { result: 'success', contactid: 3 }
  await using fake = await fakeWhmcs(byAction({ AddContact: saved, UpdateContact: saved }))
  const whmcs = fake.whmcs({}, { version })
  expect(await addContact(whmcs, clientId(12), { ...input, taxId: 'DE1' })).toBe(3)
  await updateContact(whmcs, markOwned(3), input)
  const [add, update] = fake.received
  expect(add?.params.get('lastname')).toBe("O'Neil & Söhne")
  expect(add?.params.get('clientid')).toBe('12')
  expect(update?.params.get('contactid')).toBe('3')
  return update?.params ?? new URLSearchParams()
}

test.each(['8.0', '8.13', '9.0'])('%s: e-mail preferences, and nothing of sub-accounts', async (version) => {
  const sent = await keysSent(version)
  expect(sent.get('email_preferences[invoice]')).toBe('1')
  expect(sent.get('email_preferences[general]')).toBe('0')
  for (const key of ['password2', 'permissions', 'subaccount', 'invoiceemails']) expect(sent.has(key)).toBe(false)
})

test('7.10 takes both spellings', async () => {
  const sent = await keysSent('7.10')
  expect(sent.get('email_preferences[invoice]')).toBe('1')
  expect(sent.get('invoiceemails')).toBe('1')
  expect(sent.get('generalemails')).toBe('0')
  for (const key of ['password2', 'permissions', 'subaccount']) expect(sent.has(key)).toBe(false)
})

test('7.9 knows flags only', async () => {
  const sent = await keysSent('7.9')
  expect(sent.get('invoiceemails')).toBe('1')
  expect([...sent.keys()].some((key) => key.startsWith('email_preferences'))).toBe(false)
})

test('a contact of somebody else among the rows is refused', async () => {
  const rows = [
    { id: 1, userid: 12 },
    { id: 2, userid: 13 },
  ]
  await using fake = await fakeWhmcs(byAction({ GetContacts: { result: 'success', contacts: { contact: rows } } }))
  await expect(listContacts(fake.whmcs(), clientId(12))).rejects.toMatchObject({ failure: 'malformed' })
})

test('another contact than the one saved puts the outcome in doubt', async () => {
  await using fake = await fakeWhmcs(byAction({ UpdateContact: { result: 'success', contactid: 4 } }))
  await expect(updateContact(fake.whmcs(), markOwned(3), input)).rejects.toMatchObject({ failure: 'outcome_unknown' })
})

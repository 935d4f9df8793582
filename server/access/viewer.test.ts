import { expect, test } from 'vitest'
import { PERMISSIONS } from '@/lib/permissions'
import type { Needs } from '@/lib/permissions'
import type { Owned } from '@/server/whmcs/owned'
import type { Reader, Writer } from '@/server/whmcs/client'
import type { Permitted } from './permitted'
import { decide } from './viewer'

const nobody = { owner: false, permissions: new Set<never>(), member: true }

test.each(PERMISSIONS)('%s opens what needs it and nothing else', (held) => {
  const rights = { owner: false, permissions: new Set([held]), member: true }
  for (const needs of PERMISSIONS) expect(decide(rights, needs)).toBe(needs === held ? 'allow' : 'forbidden')
  expect(decide(rights, 'owner')).toBe('forbidden')
})

test.each([...PERMISSIONS, 'owner', 'signed-in'] satisfies Needs[])('the owner may %s', (needs) => {
  expect(decide({ ...nobody, owner: true }, needs)).toBe('allow')
})

test('somebody without any permission is signed in, and no more', () => {
  expect(decide(nobody, 'signed-in')).toBe('allow')
  for (const needs of PERMISSIONS) expect(decide(nobody, needs)).toBe('forbidden')
})

test('who is no longer one of its people has no account here, owner or not', () => {
  expect(decide({ ...nobody, owner: true, member: false }, 'signed-in')).toBe('no_account')
})

/** Not run: that it compiles is the test. Each line marked as an error must be one. */
export function theTypesAskForWhatMustNotBeForgotten(
  viewer: Permitted<'contacts'>,
  reader: Reader,
  writer: Writer,
  contact: Owned<'contact'>,
) {
  const listInvoices = (permitted: Permitted<'invoices'>) => permitted
  const removeContact = (id: Owned<'contact'>) => id
  const removePerson = (id: Owned<'user'>) => id
  const apply = (whmcs: Writer) => whmcs
  // @ts-expect-error another permission does not fit
  listInvoices(viewer)
  // @ts-expect-error a number is nobody's
  removeContact(7)
  // @ts-expect-error nor anybody
  removePerson(7)
  // @ts-expect-error a contact is no user
  removePerson(contact)
  // @ts-expect-error reading rights do not write
  apply(reader)
  // @ts-expect-error a reader has no write half at all
  void reader.write
  return [apply(writer), viewer]
}

import 'server-only'
import type { ClientId } from '@/lib/ids'
import { inOrder, type Permission } from '@/lib/permissions'
import type { Writer } from './client'
import { AddContact, UpdateContact } from './contacts'
import { given } from './encode'
import { WhmcsError, wrongEcho } from './errors'
import type { Owned } from './owned'

/**
 * WHMCS 7.x: contacts that sign in. 8.0 took `password2`, `permissions` and `subaccount` out of both actions; there
 * nothing of this file may be sent (https://developers.whmcs.com/api-reference/addcontact/, version history).
 */
async function expectSubaccounts(whmcs: Writer, action: string): Promise<void> {
  if ((await whmcs.version()).major >= 8)
    throw new WhmcsError('refused', action, { reason: 'no sub-accounts since 8.0' })
}

function listed(permissions: readonly Permission[]): string {
  return inOrder(permissions).join(',')
}

/**
 * A password makes the contact a sub-account. It receives no mail about the account until a contact form says so.
 *
 * @returns the new contact's id
 *
 * @throws WhmcsError `refused` "Duplicate Email Address": the address signs in already, here or elsewhere
 */
export async function addSubaccount(
  whmcs: Writer,
  client: ClientId,
  input: {
    readonly firstName: string
    readonly lastName: string
    readonly email: string
    readonly password: string
    readonly permissions: readonly Permission[]
  },
): Promise<number> {
  await expectSubaccounts(whmcs, AddContact.action)
  const answer = await whmcs.write(AddContact, {
    clientid: client,
    firstname: input.firstName,
    lastname: input.lastName,
    email: input.email,
    password2: input.password,
    permissions: listed(input.permissions),
  })
  return answer.contactid
}

/** Changes whether a contact signs in, with which password, and what it may do; what is left out stays as it is. */
export async function updateSubaccount(
  whmcs: Writer,
  contact: Owned<'user'> | Owned<'contact'>,
  changes: {
    readonly signsIn: boolean
    readonly password?: string
    readonly permissions?: readonly Permission[]
  },
): Promise<void> {
  await expectSubaccounts(whmcs, UpdateContact.action)
  const { signsIn, password, permissions } = changes
  const answer = await whmcs.write(UpdateContact, {
    contactid: contact,
    subaccount: signsIn,
    ...given({ password2: password, permissions: permissions && listed(permissions) }),
  })
  if (answer.contactid !== contact) throw wrongEcho(UpdateContact)
}

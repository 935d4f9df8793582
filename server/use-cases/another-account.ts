import 'server-only'
import type { AnotherAccountInput, RegistrationPolicy } from '@/lib/schemas/register'
import type { Permitted } from '@/server/access/permitted'
import { PortalError } from '@/server/errors'
import { registrationPolicy } from '@/server/profile-policy'
import type { Writer } from '@/server/whmcs/client'
import { addClient } from '@/server/whmcs/clients'
import { accountOf, isRegistrationOpen } from './register'
import { getOwn } from './own-details'

/** Before WHMCS 8.0 nobody signs in to more than one account. @throws PortalError `not_found` where it is not offered */
function expectOffered({ person }: Pick<Permitted<'signed-in'>, 'person'>): void {
  if (!isRegistrationOpen() || person.kind !== 'user') throw new PortalError('not_found')
}

export function isAnotherAccountOffered(kind: string): boolean {
  return isRegistrationOpen() && kind === 'user'
}

/** What the form for one more account is made from. */
export async function prepareAnotherAccount(
  viewer: Permitted<'signed-in'>,
): Promise<{ readonly policy: RegistrationPolicy; readonly known: Readonly<Record<string, string>> }> {
  expectOffered(viewer)
  const { firstName, lastName, email } = await getOwn(viewer)
  return { policy: registrationPolicy(), known: { firstName, lastName, email } }
}

/**
 * A new account that belongs to the user who is signed in. Its owner is the session's own user, never one that a form names.
 *
 * @throws PortalError `not_found`; WhmcsError `refused` at a field
 */
export async function openAnotherAccount(
  viewer: Permitted<'signed-in', Writer>,
  input: AnotherAccountInput,
  language: string,
): Promise<null> {
  expectOffered(viewer)
  await addClient(viewer.whmcs, { ...accountOf(input, language), ownerUserId: viewer.person.id })
  return null
}

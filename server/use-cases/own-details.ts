import 'server-only'
import type { Permitted } from '@/server/access/permitted'
import { PortalError } from '@/server/errors'
import { store } from '@/server/store/current'
import { renameSessions } from '@/server/store/sessions'
import { versionOf } from '@/server/version-of'
import type { Writer } from '@/server/whmcs/client'
import type { PersonDetails } from '@/server/whmcs/people'
import { getPerson } from '@/server/whmcs/people'
import { updateUser } from '@/server/whmcs/users'

type Viewer = Permitted<'signed-in'>
type WritingViewer = Permitted<'signed-in', Writer>

export type OwnDetails = PersonDetails & { readonly version: string }

/**
 * Who signs in: name and address of their own, which are not the account's. Null on WHMCS 7.x for the account's owner,
 * who is the account.
 */
export async function getOwnDetails(viewer: Viewer): Promise<OwnDetails | null> {
  if (viewer.person.kind === 'client') return null
  const found = await getPerson(viewer.whmcs, viewer.person, viewer.email, viewer.clientId)
  if (!found) throw new PortalError('not_found')
  return { ...found, version: versionOf({ first: found.firstName, last: found.lastName }) }
}

/** The language is written only when one was chosen: WHMCS does not tell which one a user has. */
export async function updateOwnDetails(
  viewer: WritingViewer,
  input: {
    readonly firstName: string
    readonly lastName: string
    readonly language: string
    readonly version: string
  },
): Promise<null> {
  const own = await getOwn(viewer)
  if (input.version !== own.version) throw new PortalError('rejected', { message: 'changed_meanwhile' })
  const { language, firstName, lastName } = input
  const chosen = language !== '' && viewer.person.kind === 'user' ? { language } : {}
  await updateUser(viewer.whmcs, viewer.person, { firstName, lastName, ...chosen })
  return null
}

/**
 * The address that this person signs in with, from now on. Their sessions go on under it.
 *
 * @returns the address that was replaced, which has to be told
 * @throws WhmcsError `refused`: somebody else signs in with it
 */
export async function changeOwnEmail(
  viewer: WritingViewer,
  { email }: { readonly email: string },
): Promise<{ readonly replaced: string | null }> {
  const { email: before } = await getOwn(viewer)
  if (email === before) return { replaced: null }
  await updateUser(viewer.whmcs, viewer.person, { email })
  const { db } = await store()
  await renameSessions(db, viewer.location, viewer.person, email)
  return { replaced: before }
}

/** The same for a page about nothing else. @throws PortalError `not_found` for the owner on WHMCS 7.x */
export async function getOwn(viewer: Viewer): Promise<OwnDetails> {
  const own = await getOwnDetails(viewer)
  if (!own) throw new PortalError('not_found')
  return own
}

import 'server-only'
import { randomBytes } from 'node:crypto'
import { samePerson } from '@/lib/ids'
import type { Permission } from '@/lib/permissions'
import type { AccountPerson, Invitation, NewSubaccount } from '@/lib/schemas/person'
import { ownContact, ownUser } from '@/server/access/ownership'
import type { Permitted } from '@/server/access/permitted'
import type { Viewer as AnyViewer } from '@/server/access/viewer'
import { PortalError } from '@/server/errors'
import { versionOf } from '@/server/version-of'
import type { Writer } from '@/server/whmcs/client'
import { listContacts } from '@/server/whmcs/contacts'
import { WhmcsError } from '@/server/whmcs/errors'
import { refusalOf } from '@/server/whmcs/refusals'
import * as subaccounts from '@/server/whmcs/subaccounts'
import * as whmcs from '@/server/whmcs/users'

/**
 * Who signs in to the account. WHMCS lets its owner alone manage them, and so do the doors: no permission of the 13 is
 * about people. The rules below hold all the same for whoever gets here (threats.md T07).
 */
type Viewer = Permitted<'owner'>
type WritingViewer = Permitted<'owner', Writer>

/** Where people come from: users who accept an invitation (8 and later), or sub-accounts that the owner makes (7.x). */
export type PeopleKind = 'users' | 'subaccounts'

export type PersonRow = {
  /** For addresses; null for the client of 7.x, which has no page. */
  readonly id: number | null
  readonly person: AccountPerson
  readonly you: boolean
  /** Why nothing can be changed about this person. */
  readonly fixed: 'owner' | 'self' | null
}

export type KnownPerson = PersonRow & { readonly id: number; readonly version: string; readonly kind: PeopleKind }

function kindOf({ owner }: { readonly owner: { readonly kind: string } }): PeopleKind {
  return owner.kind === 'user' ? 'users' : 'subaccounts'
}

/** The owner is the only one who can manage people: an owner who could be changed or removed would be the last of them. */
function fixedFor(viewer: AnyViewer, one: AccountPerson): PersonRow['fixed'] {
  if (one.owner) return 'owner'
  return samePerson(one.person, viewer.person) ? 'self' : null
}

function rowOf(viewer: AnyViewer, person: AccountPerson): PersonRow {
  return {
    id: person.person.kind === 'client' ? null : person.person.id,
    person,
    you: samePerson(person.person, viewer.person),
    fixed: fixedFor(viewer, person),
  }
}

/** The owner first, then as WHMCS lists them. */
export async function listPeople(viewer: Viewer): Promise<{ rows: readonly PersonRow[]; kind: PeopleKind }> {
  const { client } = await viewer.account()
  const people = await whmcs.listPeople(viewer.whmcs, client)
  const rows = [...people].sort((a, b) => Number(b.owner) - Number(a.owner)).map((one) => rowOf(viewer, one))
  return { rows, kind: kindOf(client) }
}

export async function getPeopleKind(viewer: Viewer): Promise<PeopleKind> {
  return kindOf((await viewer.account()).client)
}

/** Names one state of what a person may do, so that a form made from another one is noticed. */
function accessVersion({ person, permissions }: AccountPerson): string {
  return versionOf({ ...person, permissions })
}

/** @throws PortalError `not_found`, also for somebody of another account */
export async function getPerson(viewer: Viewer, id: number): Promise<KnownPerson> {
  const [own, { client }] = await Promise.all([ownUser(viewer, id), viewer.account()])
  return { ...rowOf(viewer, own.person), id: own.id, version: accessVersion(own.person), kind: kindOf(client) }
}

const FIXED = { owner: 'owner_protected', self: 'not_yourself' } as const

/** Neither the owner nor oneself. @throws PortalError `not_found`, `forbidden` */
async function ownChangeable(viewer: WritingViewer, id: number) {
  const own = await ownUser(viewer, id)
  const fixed = fixedFor(viewer, own.person)
  if (fixed) throw new PortalError('forbidden', { message: FIXED[fixed] })
  return own
}

/** Nobody gives what they do not hold; what the person has already is not given. @throws PortalError `forbidden` */
async function mayGive(viewer: WritingViewer, asked: readonly Permission[], has: readonly Permission[] = []) {
  const { permissions: held } = await viewer.rights()
  if (asked.some((permission) => !held.has(permission) && !has.includes(permission))) {
    throw new PortalError('forbidden', { message: 'not_yours_to_give' })
  }
}

/**
 * Replaces what a person may do, unless it is no longer what the form was made from.
 *
 * @throws PortalError `not_found`, `forbidden`, `rejected`
 */
export async function changePermissions(
  viewer: WritingViewer,
  input: { readonly person: number; readonly version: string; readonly permissions: readonly Permission[] },
): Promise<null> {
  const own = await ownChangeable(viewer, input.person)
  await mayGive(viewer, input.permissions, own.person.permissions)
  if (accessVersion(own.person) !== input.version) throw new PortalError('rejected', { message: 'changed_meanwhile' })
  await whmcs.setPermissions(viewer.whmcs, viewer.clientId, own.id, input.permissions)
  return null
}

async function expectKind(viewer: WritingViewer, kind: PeopleKind): Promise<void> {
  if (kindOf((await viewer.account()).client) !== kind) throw new PortalError('not_found')
}

function sameAddress(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

/** WHMCS mails the invitation. @throws PortalError `forbidden`; WhmcsError `refused`: the address, or already a member */
export async function invitePerson(viewer: WritingViewer, input: Invitation): Promise<null> {
  await expectKind(viewer, 'users')
  await mayGive(viewer, input.permissions)
  await whmcs.inviteUser(viewer.whmcs, viewer.clientId, input)
  return null
}

/** The account's own contact of this address becomes the sub-account: a second one would get every mail twice. */
async function makeSubaccount(viewer: WritingViewer, input: NewSubaccount): Promise<void> {
  const contacts = await listContacts(viewer.whmcs, viewer.clientId)
  const same = contacts.filter((one) => sameAddress(one.email, input.email))
  if (same.some(({ signsIn }) => signsIn)) {
    throw new PortalError('rejected', { message: 'rejected', fields: { email: 'already_member' } })
  }
  const [known] = same
  if (!known) {
    await subaccounts.addSubaccount(viewer.whmcs, viewer.clientId, input)
    return
  }
  const { id } = await ownContact(viewer, known.id)
  const { password, permissions } = input
  await subaccounts.updateSubaccount(viewer.whmcs, id, { signsIn: true, password, permissions })
}

/** The account was made whatever becomes of the mail: a failed call is in the log, and another mail can be asked for when signing in. */
async function mailPasswordLink(viewer: WritingViewer, email: string): Promise<void> {
  try {
    await whmcs.resetPassword(viewer.whmcs, email)
  } catch (error) {
    if (!(error instanceof WhmcsError)) throw error
  }
}

/**
 * WHMCS 7.x: a sub-account. Without a password it gets one that nobody knows, and a mail to choose another.
 *
 * @throws PortalError `forbidden`, `rejected`: the address signs in already
 */
export async function addPerson(viewer: WritingViewer, input: NewSubaccount): Promise<null> {
  await expectKind(viewer, 'subaccounts')
  await mayGive(viewer, input.permissions)
  const chosen = input.password !== ''
  const password = chosen ? input.password : randomBytes(24).toString('base64url')
  try {
    await makeSubaccount(viewer, { ...input, password })
  } catch (error) {
    if (refusalOf(error)?.code !== 'email_taken') throw error
    throw new PortalError('rejected', { message: 'rejected', fields: { email: 'email_signs_in' }, cause: error })
  }
  if (!chosen) await mailPasswordLink(viewer, input.email)
  return null
}

/** WHMCS 7.x: another password for a sub-account. @throws PortalError `not_found`, `forbidden` */
export async function setPassword(
  viewer: WritingViewer,
  { person, password }: { readonly person: number; readonly password: string },
): Promise<null> {
  await expectKind(viewer, 'subaccounts')
  const own = await ownChangeable(viewer, person)
  await subaccounts.updateSubaccount(viewer.whmcs, own.id, { signsIn: true, password })
  return null
}

/** The person keeps their own login and other accounts; on 7.x they stay a contact. @throws PortalError `not_found`, `forbidden` */
export async function removePerson(viewer: WritingViewer, id: number): Promise<null> {
  const own = await ownChangeable(viewer, id)
  await whmcs.removeUserFromClient(viewer.whmcs, viewer.clientId, own.id)
  return null
}

/** What somebody gives up by leaving; null for the owner, without whom nobody could manage the account. */
export async function getOwnAccess(
  viewer: Permitted<'signed-in'>,
): Promise<{ readonly account: string; readonly permissions: readonly Permission[] | null }> {
  const [{ client }, { owner, permissions }] = await Promise.all([viewer.account(), viewer.rights()])
  const account = client.company || `${client.firstName} ${client.lastName}`.trim()
  return { account, permissions: owner ? null : [...permissions] }
}

/** @throws PortalError `forbidden` for the owner */
export async function leaveAccount(viewer: Permitted<'signed-in', Writer>): Promise<null> {
  const { owner } = await viewer.rights()
  if (owner) throw new PortalError('forbidden', { message: 'owner_stays' })
  const own = await ownUser(viewer, viewer.person.id)
  if (!samePerson(own.person.person, viewer.person)) throw new PortalError('not_found')
  await whmcs.removeUserFromClient(viewer.whmcs, viewer.clientId, own.id)
  return null
}

import 'server-only'
import { z } from 'zod'
import type { ClientId, Person } from '@/lib/ids'
import { inOrder, PERMISSIONS, type Permission } from '@/lib/permissions'
import type { Account, Client } from '@/lib/schemas/client'
import type { AccountPerson } from '@/lib/schemas/person'
import { inBatches } from './batches'
import type { Operation, Reader, Writer } from './client'
import { getClientOnly, updateClient } from './clients'
import type { ContactRow } from './contacts'
import { contactRows, contactRowsByEmail, UpdateContact } from './contacts'
import { given } from './encode'
import { isRefusal, WhmcsError, wrongEcho } from './errors'
import { allPages, flatList } from './list'
import type { Owned } from './owned'
import { knownPermissions, permissionsAnswer, splitPermissions } from './permissions-wire'
import { updateSubaccount } from './subaccounts'
import { client as wireClientId, flag, id, text } from './wire'

export { validateLogin, type LoginResult } from './sign-in'

const wireUser = z.object({
  id,
  email: text,
  clients: z.array(z.object({ id: wireClientId, isOwner: flag })),
})

const GetUsers = {
  action: 'GetUsers',
  effect: 'read',
  response: flatList('users', wireUser),
} as const satisfies Operation
const GetUserPermissions = {
  action: 'GetUserPermissions',
  effect: 'read',
  response: permissionsAnswer,
} as const satisfies Operation
const GetPermissionsList = {
  action: 'GetPermissionsList',
  effect: 'read',
  response: permissionsAnswer,
} as const satisfies Operation

const nothing = z.object({})
const UpdateUserPermissions = {
  action: 'UpdateUserPermissions',
  effect: 'write',
  response: nothing,
} as const satisfies Operation
const CreateClientInvite = {
  action: 'CreateClientInvite',
  effect: 'write',
  response: nothing,
} as const satisfies Operation
const UpdateUser = {
  action: 'UpdateUser',
  effect: 'write',
  response: z.object({ user_id: id }),
} as const satisfies Operation
const AddUser = {
  action: 'AddUser',
  effect: 'write',
  response: z.object({ user_id: id }),
} as const satisfies Operation
const DeleteUserClient = { action: 'DeleteUserClient', effect: 'write', response: nothing } as const satisfies Operation
const ResetPassword = {
  action: 'ResetPassword',
  effect: 'write',
  lane: 'login',
  response: nothing,
} as const satisfies Operation

/** How many clients of one user are read at the same time. */
const ACCOUNTS_AT_ONCE = 6
/** How many people's permissions are read at the same time. */
const PEOPLE_AT_ONCE = 6

type Membership = { readonly id: ClientId; readonly isOwner: boolean }

/** GetUsers searches the START of address and names, so several users may come, and this one on a later page. */
async function membershipsOf(whmcs: Reader, user: number, email: string): Promise<readonly Membership[]> {
  const users = await allPages((limitstart, limitnum) => whmcs.read(GetUsers, { search: email, limitstart, limitnum }))
  return users.find((found) => found.id === user)?.clients ?? []
}

/** 7.x: the client itself, or the client whose sub-account signed in. */
async function oldMembershipsOf(whmcs: Reader, person: Person, email: string): Promise<readonly Membership[]> {
  if (person.kind === 'client') return [{ id: wireClientId.parse(person.id), isOwner: true }]
  const found = await contactRowsByEmail(whmcs, email)
  return found
    .filter((row) => row.contact.id === person.id && row.contact.signsIn)
    .map((row) => ({ id: row.clientId, isOwner: false }))
}

/** From 8.0 on clients and sub-accounts sign in no more: a session of one opens nothing, an account of one has no owner. */
export async function isGone(whmcs: Reader, person: Person): Promise<boolean> {
  return person.kind !== 'user' && (await whmcs.version()).major >= 8
}

/**
 * The accounts that a person may enter, with their names. Empty when the person has none, or when `email` is no longer
 * the person's address.
 *
 * https://developers.whmcs.com/api-reference/getusers/ (8.1 and later)
 */
export async function listAccounts(whmcs: Reader, person: Person, email: string): Promise<Account[]> {
  if (await isGone(whmcs, person)) return []
  const memberships =
    person.kind === 'user' ? await membershipsOf(whmcs, person.id, email) : await oldMembershipsOf(whmcs, person, email)
  return inBatches(memberships, ACCOUNTS_AT_ONCE, async ({ id: clientId, isOwner }): Promise<Account> => {
    const client = await getClientOnly(whmcs, clientId)
    const name = `${client.firstName} ${client.lastName}`.trim()
    const { company, language, status } = client
    return { clientId, name, company, owner: isOwner, closed: status === 'Closed', language }
  })
}

const NOT_A_MEMBER = /user is not associated with client|invalid user id|invalid client id/i

/**
 * What a person may do on an account, asked anew each time so that a withdrawal works at once. Somebody who does not
 * belong to the account has the empty set; an answer that cannot be read is an error, never "all".
 *
 * https://developers.whmcs.com/api-reference/getuserpermissions/
 */
export async function getPermissions(
  whmcs: Reader,
  person: Person,
  client: ClientId,
): Promise<ReadonlySet<Permission>> {
  if (await isGone(whmcs, person)) return new Set()
  if (person.kind === 'client') return new Set(person.id === client ? PERMISSIONS : [])
  if (person.kind === 'contact') {
    const row = (await contactRows(whmcs, client)).find(({ contact }) => contact.id === person.id && contact.signsIn)
    return row ? knownPermissions(splitPermissions(row.permissions)) : new Set()
  }
  try {
    return (await whmcs.read(GetUserPermissions, { user_id: person.id, client_id: client })).permissions
  } catch (error) {
    if (isRefusal(error, NOT_A_MEMBER)) return new Set()
    throw error
  }
}

/**
 * Who can sign in to an account and what they may do there, asked anew: on 8 and later its users, on 7.x the client
 * itself and its sub-accounts. Takes the client as `getClient` answered it.
 */
export async function listPeople(whmcs: Reader, client: Client): Promise<AccountPerson[]> {
  const known = await inBatches(client.people, PEOPLE_AT_ONCE, async (one): Promise<AccountPerson> => {
    const permissions = one.owner ? PERMISSIONS : inOrder(await getPermissions(whmcs, one.person, client.id))
    return { ...one, permissions }
  })
  if (client.owner.kind === 'user') return known
  const subaccounts = (await contactRows(whmcs, client.id)).filter((row) => row.contact.signsIn)
  return [...known, ...subaccounts.map(subaccountPerson)]
}

function subaccountPerson({ contact, permissions }: ContactRow): AccountPerson {
  return {
    person: { kind: 'contact', id: contact.id },
    name: `${contact.firstName} ${contact.lastName}`.trim(),
    email: contact.email,
    owner: false,
    permissions: inOrder(knownPermissions(splitPermissions(permissions))),
  }
}

/**
 * Replaces the permissions of a user (8 and later) or sub-account (7.x) on an account.
 *
 * https://developers.whmcs.com/api-reference/updateuserpermissions/
 *
 * @throws WhmcsError `refused` for the owner, and for an empty list on 8 and later
 */
export async function setPermissions(
  whmcs: Writer,
  client: ClientId,
  user: Owned<'user'>,
  permissions: readonly Permission[],
): Promise<void> {
  const { major } = await whmcs.version()
  if (major < 8) return updateSubaccount(whmcs, user, { signsIn: true, permissions })
  const names = inOrder(permissions).join(',')
  await whmcs.write(UpdateUserPermissions, { user_id: user, client_id: client, permissions: names })
}

/**
 * 8 and later: WHMCS mails an invitation that is accepted on its own pages. Nothing lists those that are open.
 *
 * https://developers.whmcs.com/api-reference/createclientinvite/
 *
 * @throws WhmcsError `refused`: the address is invalid, or its user already belongs to the account
 */
export async function inviteUser(
  whmcs: Writer,
  client: ClientId,
  { email, permissions }: { readonly email: string; readonly permissions: readonly Permission[] },
): Promise<void> {
  const params = { client_id: client, email, permissions: inOrder(permissions).join(',') }
  await whmcs.write(CreateClientInvite, params)
}

/**
 * Changes the person's own name, address or language. `person` is the session's own, never an id from a browser.
 *
 * https://developers.whmcs.com/api-reference/updateuser/
 *
 * @throws WhmcsError `refused`: the address is invalid or taken
 */
export async function updateUser(
  whmcs: Writer,
  person: Person,
  changes: {
    readonly firstName?: string
    readonly lastName?: string
    readonly email?: string
    readonly language?: string
  },
): Promise<void> {
  if (person.kind === 'client') return updateClient(whmcs, wireClientId.parse(person.id), changes)
  const names = given({ firstname: changes.firstName, lastname: changes.lastName, email: changes.email })
  if (person.kind === 'contact') {
    const answer = await whmcs.write(UpdateContact, { contactid: person.id, ...names })
    if (answer.contactid !== person.id) throw wrongEcho(UpdateContact)
    return
  }
  const params = { user_id: person.id, ...names, ...given({ language: changes.language }) }
  if ((await whmcs.write(UpdateUser, params)).user_id !== person.id) throw wrongEcho(UpdateUser)
}

/**
 * A new user that belongs to no account yet (8 and later). @returns the user
 *
 * https://developers.whmcs.com/api-reference/adduser/
 */
export async function addUser(
  whmcs: Writer,
  input: {
    readonly firstName: string
    readonly lastName: string
    readonly email: string
    readonly password: string
    readonly language?: string
  },
): Promise<Person> {
  const { major } = await whmcs.version()
  if (major < 8) throw new WhmcsError('refused', AddUser.action, { reason: 'needs 8.0' })
  const answer = await whmcs.write(AddUser, {
    firstname: input.firstName,
    lastname: input.lastName,
    email: input.email,
    password2: input.password,
    ...given({ language: input.language }),
  })
  return { kind: 'user', id: answer.user_id }
}

/**
 * Takes the account away from a user. On 7.x the sub-account becomes a plain contact: it keeps receiving mail.
 *
 * https://developers.whmcs.com/api-reference/deleteuserclient/
 *
 * @throws WhmcsError `refused` for the owner
 */
export async function removeUserFromClient(whmcs: Writer, client: ClientId, user: Owned<'user'>): Promise<void> {
  const { major } = await whmcs.version()
  if (major < 8) return updateSubaccount(whmcs, user, { signsIn: false })
  await whmcs.write(DeleteUserClient, { user_id: user, client_id: client })
}

/** The permissions that this WHMCS knows, those unknown to the portal left out. */
export async function listPermissions(whmcs: Reader): Promise<ReadonlySet<Permission>> {
  return (await whmcs.read(GetPermissionsList)).permissions
}

/**
 * WHMCS mails a link that is good for an hour and leads to its own pages.
 *
 * https://developers.whmcs.com/api-reference/resetpassword/
 *
 * @returns false for an address nobody has. A page must answer both alike.
 */
export async function resetPassword(whmcs: Writer, email: string): Promise<boolean> {
  try {
    await whmcs.write(ResetPassword, { email })
    return true
  } catch (error) {
    if (isRefusal(error, /user not found|client (id )?not found|no account was found/i)) return false
    throw error
  }
}

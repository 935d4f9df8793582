import 'server-only'
import { z } from 'zod'
import type { ClientId, Person } from '@/lib/ids'
import { allPages } from './list'
import type { Operation, Reader } from './client'
import { contactRows, contactRowsByEmail } from './contacts'
import { isRefusal } from './errors'
import { flatList } from './list'
import { humanOrNone, id, text } from './wire'

const GetUsers = {
  action: 'GetUsers',
  effect: 'read',
  response: flatList('users', z.object({ id, email: text, firstname: humanOrNone, lastname: humanOrNone })),
} as const satisfies Operation

const GetClientsDetails = {
  action: 'GetClientsDetails',
  effect: 'read',
  response: z.object({ client: z.object({ id, email: text }) }),
} as const satisfies Operation

function sameAddress(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

/** The search matches the START of an address, so others may come, and the one that is meant on a later page. */
function usersLike(whmcs: Reader, email: string) {
  return allPages((limitstart, limitnum) => whmcs.read(GetUsers, { search: email, limitstart, limitnum }))
}

async function findUser(whmcs: Reader, email: string): Promise<Person | null> {
  const users = await usersLike(whmcs, email)
  const user = users.find((found) => sameAddress(found.email, email))
  return user ? { kind: 'user', id: user.id } : null
}

async function findOldPerson(whmcs: Reader, email: string): Promise<Person | null> {
  try {
    const { client } = await whmcs.read(GetClientsDetails, { email })
    if (sameAddress(client.email, email)) return { kind: 'client', id: client.id }
  } catch (error) {
    if (!isRefusal(error, /client.*not found/i)) throw error
  }
  const rows = await contactRowsByEmail(whmcs, email)
  const row = rows.find(({ contact }) => contact.signsIn && sameAddress(contact.email, email))
  return row ? { kind: 'contact', id: row.contact.id } : null
}

/**
 * Who signs in with this address: for a person whom WHMCS's OpenID Connect has already authenticated, because its
 * subject is no id of the API's. Null when nobody does.
 */
export async function findPerson(whmcs: Reader, email: string): Promise<Person | null> {
  const { major } = await whmcs.version()
  return major >= 8 ? findUser(whmcs, email) : findOldPerson(whmcs, email)
}

export type PersonDetails = { readonly firstName: string; readonly lastName: string; readonly email: string }

/**
 * Name and address of a user (8.0 and later; found by the address they had when they signed in) or of a sub-account.
 * Null when they are no longer there under it.
 */
export async function getPerson(
  whmcs: Reader,
  person: Person,
  email: string,
  client: ClientId,
): Promise<PersonDetails | null> {
  if (person.kind === 'user') {
    const user = (await usersLike(whmcs, email)).find((found) => found.id === person.id)
    return user ? { firstName: user.firstname, lastName: user.lastname, email: user.email } : null
  }
  const row = (await contactRows(whmcs, client)).find(({ contact }) => contact.id === person.id)
  return row ? { firstName: row.contact.firstName, lastName: row.contact.lastName, email: row.contact.email } : null
}

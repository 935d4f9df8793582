import 'server-only'
import { z } from 'zod'
import type { Person } from '@/lib/ids'
import { allPages } from './list'
import type { Operation, Reader } from './client'
import { contactRowsByEmail } from './contacts'
import { isRefusal } from './errors'
import { flatList } from './list'
import { id, text } from './wire'

const GetUsers = {
  action: 'GetUsers',
  effect: 'read',
  response: flatList('users', z.object({ id, email: text })),
} as const satisfies Operation

const GetClientsDetails = {
  action: 'GetClientsDetails',
  effect: 'read',
  response: z.object({ client: z.object({ id, email: text }) }),
} as const satisfies Operation

function sameAddress(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

async function findUser(whmcs: Reader, email: string): Promise<Person | null> {
  // The search matches the START of an address, so others may come, and this one on a later page.
  const users = await allPages((limitstart, limitnum) => whmcs.read(GetUsers, { search: email, limitstart, limitnum }))
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

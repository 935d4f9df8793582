import { timeOf } from '../core/clock.ts'
import type { Row } from '../core/schema.ts'
import { checkPassword } from '../core/secrets.ts'
import { atLeast } from '../core/version.ts'
import type { World } from '../world.ts'
import { checkTotp, same } from './totp.ts'

/**
 * Who acts, and for which client. From 8.0 on a user, with client 0 until one is chosen; before it a client, or a
 * contact that is a sub-account of one.
 */
export interface Person {
  user: number
  contact: number
  client: number
}

export const hasUsers = (world: World): boolean => atLeast(world.settings.version, '8.0')

/** Whose password this is; nobody's when it is wrong. */
export function findPerson(world: World, email: string, password: string): Person | undefined {
  const { store } = world
  if (hasUsers(world)) {
    const user = store.first('users', 'WHERE email = ?', email)
    const right = user !== undefined && checkPassword(password, user.password)
    return right ? { user: user.id, contact: 0, client: 0 } : undefined
  }
  const client = store.first('clients', 'WHERE email = ?', email)
  if (client !== undefined && checkPassword(password, client.password)) {
    // GUESS: a closed client is refused in the words for a wrong password.
    return client.status === 'Closed' ? undefined : { user: 0, contact: 0, client: client.id }
  }
  const contact = store.first('contacts', 'WHERE email = ? AND subaccount = 1', email)
  if (contact === undefined || !checkPassword(password, contact.password)) return undefined
  if (store.byId('clients', contact.userid)?.status === 'Closed') return undefined
  return { user: 0, contact: contact.id, client: contact.userid }
}

const secured = ({ store }: World, person: Person) => {
  if (person.user > 0) return store.byId('users', person.user)
  return person.contact > 0 ? undefined : store.byId('clients', person.client)
}

export const needsSecondFactor = (world: World, person: Person): boolean => secured(world, person)?.two_factor === 1

/** GUESS: WHMCS replaces a backup code once it is used; here it stays, so that a demonstration can be repeated. */
export function checkSecondFactor(world: World, person: Person, code: string): boolean {
  const row = secured(world, person)
  if (row === undefined) return false
  const backup = code.replaceAll(/[\s-]/g, '').toLowerCase()
  if (row.two_factor_backup !== '' && same(row.two_factor_backup, backup)) return true
  return row.two_factor_secret !== '' && checkTotp(row.two_factor_secret, code, world.clock.now())
}

/** The clients a user may act for. GUESS: a closed client is left out, as its SSO is denied too. */
export function clientsOf(world: World, user: number): Row<'clients'>[] {
  const links = world.store.all('user_clients', 'WHERE user_id = ? ORDER BY owner DESC, client_id', user)
  return links.flatMap((link) => {
    const client = world.store.byId('clients', link.client_id)
    return client === undefined || client.status === 'Closed' ? [] : [client]
  })
}

/** After the last factor: notes the sign-in, and takes the client when there is only one to choose. */
export function enter(world: World, person: Person, ip: string): Person {
  const seen = { lastlogin: timeOf(world.clock.now()), lastlogin_ip: ip }
  if (person.user === 0) {
    if (person.contact === 0) world.store.update('clients', person.client, seen)
    return person
  }
  world.store.update('users', person.user, seen)
  const owned = world.store.all('user_clients', 'WHERE user_id = ? AND owner = 1', person.user)
  for (const link of owned) world.store.update('clients', link.client_id, seen)
  const [first, ...others] = clientsOf(world, person.user)
  return first === undefined || others.length > 0 ? person : { ...person, client: first.id }
}

/** Owners, and clients before 8.0, hold every permission. */
export function holds({ store }: World, person: Person, permission: string): boolean {
  if (person.user === 0) {
    if (person.contact === 0) return true
    const contact = store.byId('contacts', person.contact)
    return contact?.permissions.split(',').includes(permission) ?? false
  }
  const link = store.first('user_clients', 'WHERE user_id = ? AND client_id = ?', person.user, person.client)
  return link !== undefined && (link.owner === 1 || link.permissions.split(',').includes(permission))
}

export interface Profile {
  sub: string
  firstname: string
  lastname: string
  email: string
  verified: boolean
}

export function profileOf({ store }: World, person: Person): Profile {
  const contact = person.contact > 0 ? store.byId('contacts', person.contact) : undefined
  const client = store.byId('clients', person.client)
  if (contact !== undefined) {
    // GUESS: the documents do not say what the `sub` of a sub-account is.
    const { firstname, lastname, email } = contact
    return { sub: `${client?.uuid ?? ''}.${contact.id}`, firstname, lastname, email, verified: false }
  }
  const row = person.user > 0 ? store.byId('users', person.user) : client
  if (row === undefined) return { sub: '', firstname: '', lastname: '', email: '', verified: false }
  const { uuid, firstname, lastname, email } = row
  return { sub: uuid, firstname, lastname, email, verified: row.email_verified === 1 }
}

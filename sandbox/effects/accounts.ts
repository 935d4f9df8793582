import { randomUUID } from 'node:crypto'
import { timeOf } from '../core/clock.ts'
import type { Row } from '../core/schema.ts'
import { hashPassword } from '../core/secrets.ts'
import type { Call } from '../actions/action.ts'
import { PERMISSIONS } from '../actions/users-read.ts'

/** The names that exist, in their own order. GUESS: others are dropped without a word. */
export function permissionList(text: string): string {
  const asked = text.split(',').map((name) => name.trim().toLowerCase())
  return PERMISSIONS.filter((name) => asked.includes(name)).join(',')
}

export interface NewUser {
  firstname: string
  lastname: string
  email: string
  password: string
  language?: string | undefined
}

export function createUser(call: Pick<Call, 'store' | 'now'>, user: NewUser): number {
  const now = timeOf(call.now)
  return call.store.insert('users', {
    uuid: randomUUID(),
    firstname: user.firstname,
    lastname: user.lastname,
    email: user.email,
    password: hashPassword(user.password),
    language: user.language ?? '',
    allow_sso: 1,
    created_at: now,
    updated_at: now,
  })
}

export function linkUser(
  call: Pick<Call, 'store' | 'now'>,
  link: Pick<Row<'user_clients'>, 'user_id' | 'client_id' | 'owner' | 'permissions'>,
): void {
  const now = timeOf(call.now)
  call.store.insert('user_clients', { ...link, created_at: now, updated_at: now })
}

export const userByEmail = ({ store }: Pick<Call, 'store'>, email: string): Row<'users'> | undefined =>
  store.first('users', 'WHERE email = ?', email)

/** Before 8.0 an address signs in to one client, or as one sub-account. `except` may keep its own. */
export function signsIn(
  { store }: Pick<Call, 'store'>,
  email: string,
  except: { client?: number; contact?: number } = {},
): boolean {
  const client = store.count('clients', 'WHERE email = ? AND id <> ?', email, except.client ?? 0)
  const login = 'WHERE email = ? AND subaccount = 1 AND id <> ?'
  return client + store.count('contacts', login, email, except.contact ?? 0) > 0
}

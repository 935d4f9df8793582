import { timingSafeEqual } from 'node:crypto'
import type { World } from '../world.ts'
import { field, type PhpArray } from './php-form.ts'

export const IDENTIFIER = 'sandbox-identifier'
export const SECRET = 'sandbox-secret'

// GUESS: documented as "local API only"; that a remote caller hears of a permission is not.
const LOCAL_ONLY = ['setconfigurationvalue']

export interface Denial {
  http: number
  message: string
}

function equal(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}

/** Why the call is not let in; undefined when it is. All of it answers HTTP 403. */
export function denial(world: World, form: PhpArray, action: string, ip: string): Denial | undefined {
  const identifier = field(form, 'identifier') || field(form, 'username')
  const secret = field(form, 'secret') || field(form, 'password')
  if (identifier === '' || secret === '') return { http: 403, message: 'Authentication Failed' }
  if (!equal(identifier, IDENTIFIER)) return { http: 403, message: 'Invalid or missing credentials' }
  if (!equal(secret, SECRET)) return { http: 403, message: 'Authentication Failed' }
  // GUESS: the address is looked at after the credentials; the documents do not say which comes first.
  const key = field(form, 'accesskey')
  const bypass = world.settings.accessKey !== '' && equal(key, world.settings.accessKey)
  if (world.allowedIps !== null && !world.allowedIps.includes(ip) && !bypass) {
    return { http: 403, message: `Invalid IP ${ip}` }
  }
  const lower = action.toLowerCase()
  if (!world.settings.deny.includes(lower) && !LOCAL_ONLY.includes(lower)) return undefined
  return { http: 403, message: `Invalid Permissions: API action "${lower}" is not allowed` }
}

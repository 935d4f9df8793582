import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { field, fromPairs, parsePhpForm, type PhpArray } from '../wire/php-form.ts'
import type { Row } from '../core/schema.ts'
import { randomHex } from '../core/secrets.ts'
import { systemUrl, type World } from '../world.ts'
import type { Person } from './people.ts'
import { same } from './totp.ts'

/** WHMCS names its cookie after the installation. */
export const COOKIE = 'WHMCSsAnDbOx000001'

/** GUESS: PHP's own 24 minutes of quiet end a session. */
const LIFETIME = 1_440_000

export type Session = Row<'web_sessions'>

export const personOf = (row: { user_id: number; contact_id: number; client_id: number }): Person => ({
  user: row.user_id,
  contact: row.contact_id,
  client: row.client_id,
})
export const columnsOf = ({ user, contact, client }: Person) => ({
  user_id: user,
  contact_id: contact,
  client_id: client,
})
export const halfOf = (session: Session): Person => ({
  user: session.half_user,
  contact: session.half_contact,
  client: session.half_client,
})
export const isSomebody = ({ user, client }: Person): boolean => user > 0 || client > 0

export function findSession(world: World, c: Context): Session | undefined {
  const sid = getCookie(c, COOKIE) ?? ''
  const row = world.store.first('web_sessions', 'WHERE sid = ?', sid)
  const now = world.clock.now().getTime()
  // The column ignores case, a secret does not.
  if (row === undefined || !same(row.sid, sid) || now - row.seen > LIFETIME) return undefined
  world.store.update('web_sessions', row.id, { seen: now })
  return row
}

/** A new session under a new id; an earlier one of the same browser ends. */
export function startSession(world: World, c: Context, values: Partial<Session> = {}): Session {
  dropSession(world, c)
  const sid = randomHex(32)
  const row = { ...values, sid, csrf: randomHex(40), seen: world.clock.now().getTime() }
  const id = world.store.insert('web_sessions', row)
  const secure = systemUrl(world).startsWith('https:')
  setCookie(c, COOKIE, sid, { path: '/', httpOnly: true, secure })
  return world.store.byId('web_sessions', id) ?? never()
}

function dropSession(world: World, c: Context): void {
  world.store.remove('web_sessions', 'WHERE sid = ?', getCookie(c, COOKIE) ?? '')
}

export function endSession(world: World, c: Context): void {
  dropSession(world, c)
  deleteCookie(c, COOKIE, { path: '/' })
}

function never(): never {
  throw new Error('A row is gone that was just written.')
}

/** A page's request: who asks, and what was sent. */
export interface Visit {
  world: World
  c: Context
  session: Session
  person: Person
  form: PhpArray
}

export async function readForm(c: Context): Promise<PhpArray> {
  const type = c.req.header('content-type') ?? ''
  return type.startsWith('application/x-www-form-urlencoded') ? parsePhpForm(await c.req.text()) : fromPairs([])
}

export function fields(form: PhpArray, name: string): string[] {
  const value = form[name]
  if (value === undefined || typeof value === 'string') return []
  return Object.values(value).filter((one) => typeof one === 'string')
}

/** Every form of a signed-in person carries the session's token. */
export const hasToken = ({ session, form }: Visit): boolean => same(field(form, 'token'), session.csrf)

/** The path and query of this request, to come back to. */
export function pathOf(c: Context): string {
  const url = new URL(c.req.url)
  return `${url.pathname}${url.search}`
}

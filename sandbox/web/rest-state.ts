import type { Context } from 'hono'
import { z } from 'zod'
import type { Row } from '../core/schema.ts'
import { randomHex } from '../core/secrets.ts'
import { remoteAddress } from '../wire/socket.ts'
import { systemUrl, type World } from '../world.ts'
import { readHs256, signHs256 } from './jwt.ts'

export type ApiSession = Row<'api_sessions'>

// GUESS: the documents show an `exp` and name no length.
const LIFETIME = 3_600_000
/** Thirty requests in five minutes, counted by address and route. */
const WINDOW = 300_000
const ALLOWANCE = 30

const claims = z.object({ exp: z.number(), sid: z.string(), serial: z.number() })

/** A refusal with its HTTP status. The texts, but for that of 429, are a GUESS. */
export class Refused extends Error {
  readonly status: 401 | 403 | 404 | 412 | 422 | 429
  constructor(status: Refused['status'], message: string) {
    super(message)
    this.status = status
  }
}

export function openSession(world: World, values: Partial<ApiSession> = {}): ApiSession {
  const { store } = world
  const seen = world.clock.now().getTime()
  const id = store.insert('api_sessions', { ...values, uid: randomHex(32), seen })
  const row = store.byId('api_sessions', id)
  if (row === undefined) throw new Error('A row is gone that was just written.')
  return row
}

/** The session of this request, its state used up; a new one when there is no state yet. */
export function takeState(world: World, c: Context): ApiSession {
  const given = c.req.header('x-api-state') ?? ''
  if (given === '') return openSession(world)
  const now = world.clock.now().getTime()
  const state = readHs256(world.web.secret, given, claims)
  const row = state === undefined ? undefined : world.store.first('api_sessions', 'WHERE uid = ?', state.sid)
  // A state that was used already is as bad as a forged one: a session's requests go one after the other.
  if (state === undefined || row === undefined || state.serial !== row.serial || state.exp * 1000 < now) {
    throw new Refused(401, 'Unauthorized')
  }
  const taken = { ...row, serial: row.serial + 1, seen: now }
  world.store.update('api_sessions', row.id, { serial: taken.serial, seen: now })
  return taken
}

/** The only state that is good from now on. */
export function stateOf(world: World, session: ApiSession): string {
  const row = world.store.byId('api_sessions', session.id) ?? session
  const site = systemUrl(world)
  return signHs256(world.web.secret, {
    iss: site,
    aud: site,
    exp: Math.floor((world.clock.now().getTime() + LIFETIME) / 1000),
    sub: [],
    sid: row.uid,
    serial: row.serial,
  })
}

/** Ends the session that signed in and opens one that is signed in, so that an old state is worth nothing. */
export function replaceSession(world: World, old: ApiSession, values: Partial<ApiSession>): ApiSession {
  world.store.remove('api_sessions', 'WHERE id = ?', old.id)
  return openSession(world, values)
}

/** A server that acts for many clients shares one allowance for each route. */
export function limit(world: World, c: Context, route: string): void {
  const now = world.clock.now().getTime()
  const key = `${remoteAddress(c)} ${route}`
  const recent = (world.web.calls.get(key) ?? []).filter((at) => at > now - WINDOW && at <= now)
  if (recent.length >= ALLOWANCE) throw new Refused(429, 'Rate Limit Exceeded')
  world.web.calls.set(key, [...recent, now])
}

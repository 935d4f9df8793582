import 'server-only'
import { request } from 'undici'
import { z } from 'zod'
import { WhmcsError } from './errors'

/**
 * WHMCS's REST API v2 (9.0 and later), as far as signing in needs it. It acts for an end user, not for an admin: each
 * answer carries a new `X-Api-State` that the next request must send back. Errors have real HTTP statuses.
 * Source: developers.whmcs.com/rest-api (user/session, http-status-codes).
 */
const DEADLINE_MS = 10_000
const MAX_STATE = 6_000

export type V2Challenge = {
  /** The `X-Api-State` that the answer must carry. A secret: it is half of a session. */
  readonly state: string
  /** The names of the fields that WHMCS asks for. */
  readonly fields: readonly string[]
}

const twoFactor = z.object({
  condition: z.literal('twofa'),
  fields: z.array(z.object({ name: z.string().min(1).max(60) })).min(1),
})

type Answer = { readonly status: number; readonly state: string; readonly body: unknown }

async function post(baseUrl: string, path: string, body: object, state?: string): Promise<Answer> {
  const url = `${baseUrl}/api/v2${path}`
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    ...(state && { 'x-api-state': state }),
  }
  const signal = AbortSignal.timeout(DEADLINE_MS)
  try {
    const answer = await request(url, { method: 'POST', headers, body: JSON.stringify(body), signal })
    const text = await answer.body.text()
    const sent = answer.headers['x-api-state']
    const next = typeof sent === 'string' && sent.length <= MAX_STATE ? sent : ''
    return { status: answer.statusCode, state: next, body: text === '' ? null : JSON.parse(text) }
  } catch (error) {
    throw new WhmcsError(error instanceof SyntaxError ? 'malformed' : 'unreachable', `v2 ${path}`)
  }
}

/**
 * Email and password of somebody whose second factor is on.
 * @returns what WHMCS asks next; null when it does not ask (then there is nothing to verify here)
 */
export async function beginV2Session(baseUrl: string, email: string, password: string): Promise<V2Challenge | null> {
  const answer = await post(baseUrl, '/user/session', { email, password })
  if (answer.status !== 202 || answer.state === '') return null
  const parsed = twoFactor.safeParse(answer.body)
  if (!parsed.success) throw new WhmcsError('malformed', 'v2 /user/session')
  return { state: answer.state, fields: parsed.data.fields.map(({ name }) => name) }
}

/** @returns 'accepted', or 'wrong' with the state for another try. */
export async function verifyV2Session(
  baseUrl: string,
  challenge: V2Challenge,
  code: string,
): Promise<{ kind: 'accepted' } | { kind: 'wrong'; challenge: V2Challenge }> {
  const [field = 'code'] = challenge.fields
  const answer = await post(baseUrl, '/user/session/verify', { fields: { [field]: code } }, challenge.state)
  if (answer.status === 200) return { kind: 'accepted' }
  if (answer.status === 401 || answer.status === 422) {
    return { kind: 'wrong', challenge: { ...challenge, state: answer.state || challenge.state } }
  }
  throw new WhmcsError(answer.status >= 500 ? 'unreachable' : 'refused', 'v2 /user/session/verify')
}

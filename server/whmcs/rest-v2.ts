import 'server-only'
import { request } from 'undici'
import { z } from 'zod'
import type { Handover } from './client'
import { WhmcsError } from './errors'
import type { Owned } from './owned'
import { causeOf, readBody } from './transport'
import { isWithin } from './urls'

/**
 * WHMCS's REST API v2 (9.0 and later), as far as signing in and paying need it. It acts for an end user, not for an
 * admin: each answer carries a new `X-Api-State`, and the next request must send back the newest. So the requests of one
 * session go one after the other. Errors have real HTTP statuses.
 * Source: developers.whmcs.com/rest-api (user/session, payment-link, http-status-codes, rate-limits).
 */
const DEADLINE_MS = 10_000
/** Where another way leads on as well, nobody waits long for this one. */
const SHORT_MS = 4_000
const MAX_STATE = 6_000
const MAX_BYTES = 1_000_000

export type V2Challenge = {
  /** The `X-Api-State` that the answer must carry. A secret: it is half of a session. */
  readonly state: string
  /** The names of the fields that WHMCS asks for. */
  readonly fields: readonly string[]
}

/** What WHMCS says to an address and a password. `state` is a secret: it is that person's session. */
export type V2Begun =
  | { readonly kind: 'open'; readonly state: string }
  | { readonly kind: 'code_needed'; readonly challenge: V2Challenge }
  | { readonly kind: 'refused' }

const twoFactor = z.object({
  condition: z.literal('twofa'),
  fields: z.array(z.object({ name: z.string().min(1).max(60) })).min(1),
})
const link = z.object({ data: z.object({ url: z.string().max(4_000) }) })

type Question = {
  readonly method: 'POST' | 'PUT'
  readonly path: string
  readonly body?: object
  readonly state?: string
  readonly deadlineMs?: number
}
type Answer = { readonly status: number; readonly state: string; readonly body: unknown }

/** @param name for the log: paths hold ids */
async function ask(baseUrl: string, name: string, question: Question): Promise<Answer> {
  const { method, path, body, state, deadlineMs = DEADLINE_MS } = question
  const headers = {
    accept: 'application/json',
    ...(body && { 'content-type': 'application/json' }),
    ...(state && { 'x-api-state': state }),
  }
  try {
    const answer = await request(`${baseUrl}/api/v2${path}`, {
      ...{ method, headers, signal: AbortSignal.timeout(deadlineMs) },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await readBody(answer.body, MAX_BYTES)
    if (text === null) throw new WhmcsError('malformed', name, { reason: 'too large' })
    const sent = answer.headers['x-api-state']
    const next = typeof sent === 'string' && sent.length <= MAX_STATE ? sent : ''
    // What an error says is its status: its body may be a proxy's page.
    const { statusCode: status } = answer
    return { status, state: next, body: status >= 300 || text === '' ? null : JSON.parse(text) }
  } catch (error) {
    if (error instanceof WhmcsError) throw error
    if (error instanceof SyntaxError) throw new WhmcsError('malformed', name)
    throw new WhmcsError('unreachable', name, { reason: causeOf(error) })
  }
}

function refusal({ status }: Answer, name: string): WhmcsError {
  return new WhmcsError(status >= 500 ? 'unreachable' : 'refused', name, { reason: `status ${status}` })
}

/**
 * Begins a session with email and password.
 * @throws WhmcsError `unreachable`, `malformed`
 */
export async function beginV2Session(
  baseUrl: string,
  email: string,
  password: string,
  patience: 'long' | 'short' = 'long',
): Promise<V2Begun> {
  const deadlineMs = patience === 'short' ? SHORT_MS : DEADLINE_MS
  const question = { method: 'POST', path: '/user/session', body: { email, password }, deadlineMs } as const
  const { status, state, body } = await ask(baseUrl, 'v2 session', question)
  if (status === 200 && state !== '') return { kind: 'open', state }
  if (status !== 202 || state === '') return { kind: 'refused' }
  const parsed = twoFactor.safeParse(body)
  if (!parsed.success) throw new WhmcsError('malformed', 'v2 session')
  return { kind: 'code_needed', challenge: { state, fields: parsed.data.fields.map(({ name }) => name) } }
}

/** @returns 'accepted' with the session, '' when WHMCS named none; or 'wrong' with the state for another try. */
export async function verifyV2Session(
  baseUrl: string,
  challenge: V2Challenge,
  code: string,
): Promise<{ kind: 'accepted'; state: string } | { kind: 'wrong'; challenge: V2Challenge }> {
  const [field = 'code'] = challenge.fields
  const body = { fields: { [field]: code } }
  const question = { method: 'POST', path: '/user/session/verify', body, state: challenge.state } as const
  const answer = await ask(baseUrl, 'v2 verify', question)
  if (answer.status === 200) return { kind: 'accepted', state: answer.state }
  if (answer.status === 401 || answer.status === 422) {
    return { kind: 'wrong', challenge: { ...challenge, state: answer.state || challenge.state } }
  }
  throw refusal(answer, 'v2 verify')
}

/**
 * A link that opens WHMCS's page to pay this invoice, once. It is a key: the person's own browser goes there at once, and
 * it is never stored, logged or shown. WHMCS gives 30 of them in 5 minutes, to all customers of a portal together.
 *
 * @param state the newest of the person's session; it is used up, whatever the answer
 * @param clientUuid the account, as GetClientsDetails names it
 * @returns with the state that is the newest now
 * @throws WhmcsError `refused` when WHMCS gives none; `malformed` also when the link leads out of the configured WHMCS
 */
export async function createPaymentLink(
  { baseUrl }: Handover,
  state: string,
  { clientUuid, invoice }: { readonly clientUuid: string; readonly invoice: Owned<'invoice'> },
): Promise<{ readonly url: URL; readonly state: string }> {
  const short = { deadlineMs: SHORT_MS }
  const selecting = { method: 'PUT', path: `/user/session/client/${encodeURIComponent(clientUuid)}`, state } as const
  const selected = await ask(baseUrl, 'v2 client', { ...selecting, ...short })
  if (selected.status !== 200) throw refusal(selected, 'v2 client')
  const making = { method: 'POST', path: `/user/invoices/${invoice}/payment-link`, state: selected.state } as const
  const made = await ask(baseUrl, 'v2 payment-link', { ...making, ...short })
  if (made.status !== 200) throw refusal(made, 'v2 payment-link')
  const parsed = link.safeParse(made.body)
  const url = parsed.success ? URL.parse(parsed.data.data.url) : null
  if (!url) throw new WhmcsError('malformed', 'v2 payment-link')
  if (!isWithin(baseUrl, url)) throw new WhmcsError('malformed', 'v2 payment-link', { reason: 'link elsewhere' })
  return { url, state: made.state }
}

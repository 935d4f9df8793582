import type { Endpoint } from '../../scripts/endpoints.ts'
import { listEndpoints } from '../../scripts/endpoints.ts'
import { builtAction } from './built.ts'
import { PASSWORD } from './sign-in.ts'
import type { Answer, Caller } from './wire.ts'
import { keepCookies, send } from './wire.ts'

/** Server actions called as anybody with a socket can: the id is public, the page in the address is free to choose. */

export type Fields = Readonly<Record<string, string | readonly string[]>>

export type ActionCall = Caller & {
  /** The page that it pretends to come from; one that holds the action when absent. */
  readonly path?: string
  /** Added to, or in the place of, what a browser would send from the portal's own page. */
  readonly headers?: Readonly<Record<string, string>>
  /** Headers that a browser would send and this caller does not. */
  readonly without?: readonly string[]
}

export type ActionAnswer = Answer & {
  /** `ok`, an error code, `redirect`, or `none` when the action did not answer at all. */
  readonly outcome: string
  /** Where it sends the browser. */
  readonly to: string | null
}

export const PAGES = listEndpoints().filter(({ kind }) => kind === 'page')
export const ROUTES = listEndpoints().filter(({ kind }) => kind === 'route')
export const ACTIONS = listEndpoints().filter(({ kind }) => kind === 'action')

export function actionNamed(name: string): Endpoint {
  const found = ACTIONS.find((endpoint) => endpoint.name === name)
  if (!found) throw new Error(`There is no action ${name}`)
  return found
}

/** A page that holds the action and needs no id in its address. */
export function homeOf(endpoint: Endpoint): string {
  const { pages } = builtAction(endpoint)
  return pages.find((page) => !page.includes('[')) ?? '/'
}

function entries(fields: Fields): [string, string][] {
  return Object.entries(fields).flatMap(([name, value]) => [value].flat().map((text): [string, string] => [name, text]))
}

function outcomeOf({ status, headers, text }: Answer): string {
  if (headers['x-action-redirect'] !== undefined) return 'redirect'
  if (status >= 300 && status < 400) return 'redirect'
  if (!headers['content-type']?.startsWith('text/x-component')) return 'none'
  const result = /"result":\{"ok":(?:(true)|false,"code":"([a-z_]+)")/.exec(text)
  if (!result) return 'none'
  return result[2] ?? 'ok'
}

async function encoded(form: FormData): Promise<{ type: string; body: Buffer }> {
  const written = new Response(form)
  return { type: written.headers.get('content-type') ?? '', body: Buffer.from(await written.arrayBuffer()) }
}

/** As the browser's own script calls it. */
export async function callAction(
  origin: string,
  endpoint: Endpoint,
  fields: Fields,
  call: ActionCall = {},
): Promise<ActionAnswer> {
  const form = new FormData()
  for (const [name, value] of entries(fields)) form.append(`_1_${name}`, value)
  form.append('0', '[{"result":null,"values":{}},"$K1"]')
  return post(origin, endpoint, form, call, { 'next-action': builtAction(endpoint).id, accept: 'text/x-component' })
}

/** As the form works without JavaScript: one multipart body, and a whole page for an answer. */
export async function submitForm(origin: string, endpoint: Endpoint, fields: Fields, call: ActionCall = {}) {
  const form = new FormData()
  form.append('$ACTION_REF_1', '')
  form.append('$ACTION_1:0', JSON.stringify({ id: builtAction(endpoint).id, bound: '$@1' }))
  form.append('$ACTION_1:1', '[{"result":null,"values":{}}]')
  form.append('$ACTION_KEY', 'k0123456789')
  for (const [name, value] of entries(fields)) form.append(name, value)
  return post(origin, endpoint, form, call, { accept: 'text/html' })
}

async function post(
  origin: string,
  endpoint: Endpoint,
  form: FormData,
  call: ActionCall,
  own: Readonly<Record<string, string>>,
): Promise<ActionAnswer> {
  const { type, body } = await encoded(form)
  const { path = homeOf(endpoint), headers = {}, without = [], ...caller } = call
  const all = { ...own, 'content-type': type, origin, 'sec-fetch-site': 'same-origin', ...headers }
  const kept = Object.fromEntries(Object.entries(all).filter(([name]) => !without.includes(name)))
  const answer = await send(origin, path, { ...caller, method: 'POST', headers: kept, body })
  const to = answer.headers['x-action-redirect']?.split(';')[0] ?? answer.headers['location'] ?? null
  return { ...answer, outcome: outcomeOf(answer), to }
}

/** Signs in over the wire and answers the cookies. */
export async function signInRaw(origin: string, email: string, caller: Caller = {}): Promise<string> {
  const answer = await callAction(origin, actionNamed('sign-in'), { email, password: PASSWORD }, caller)
  const cookie = keepCookies(answer, caller.cookie)
  if (!cookie.includes('portal.session=')) throw new Error(`${email} did not sign in: ${answer.outcome}`)
  return cookie
}

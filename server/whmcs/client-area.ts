import 'server-only'
import { request as send, type Agent } from 'undici'
import { headersOf, visit, type Jar } from './download'
import { encodeForm, type Params } from './encode'
import { WhmcsError } from './errors'
import { causeOf, readBody, watchStart } from './transport'
import { isWithin } from './urls'

/** What is known of a form that was sent and answered. The page itself is neither kept nor shown. */
export type FormAnswer = {
  /** WHMCS shows the same form once more: it was not taken. `false` proves nothing either way. */
  readonly again: boolean
}

type Form = {
  /** The address of single sign-on. Good for one use. */
  readonly session: URL
  /** Where the form is sent, relative to WHMCS's base URL. */
  readonly path: string
  readonly params: Params
}

type Rules = {
  readonly base: string
  readonly pageMs: number
  readonly postMs: number
  readonly maxBytes: number
  /** The moment (ms since 1970) after which the form is not sent any more. */
  readonly notAfter: number
}

const ACTION = 'ClientArea'
const CONTROL = /<(?:input|select|textarea|button)\b[^>]*>/gi
const ATTRIBUTE = /\s(name|value)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi
/** Every page of the client area carries it for its scripts, whether it holds a form or not. */
const IN_SCRIPT = /\bcsrfToken\s*=\s*['"]([^'"]*)['"]/
const TOKEN = /^[A-Za-z0-9]{16,128}$/

/** The controls of a page: name to value. The first of a name counts. */
function controlsOf(html: string): Map<string, string> {
  const controls = new Map<string, string>()
  for (const [tag] of html.matchAll(CONTROL)) {
    const attributes = new Map<string, string>()
    for (const [, name = '', a, b, c] of tag.matchAll(ATTRIBUTE)) attributes.set(name.toLowerCase(), a ?? b ?? c ?? '')
    const name = attributes.get('name')
    if (name !== undefined && !controls.has(name)) controls.set(name, attributes.get('value') ?? '')
  }
  return controls
}

/** What makes a form WHMCS's own: the token of the session. */
function tokenIn(html: string): string | null {
  const token = controlsOf(html).get('token') ?? IN_SCRIPT.exec(html)?.[1] ?? ''
  return TOKEN.test(token) ? token : null
}

function showsAgain(html: string, params: Params): boolean {
  const controls = controlsOf(html)
  const names = Object.keys(params).map((key) => key.replace(/\[\d+\]$/, '[]'))
  return controls.has('token') && names.every((name) => controls.has(name))
}

async function openPage(agent: Agent, session: URL, rules: Rules, jar: Jar): Promise<string> {
  const { statusCode, body } = await visit(agent, session, rules.base, rules.pageMs, jar)
  const html = await readBody(body, rules.maxBytes).catch((error: unknown) => {
    throw new WhmcsError('unreachable', ACTION, { reason: causeOf(error) })
  })
  if (statusCode >= 500) throw new WhmcsError('unreachable', ACTION, { reason: `status ${statusCode}` })
  const token = html === null || statusCode !== 200 ? null : tokenIn(html)
  if (token === null) throw new WhmcsError('refused', ACTION, { reason: 'no form' })
  return token
}

/**
 * Signs in, takes the token from the page, and sends the form once. Redirects after it are not followed: what the form
 * did is for the caller to look up, because a page proves nothing.
 *
 * @throws WhmcsError `outcome_unknown` when it was sent and no whole answer came; `unreachable`, `refused`, `malformed`
 *   when it was not sent
 */
export async function submitForm(agent: Agent, form: Form, rules: Rules): Promise<FormAnswer> {
  const url = URL.parse(form.path, `${rules.base}/`)
  if (!url || !isWithin(rules.base, url)) throw new RangeError('not a path of WHMCS')
  const jar: Jar = new Map()
  const token = await openPage(agent, form.session, rules, jar)
  let sent = false
  const started = () => {
    sent = true
  }
  const dispatcher = watchStart(agent, started, rules.notAfter)
  try {
    const { statusCode, body } = await send(url, {
      dispatcher,
      method: 'POST',
      headers: { ...headersOf(jar), 'content-type': 'application/x-www-form-urlencoded' },
      body: encodeForm(form.params, { token }),
      signal: AbortSignal.timeout(rules.postMs),
    })
    const html = await readBody(body, rules.maxBytes)
    if (statusCode >= 400) throw new WhmcsError('outcome_unknown', ACTION, { reason: `status ${statusCode}` })
    return { again: html !== null && showsAgain(html, form.params) }
  } catch (error) {
    if (error instanceof WhmcsError) throw error
    throw new WhmcsError(sent ? 'outcome_unknown' : 'unreachable', ACTION, { reason: causeOf(error) })
  }
}

import { z } from 'zod'
import { causeOf } from '@/server/whmcs/transport'
import type { Finding } from './finding.ts'
import { finding } from './finding.ts'

const TIMEOUT_MS = 8_000
/** A sign-on token of WHMCS's lives for 60 s, an ID token's times are compared with this machine's. */
const SKEW_WARN_S = 10
const SKEW_BAD_S = 60

function fetched(url: string, method: 'GET' | 'HEAD' = 'GET'): Promise<Response> {
  return fetch(url, { method, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) })
}

function cause(error: unknown): string {
  return causeOf(error instanceof Error && error.cause !== undefined ? error.cause : error)
}

/** How far WHMCS's clock and this machine's are apart, from the Date of an answer. */
export async function examineClock(base: string): Promise<Finding> {
  const asked = Date.now()
  try {
    const response = await fetched(`${base}/`, 'HEAD')
    const theirs = Date.parse(response.headers.get('date') ?? '')
    if (Number.isNaN(theirs)) return finding('info', 'Clock', 'WHMCS does not tell its time')
    // The header holds whole seconds, cut off: half a second is added.
    const seconds = Math.round((theirs + 500 - (asked + Date.now()) / 2) / 1000)
    const seen = `${Math.abs(seconds)} s apart`
    if (Math.abs(seconds) <= SKEW_WARN_S) return finding('ok', 'Clock', seen)
    const verdict = Math.abs(seconds) > SKEW_BAD_S ? 'bad' : 'warn'
    return finding(
      verdict,
      'Clock',
      seen,
      `WHMCS is ${seconds > 0 ? 'ahead' : 'behind'}. Set both machines by a time server (NTP).`,
    )
  } catch (error) {
    return finding('warn', 'Clock', `not told (${cause(error)})`, 'Run the doctor again.')
  }
}

const discovery = z.object({ issuer: z.string(), jwks_uri: z.url() })
const keys = z.object({ keys: z.array(z.object({ kty: z.string() })) })

async function json(url: string): Promise<unknown> {
  const response = await fetched(url)
  if (!response.ok) throw new Error(`status ${response.status}`)
  return response.json()
}

/** Sign-in through WHMCS's own OpenID Connect: its document, its name for itself, its keys. */
export async function examineOidc(base: string): Promise<readonly Finding[]> {
  const what = 'OpenID Connect'
  try {
    const found = discovery.safeParse(await json(`${base}/oauth/openid-configuration.php`))
    if (!found.success)
      return [finding('bad', what, 'its document cannot be read', 'Check that WHMCS_URL is WHMCS’s base address.')]
    const { issuer } = found.data
    const named = finding('ok', `${what}: document`, 'found')
    if (issuer.replace(/\/+$/, '') !== base) {
      return [
        named,
        finding(
          'bad',
          `${what}: issuer`,
          issuer,
          'It must be WHMCS_URL: use the System URL that WHMCS has in its General Settings.',
        ),
      ]
    }
    const set = keys.safeParse(await json(`${base}/oauth/certs.php`))
    if (set.success && set.data.keys.length > 0)
      return [named, finding('ok', `${what}: keys`, String(set.data.keys.length))]
    return [
      named,
      finding(
        'bad',
        `${what}: keys`,
        'none',
        'Create an OpenID Connect credential in WHMCS: its first one makes the keys.',
      ),
    ]
  } catch (error) {
    const seen = error instanceof Error && error.message.startsWith('status ') ? error.message : cause(error)
    return [finding('bad', what, `no answer (${seen})`, 'Check WHMCS_URL, or leave WHMCS_OIDC_CLIENT_ID out.')]
  }
}

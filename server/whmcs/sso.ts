import 'server-only'
import { z } from 'zod'
import type { ClientId, Person } from '@/lib/ids'
import type { Handover, Operation } from './client'
import type { Download } from './download'
import { given } from './encode'
import { WhmcsError } from './errors'
import type { Owned } from './owned'
import { startsWithPdf } from './pdf'

const CreateSsoToken = {
  action: 'CreateSsoToken',
  effect: 'handover',
  // The token lives for 60 s, and somebody is waiting for the page behind it.
  deadlineMs: 8000,
  response: z.object({ redirect_url: z.string() }),
} as const satisfies Operation

/** A place below WHMCS's base: no scheme, no host, no way up. */
const PATH = /^\/?(?!\/)[A-Za-z0-9][A-Za-z0-9_\-./]*(\?[A-Za-z0-9_\-=&%.[\]]*)?$/

export type SsoTarget = {
  readonly client: ClientId
  readonly person: Person
  /** `viewinvoice.php?id=7`: relative to WHMCS's base URL. */
  readonly path: string
}

/**
 * Whom WHMCS will sign in. Without `user_id` it takes the account's OWNER, so a person that cannot be named exactly is
 * refused: a sub-account of 7.x would otherwise get the owner's session.
 */
async function whom(whmcs: Handover, client: ClientId, person: Person) {
  const { major } = await whmcs.version()
  if (person.kind === 'user' && major >= 8) return { client_id: client, user_id: person.id }
  if (person.kind === 'client' && major < 8 && person.id === client) return { client_id: client }
  throw new WhmcsError('refused', CreateSsoToken.action, { reason: 'person cannot be signed in' })
}

/**
 * An address that signs the person in to WHMCS once, within 60 seconds, at the given place. It is a key: redirect the
 * person's own browser to it at once, never store, log or show it.
 *
 * https://developers.whmcs.com/api-reference/createssotoken/ (7.10 and later)
 *
 * @throws WhmcsError `refused` when single sign-on is switched off for the client or user; `malformed` when the address
 * is not the configured WHMCS's own
 */
export async function createSsoToken(whmcs: Handover, target: SsoTarget): Promise<URL> {
  if (!PATH.test(target.path) || target.path.includes('..')) throw new RangeError('not a path of WHMCS')
  const answer = await whmcs.handover(CreateSsoToken, {
    ...given(await whom(whmcs, target.client, target.person)),
    destination: 'sso:custom_redirect',
    sso_redirect_path: target.path,
  })
  const url = URL.parse(answer.redirect_url)
  const expected = new URL(`${whmcs.baseUrl}/oauth/singlesignon.php`)
  const ours = url && url.origin === expected.origin && url.pathname === expected.pathname
  if (!ours || url.username || url.password) {
    throw new WhmcsError('malformed', CreateSsoToken.action, { reason: 'redirect_url elsewhere' })
  }
  return url
}

async function refuse(download: Download, reason: string): Promise<never> {
  await download.stream.cancel()
  const failure = download.status >= 500 ? 'unreachable' : 'refused'
  throw new WhmcsError(failure, 'ClientArea', { reason })
}

/**
 * The invoice as the PDF that WHMCS makes. WHMCS has no action for it, so the portal's server signs the person in with a
 * throw-away session and fetches `dl.php?type=i`. WHMCS answers a login page with status 200 when it does not work out:
 * only a body that is a PDF by type and first bytes is passed on.
 *
 * Read or cancel the stream: it holds one of the two places of the `pdf` lane, for 20 s at most.
 *
 * @throws WhmcsError `refused` when WHMCS shows a page instead; `unreachable` when it does not answer
 */
export async function fetchPdf(
  whmcs: Handover,
  target: { readonly client: ClientId; readonly person: Person; readonly invoice: Owned<'invoice'> },
): Promise<{ stream: ReadableStream<Uint8Array>; length?: number }> {
  const { client, person, invoice } = target
  const url = await createSsoToken(whmcs, { client, person, path: `dl.php?type=i&id=${invoice}` })
  const download = await whmcs.follow(url)
  if (download.status !== 200) return refuse(download, `status ${download.status}`)
  if (!/^application\/pdf\b/.test(download.contentType)) return refuse(download, 'not a pdf')
  const stream = await startsWithPdf(download.stream)
  if (!stream) throw new WhmcsError('refused', 'ClientArea', { reason: 'not a pdf' })
  return download.length === undefined ? { stream } : { stream, length: download.length }
}

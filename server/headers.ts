import 'server-only'
import { env } from './env'

/** What the portal answers; every other method is refused. */
export const METHODS: readonly string[] = ['GET', 'HEAD', 'POST']

/**
 * One policy for every document. `strict-dynamic` with a nonce: only scripts that this response named, and what they
 * load. Trusted Types: only the policy that instrumentation-client.ts installs (its file says why).
 */
export function contentSecurityPolicy(nonce: string, pathname = '/', support = false): string {
  const secure = env().PORTAL_URL.protocol === 'https:'
  const logo = env().PORTAL_LOGO_URL
  const development = env().NODE_ENV === 'development'
  return [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    `img-src 'self'${logo?.startsWith('https:') ? ` ${new URL(logo).origin}` : ''}`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `manifest-src 'self'`,
    `worker-src 'self'`,
    `frame-src 'self'`,
    `object-src 'none'`,
    `base-uri 'none'`,
    ['form-action', `'self'`, ...formTargets(pathname, support)].join(' '),
    `frame-ancestors 'none'`,
    ...(development ? [] : [`require-trusted-types-for 'script'`, 'trusted-types default']),
    'report-uri /csp-report',
    ...(secure ? ['upgrade-insecure-requests'] : []),
  ].join('; ')
}

/**
 * A form that leads elsewhere is redirected there, and browsers apply this to the redirect as well. An agent in a
 * customer's account is never sent to WHMCS.
 */
function formTargets(pathname: string, support: boolean): string[] {
  const { whmcs, AGENT_OIDC_ISSUER: issuer } = env()
  const provider = issuer !== undefined && pathname.startsWith('/agent') ? [issuer] : []
  return [...(support ? [] : whmcs.map(({ url }) => url)), ...provider].map((url) => new URL(url).origin)
}

/** For answers that are files or data: no document of ours, so nothing may run or load in it. */
export const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"

/**
 * For the document of a mail that WHMCS sent, which is untrusted: nothing runs, nothing is sent, and nothing is loaded
 * but, when the reader asked for them, pictures. Links open in a new window. The same words stand on the frame.
 */
function mailPolicy(images: boolean): string {
  return [
    'sandbox allow-popups allow-popups-to-escape-sandbox',
    `default-src 'none'`,
    `img-src ${images ? 'https: ' : ''}data:`,
    `style-src 'unsafe-inline'`,
    `form-action 'none'`,
    `base-uri 'none'`,
    `frame-ancestors 'self'`,
  ].join('; ')
}

/** Addresses of route handlers, and no others: what does not exist answers with a page, which needs its styles. */
const DATA =
  /^\/(api|csp-report)(\/|$)|^\/(invoices|transactions|support-access|agent\/audit)\.csv$|^\/invoices\.zip$|^\/invoices\/[^/]+\/(pdf|payment\/status)$/
const MAIL = /^\/emails\/[^/]+(\/body)?$/

export function isData(pathname: string): boolean {
  return DATA.test(pathname)
}

/** What differs for the mails: `body` is the document in the frame, `page` the one around it. */
function mailPart(pathname: string): 'body' | 'page' | null {
  const found = MAIL.exec(pathname)
  return found && (found[1] ? 'body' : 'page')
}

const EMBEDDER = 'cross-origin-embedder-policy'
/** After signing out the browser's Back button shows nothing of the account. */
const FORGET_PAGES = ['clear-site-data', '"cache"'] as const

type Address = Pick<URL, 'pathname' | 'searchParams'>

/** The content security policy of an address; `support` when an agent's grant comes along. */
export function policyOf({ pathname, searchParams }: Address, nonce: string, support: boolean): string {
  if (mailPart(pathname) === 'body') return mailPolicy(searchParams.get('images') === '1')
  return isData(pathname) ? DATA_POLICY : contentSecurityPolicy(nonce, pathname, support)
}

/**
 * Pictures of other servers do not ask to be embedded, which `require-corp` insists on, of the page around the frame
 * too. While they are shown, and for that page alone, it is lifted; the frame's own value sends no cookies with them.
 */
export function headersOf({ pathname, searchParams }: Address): readonly (readonly [string, string])[] {
  const part = mailPart(pathname)
  const images = searchParams.get('images') === '1'
  if (pathname === '/sign-in' && searchParams.has('signed-out')) return [...DOCUMENT_HEADERS, FORGET_PAGES]
  if (part === 'page') return images ? [...DOCUMENT_HEADERS, [EMBEDDER, 'unsafe-none']] : DOCUMENT_HEADERS
  if (part === null) return DOCUMENT_HEADERS
  // Sandboxed, it has an origin that nobody shares: it asks for no agent cluster of its own.
  const plain = DOCUMENT_HEADERS.filter(([name]) => name !== 'origin-agent-cluster')
  const own = [
    ['referrer-policy', 'no-referrer'],
    ['x-frame-options', 'SAMEORIGIN'],
  ] as const
  return [...plain, ...own, ...(images ? [[EMBEDDER, 'credentialless'] as const] : [])]
}

/** Set on every answer, files of the build included. */
export const FILE_HEADERS: readonly (readonly [string, string])[] = [
  ['x-content-type-options', 'nosniff'],
  ['cross-origin-resource-policy', 'same-origin'],
  [EMBEDDER, 'require-corp'],
  ['strict-transport-security', 'max-age=63072000; includeSubDomains; preload'],
  // Not `no-referrer`: with it a browser without JavaScript sends our own forms with `Origin: null`, and they are refused.
  ['referrer-policy', 'same-origin'],
  ['x-permitted-cross-domain-policies', 'none'],
  ['x-dns-prefetch-control', 'off'],
]

/** Set on everything else besides. */
const DOCUMENT_HEADERS: readonly (readonly [string, string])[] = [
  ['cross-origin-opener-policy', 'same-origin'],
  ['origin-agent-cluster', '?1'],
  ['x-frame-options', 'DENY'],
  ['x-robots-tag', 'noindex, nofollow'],
  [
    'permissions-policy',
    'accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=(), publickey-credentials-get=(self), clipboard-write=(self), browsing-topics=()',
  ],
]

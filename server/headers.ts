import 'server-only'
import { env } from './env'

/**
 * One policy for every document. `strict-dynamic` with a nonce: only scripts that this response named, and what they
 * load. Trusted Types: only the policy that components/layout/trusted-types.tsx installs (its file says why).
 */
export function contentSecurityPolicy(nonce: string): string {
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
    // A form that hands over to WHMCS is redirected there, and browsers apply this to the redirect as well.
    `form-action 'self' ${env()
      .whmcs.map(({ url }) => new URL(url).origin)
      .join(' ')}`,
    `frame-ancestors 'none'`,
    ...(development ? [] : [`require-trusted-types-for 'script'`, 'trusted-types default']),
    'report-uri /csp-report',
    ...(secure ? ['upgrade-insecure-requests'] : []),
  ].join('; ')
}

/** For answers that are files or data: no document of ours, so nothing may run or load in it. */
export const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"

/** Addresses of route handlers, and no others: what does not exist answers with a page, which needs its styles. */
const DATA = /^\/(api|csp-report)(\/|$)|^\/invoices\.csv$|^\/invoices\/[^/]+\/pdf$/

export function isData(pathname: string): boolean {
  return DATA.test(pathname)
}

/** Set on every document; next.config.js sets those that static files need as well. */
export const DOCUMENT_HEADERS: readonly (readonly [string, string])[] = [
  // Not `no-referrer`: with it a browser without JavaScript sends our own forms with `Origin: null`, and they are refused.
  ['referrer-policy', 'same-origin'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-embedder-policy', 'require-corp'],
  ['origin-agent-cluster', '?1'],
  ['x-frame-options', 'DENY'],
  ['x-robots-tag', 'noindex, nofollow'],
  [
    'permissions-policy',
    'accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=(), publickey-credentials-get=(self), clipboard-write=(self), browsing-topics=()',
  ],
]

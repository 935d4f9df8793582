import type { Answer } from '../support/wire.ts'

/** What headers an answer must carry, written a second time: whoever changes server/headers.ts changes this as well. */

const NONCE = /^[A-Za-z0-9+/]{22}==$/

export function nonceOf(policy: string): string {
  return /'nonce-([^']*)'/.exec(policy)?.[1] ?? ''
}

export function isNonce(nonce: string): boolean {
  return NONCE.test(nonce) && Buffer.from(nonce, 'base64').length === 16
}

export function documentPolicy(nonce: string, whmcs: string, secure = false): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "frame-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    `form-action 'self' ${whmcs}`,
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default',
    'report-uri /csp-report',
    ...(secure ? ['upgrade-insecure-requests'] : []),
  ].join('; ')
}

export const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"

export const mailPolicy = (images: boolean) =>
  `sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src ${images ? 'https: ' : ''}data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'`

/** On every answer, files of the build included. */
const EVERYWHERE: Readonly<Record<string, string>> = {
  'strict-transport-security': 'max-age=63072000; includeSubDomains; preload',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'x-permitted-cross-domain-policies': 'none',
  'x-dns-prefetch-control': 'off',
}

const ON_DOCUMENTS: Readonly<Record<string, string>> = {
  ...EVERYWHERE,
  'cross-origin-opener-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex, nofollow',
  'permissions-policy':
    'accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=(), publickey-credentials-get=(self), clipboard-write=(self), browsing-topics=()',
}

/** The document of a mail: framed by the portal alone, and telling nobody where it stands. */
const ON_MAILS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(ON_DOCUMENTS).filter(([name]) => name !== 'origin-agent-cluster')),
  'x-frame-options': 'SAMEORIGIN',
  'referrer-policy': 'no-referrer',
}

export type Kind = 'document' | 'data' | 'mail' | 'file'

const FORBIDDEN = /^(x-powered-by|server|access-control-.*|x-middleware-.*|x-nonce|x-aspnet.*|via)$/

/** What is wrong with the headers of an answer, one line each; none when they are as they must be. */
export function headerFaults(answer: Answer, kind: Kind, whmcs: string, secure = false) {
  const { headers } = answer
  const wanted = { file: EVERYWHERE, mail: ON_MAILS, document: ON_DOCUMENTS, data: ON_DOCUMENTS }[kind]
  const faults = Object.entries(wanted).flatMap(([name, value]) =>
    headers[name] === value ? [] : [`${name}: ${headers[name]}`],
  )
  faults.push(...Object.keys(headers).filter((name) => FORBIDDEN.test(name)))
  if (kind === 'file') return faults
  const policy = headers['content-security-policy'] ?? ''
  const nonce = nonceOf(policy)
  const golden = { data: DATA_POLICY, mail: mailPolicy(false), document: documentPolicy(nonce, whmcs, secure) }[kind]
  if (policy !== golden) faults.push(`content-security-policy: ${policy}`)
  if (kind === 'document' && !isNonce(nonce)) faults.push(`nonce ${nonce}`)
  if (!/no-store/.test(headers['cache-control'] ?? '')) faults.push(`cache-control: ${headers['cache-control']}`)
  return faults
}

export type Cookie = {
  readonly name: string
  readonly value: string
  readonly attributes: Readonly<Record<string, string>>
}

export function parseCookie(line: string): Cookie {
  const [pair = '', ...rest] = line.split(/;\s*/)
  const at = pair.indexOf('=')
  const attributes = rest.map((part): [string, string] => {
    const [key = '', value = ''] = part.split('=')
    return [key.toLowerCase(), value.toLowerCase()]
  })
  return { name: pair.slice(0, at), value: pair.slice(at + 1), attributes: Object.fromEntries(attributes) }
}

/** How long each cookie may live, in seconds. */
const LIFETIMES: Readonly<Record<string, number>> = {
  session: 12 * 3600,
  device: 180 * 86_400,
  challenge: 600,
  agent: 10 * 3600,
  'agent.device': 180 * 86_400,
  'agent.waiting': 600,
  'agent.journey': 600,
  csrf: 600,
  callback: 600,
  pkce: 600,
  state: 600,
  nonce: 600,
  locale: 365 * 86_400,
  theme: 365 * 86_400,
}
const PREFERENCES = ['locale', 'theme']

/** What is wrong with a cookie that is set. */
export function cookieFaults({ name, value, attributes }: Cookie, secure: boolean): string[] {
  const prefix = secure ? '__Host-portal.' : 'portal.'
  const kind = PREFERENCES.includes(name) ? name : name.startsWith(prefix) ? name.slice(prefix.length) : ''
  const lifetime = LIFETIMES[kind]
  if (lifetime === undefined) return [`${name} is not a cookie of the portal`]
  const age = Number(attributes['max-age'] ?? Number.NaN)
  return [
    ...(attributes['path'] === '/' ? [] : ['path']),
    ...(attributes['samesite'] === 'lax' ? [] : ['samesite']),
    ...('httponly' in attributes ? [] : ['httponly']),
    ...('secure' in attributes === secure ? [] : ['secure']),
    ...('domain' in attributes ? ['domain'] : []),
    ...(age <= lifetime ? [] : [`max-age ${attributes['max-age']}`]),
    ...(value.length < 4000 ? [] : ['longer than a browser keeps']),
  ].map((fault) => `${name}: ${fault}`)
}

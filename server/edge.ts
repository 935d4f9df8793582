import 'server-only'
import diagnostics from 'node:diagnostics_channel'
import { randomBytes, randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { cookieName } from './auth/cookie'
import { FILE_HEADERS, METHODS, headersOf, policyOf } from './headers'
import { markHost } from './hosts'
import { enterRequest } from './observability/context'

/**
 * What a client may not tell the portal. Next trusts some headers that only its own parts or a proxy should send
 * (internal sub-requests, forwarded host, nonces); every bypass of the last years came in through one of them.
 * They are removed before Next sees the request, so that an installation without an edge proxy is as safe as one with.
 */
const FORGED = [
  'forwarded',
  'x-real-ip',
  'x-matched-path',
  'x-nextjs-data',
  'x-nonce',
  'x-path',
  'x-action-forwarded',
  'next-resume',
  'content-security-policy',
  'content-security-policy-report-only',
  'x-request-id',
]
const FORGED_PREFIXES = ['x-middleware-', 'x-invoke-']
const FORWARDED = ['x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port', 'x-forwarded-server']

/**
 * The client's address: the entry that the outermost trusted proxy wrote. With 0 hops it is the socket's peer,
 * whatever X-Forwarded-For says (ASVS 4.1.3).
 */
export function clientAddress(forwardedFor: string | undefined, peer: string, hops: number): string {
  const chain = [...(forwardedFor ?? '').split(',').map((entry) => entry.trim()), peer].filter(Boolean)
  return chain[Math.max(0, chain.length - 1 - hops)] ?? peer
}

export function cleanHeaders(headers: IncomingMessage['headers'], peer: string, hops: number): void {
  for (const name of Object.keys(headers)) {
    if (FORGED.includes(name) || FORGED_PREFIXES.some((prefix) => name.startsWith(prefix)))
      Reflect.deleteProperty(headers, name)
    if (hops === 0 && FORWARDED.includes(name)) Reflect.deleteProperty(headers, name)
  }
  const sent = headers['x-forwarded-for']
  headers['x-forwarded-for'] = clientAddress(Array.isArray(sent) ? sent.join(',') : sent, peer, hops)
}

/** Files of the build and of the brand: the same for everybody. */
const SHARED = ['/_next/static/', '/brand/']

/**
 * Nothing is kept by anybody unless its own handler says so: redirects, refusals and errors that Next answers by itself
 * carry no Cache-Control, and some of them speak of a customer's address.
 */
export function uncached(pathname: string): boolean {
  return !SHARED.some((shared) => pathname.startsWith(shared))
}

/** Next cannot even represent these: it would answer 500 with a stack in the log. As OPTIONS they are refused like all others. */
export function knownMethod(method: string | undefined): string | undefined {
  return method === 'TRACE' || method === 'TRACK' || method === 'CONNECT' ? 'OPTIONS' : method
}

/** What is asked for, as a path: a client may send a whole address (RFC 9112 §3.2.2), or `*`, whose host says nothing here. */
export function addressOf(asked: string | undefined): URL {
  const base = 'http://portal'
  const address = asked?.startsWith('/') ? `${base}${asked}` : URL.canParse(asked ?? '') ? String(asked) : base
  return new URL(URL.canParse(address) ? address : base)
}

function hasCookie(sent: string | undefined, name: string): boolean {
  return sent?.split(';').some((pair) => pair.trimStart().startsWith(`${name}=`)) ?? false
}

type Exchange = { request: IncomingMessage; response: ServerResponse }

function isExchange(message: unknown): message is Exchange {
  return typeof message === 'object' && message !== null && 'request' in message && 'response' in message
}

/** The headers of the answer; and of the request what our own parts read: its nonce, its address, the host it came to. */
function dress({ request, response }: Exchange, address: URL): void {
  const { headers } = request
  for (const [name, value] of FILE_HEADERS) response.setHeader(name, value)
  if (uncached(address.pathname)) response.setHeader('cache-control', 'private, no-store')
  if (address.pathname.startsWith('/_next/static/')) return
  const nonce = randomBytes(16).toString('base64')
  const policy = policyOf(address, nonce, hasCookie(headers.cookie, cookieName('grant')))
  response.setHeader('content-security-policy', policy)
  for (const [name, value] of headersOf(address)) response.setHeader(name, value)
  // Next reads its nonce from the policy of the request.
  Object.assign(headers, { 'x-nonce': nonce, 'x-path': address.pathname, 'content-security-policy': policy })
}

/** Node announces each request here before any handler runs. It gets its id now, and keeps it to the last log line. */
export function guardRequests(hops: number): void {
  diagnostics.subscribe('http.server.request.start', (message) => {
    if (!isExchange(message)) return
    const { request, response } = message
    const { headers } = request
    const address = addressOf(request.url)
    if (!request.url?.startsWith('/')) request.url = address.pathname + address.search
    cleanHeaders(headers, request.socket.remoteAddress ?? '', hops)
    markHost(headers)
    const method = knownMethod(request.method)
    if (method !== undefined) request.method = method
    // Other methods are refused by proxy.ts, which sees the requests of nobody in particular.
    if (method === undefined || !METHODS.includes(method)) delete headers.cookie
    const ref = randomUUID()
    headers['x-request-id'] = ref
    response.setHeader('x-request-id', ref)
    dress(message, address)
    enterRequest({ ref, response, data: headers['rsc'] !== undefined, userAgent: headers['user-agent'] ?? '' })
  })
}

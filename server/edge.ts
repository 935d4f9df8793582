import 'server-only'
import diagnostics from 'node:diagnostics_channel'
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
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
export function uncached(url: string | undefined): boolean {
  return !SHARED.some((shared) => url?.startsWith(shared))
}

/** Next cannot even represent these: it would answer 500 with a stack in the log. As OPTIONS they are refused like all others. */
export function knownMethod(method: string | undefined): string | undefined {
  return method === 'TRACE' || method === 'TRACK' || method === 'CONNECT' ? 'OPTIONS' : method
}

type Exchange = { request: IncomingMessage; response: ServerResponse }

function isExchange(message: unknown): message is Exchange {
  return typeof message === 'object' && message !== null && 'request' in message && 'response' in message
}

/** Node announces each request here before any handler runs. It gets its id now, and keeps it to the last log line. */
export function guardRequests(hops: number): void {
  diagnostics.subscribe('http.server.request.start', (message) => {
    if (!isExchange(message)) return
    const { request, response } = message
    const { headers } = request
    cleanHeaders(headers, request.socket.remoteAddress ?? '', hops)
    markHost(headers)
    const method = knownMethod(request.method)
    if (method !== undefined) request.method = method
    if (uncached(request.url)) response.setHeader('cache-control', 'private, no-store')
    const ref = randomUUID()
    headers['x-request-id'] = ref
    enterRequest({ ref, response, data: headers['rsc'] !== undefined, userAgent: headers['user-agent'] ?? '' })
  })
}

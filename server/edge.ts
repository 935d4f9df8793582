import 'server-only'
import diagnostics from 'node:diagnostics_channel'
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
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

type Started = { request: IncomingMessage; response: ServerResponse }

function isStarted(message: unknown): message is Started {
  return typeof message === 'object' && message !== null && 'request' in message && 'response' in message
}

/** Node announces each request here before any handler runs. It gets its id now, and keeps it to the last log line. */
export function guardRequests(hops: number): void {
  diagnostics.subscribe('http.server.request.start', (message) => {
    if (!isStarted(message)) return
    const { request, response } = message
    const { headers } = request
    cleanHeaders(headers, request.socket.remoteAddress ?? '', hops)
    const ref = randomUUID()
    headers['x-request-id'] = ref
    enterRequest({ ref, response, data: headers['rsc'] !== undefined })
  })
}

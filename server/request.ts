import 'server-only'
import { cache } from 'react'
import { headers } from 'next/headers'
import { randomUUID } from 'node:crypto'
import { env } from './env'
import { agentOrigin, hostOf } from './hosts'

export type RequestInfo = {
  /** The request's id: on the page, in the log and in the audit. */
  readonly ref: string
  /** Set by server/edge.ts from the socket and the trusted hops only. */
  readonly ip: string
  readonly userAgent: string
  /** Set by server/edge.ts: the page or action's address, without its query. */
  readonly path: string
}

export const requestInfo = cache(async (): Promise<RequestInfo> => {
  const sent = await headers()
  return {
    ref: sent.get('x-request-id') ?? randomUUID(),
    ip: sent.get('x-forwarded-for') ?? '',
    userAgent: (sent.get('user-agent') ?? '').slice(0, 300),
    path: sent.get('x-path') ?? '',
  }
})

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** True for the portal's own origin. On a developer's machine `localhost` and `127.0.0.1` are one place. */
export function isOwnOrigin(sent: string, own: URL): boolean {
  if (sent === own.origin) return true
  if (!LOOPBACK.has(own.hostname) || !URL.canParse(sent)) return false
  const url = new URL(sent)
  return url.origin === sent && LOOPBACK.has(url.hostname) && url.port === own.port && url.protocol === own.protocol
}

/**
 * Own guard against forged writes (ASVS 3.5.1): the Origin must be ours, scheme included; without one the browser must
 * say that the request came from us. Next compares only the host, and lets a request without an Origin through.
 */
export async function isSameOrigin(): Promise<boolean> {
  const sent = await headers()
  const origin = sent.get('origin')
  const { PORTAL_URL, PORTAL_AGENT_URL } = env()
  const own = hostOf(sent) === 'agents' ? PORTAL_AGENT_URL : PORTAL_URL
  if (origin !== null) return isOwnOrigin(origin, own ?? PORTAL_URL)
  return sent.get('sec-fetch-site') === 'same-origin'
}

/** True when our own script sends the form, and so keeps the page; a plain form gets a whole new one. */
export async function isScripted(): Promise<boolean> {
  return (await headers()).has('next-action')
}

/** The whole address of an agents' page, for a mail. */
export function agentAddress(path: string): string {
  return new URL(path, agentOrigin()).href
}

/** The whole address of a page, for a mail. */
export function pageAddress(path: string): string {
  return new URL(path, env().PORTAL_URL).href
}

import 'server-only'
import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { headers } from 'next/headers'
import { env } from './env'

/**
 * Whose host a request came to. Where agents have one of their own (`PORTAL_AGENT_URL`), a cookie of theirs counts on it
 * alone, and a customer's nowhere on it: so it is where cookies are read that the hosts are told apart.
 */
export type Host = 'customers' | 'agents' | 'both'

const MARK = 'x-portal-host'

declare global {
  var atriumHostMark: string | undefined
}

/** Known to this process alone. On globalThis, because Next loads this module once for each of its bundles. */
function secret(): string {
  return (globalThis.atriumHostMark ??= randomUUID())
}

function named(host: string | null | undefined): Host {
  return host === env().PORTAL_AGENT_URL?.host ? 'agents' : 'customers'
}

/**
 * Next asks itself for the page that an action leads to, and says `localhost` then: what the first request was asked by
 * goes along, with a mark that nobody else can make.
 */
export function markHost(sent: IncomingHttpHeaders): void {
  if (!env().PORTAL_AGENT_URL || String(sent[MARK]).endsWith(secret())) return
  sent[MARK] = `${named(sent.host)} ${secret()}`
}

/** By what the request says itself: whoever writes another Host there has only their own cookies to send along. */
export function hostOf(sent: Pick<Headers, 'get'>): Host {
  if (!env().PORTAL_AGENT_URL) return 'both'
  const [kind, mark] = sent.get(MARK)?.split(' ') ?? []
  if (mark === secret()) return kind === 'agents' ? 'agents' : 'customers'
  return named(sent.get('host'))
}

export async function currentHost(): Promise<Host> {
  return hostOf(await headers())
}

/** Where agents find their pages. */
export function agentOrigin(): string {
  const { PORTAL_AGENT_URL, PORTAL_URL } = env()
  return (PORTAL_AGENT_URL ?? PORTAL_URL).origin
}

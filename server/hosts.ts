import 'server-only'
import { headers } from 'next/headers'
import { env } from './env'

/**
 * Whose host a request came to. Where agents have one of their own (`PORTAL_AGENT_URL`), a cookie of theirs counts on it
 * alone, and a customer's nowhere on it: so it is where cookies are read that the hosts are told apart.
 */
export type Host = 'customers' | 'agents' | 'both'

/** By what the request says itself: whoever writes another Host there has only their own cookies to send along. */
export function hostOf(host: string | null): Host {
  const { PORTAL_AGENT_URL: agents } = env()
  if (!agents) return 'both'
  return host === agents.host ? 'agents' : 'customers'
}

export async function currentHost(): Promise<Host> {
  return hostOf((await headers()).get('host'))
}

/** Where agents find their pages. */
export function agentOrigin(): string {
  const { PORTAL_AGENT_URL, PORTAL_URL } = env()
  return (PORTAL_AGENT_URL ?? PORTAL_URL).origin
}

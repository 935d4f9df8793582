import { parseId } from '../ids'
import type { SearchParams } from './invoice-query'
import { single } from './invoice-query'

/**
 * What an agent is looking for, told by its looks: an address, a domain, a number (a client's, or an invoice's), or the
 * beginning of a name. `exact`: more than one client is a surprise.
 */
export type AgentQuery = {
  readonly text: string
  readonly email: boolean
  readonly domain: string | null
  readonly clientId: number | null
  readonly invoice: string | null
  readonly exact: boolean
}

const DOMAIN = /^(?:[a-z0-9_](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}$/i

/** `https://www.example.com/shop` is pasted as often as `example.com`. */
function domainIn(text: string): string | null {
  const host = text.replace(/^https?:\/\//i, '').replace(/[/?#].*$/, '')
  return DOMAIN.test(host) ? host.toLowerCase() : null
}

/** Null for less than two signs: everybody would be the answer. A single digit is a number all the same. */
export function parseAgentQuery(params: SearchParams): AgentQuery | null {
  const text = single(params, 'q')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
    .slice(0, 100)
  const number = text.replace(/^#\s*/, '')
  const clientId = parseId(number)
  if (text.length < 2 && clientId === null) return null
  const email = text.includes('@')
  const domain = email ? null : domainIn(text)
  const invoice = !email && domain === null && /\d/.test(number) && !/\s/.test(number) ? number : null
  return { text, email, domain, clientId, invoice, exact: email || domain !== null || clientId !== null }
}

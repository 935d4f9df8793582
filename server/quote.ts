import 'server-only'
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Quote } from '@/lib/quote'
import { readQuote, writeQuote } from '@/lib/quote'
import { env } from './env'

/** How long a review holds, in ms. */
export const QUOTE_MS = 15 * 60_000

/** Each use of PORTAL_SECRET has its own prefix: a signature of one is none of another. */
function signature(body: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(`atrium.cancel-quote.${body}`).digest()
}

/** The first secret signs. */
export function signQuote(quote: Quote): string {
  const body = writeQuote(quote)
  const [secret = ''] = env().PORTAL_SECRET
  return `${body}.${signature(body, secret).toString('base64url')}`
}

/** All secrets verify. @returns null for what the portal did not sign, and for what has expired */
export function openQuote(token: string, now: Date): Quote | null {
  const [body = '', mark = '', ...rest] = token.split('.')
  const given = Buffer.from(mark, 'base64url')
  const signed = env().PORTAL_SECRET.some((secret) => {
    const own = signature(body, secret)
    return own.length === given.length && timingSafeEqual(own, given)
  })
  const quote = signed && rest.length === 0 ? readQuote(body) : null
  return quote && now.getTime() < quote.expires ? quote : null
}

import * as z from 'zod/mini'
import type { Decimal } from './money'
import { CANCEL_TYPES } from './schemas/cancel'

/** What a review said, so that the confirmation can be held to it. */
const quote = z.strictObject({
  location: z.string(),
  client: z.number(),
  person: z.string(),
  service: z.number(),
  type: z.enum(CANCEL_TYPES),
  /** The last day, `YYYY-MM-DD`. */
  endsOn: z.string(),
  /** `amount`, or why there is none. */
  refund: z.string(),
  gross: z.string(),
  net: z.string(),
  tax: z.string(),
  tax2: z.string(),
  currency: z.string(),
  /** What becomes of the amount: the operator's policy. */
  policy: z.string(),
  /** Milliseconds since 1970. */
  expires: z.number(),
})

export type Quote = z.output<typeof quote>
/** What a customer agrees to; the rest says who, and until when. */
export type QuotedFigures = Pick<Quote, 'endsOn' | 'refund' | 'gross'> & { readonly gross: Decimal }

export function writeQuote(said: Quote): string {
  const bytes = new TextEncoder().encode(JSON.stringify(said))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** What a quote says, signed or not: to be shown, never to be believed. Null for what is none. */
export function readQuote(token: string): Quote | null {
  try {
    const [body = ''] = token.split('.')
    const bytes = Uint8Array.from(atob(body.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
    const parsed = z.safeParse(quote, JSON.parse(new TextDecoder().decode(bytes)))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** Whether two quotes are about the same thing and say the same; when they end does not matter. */
export function sameQuote(one: Quote, other: Quote): boolean {
  return writeQuote({ ...one, expires: 0 }) === writeQuote({ ...other, expires: 0 })
}

import type { PlainDate } from './dates'
import { daysBetween } from './dates'

/** Within how many days a card's end is told. */
const SOON = 60

export type Expiry = 'valid' | 'soon' | 'expired'

/** A card is good until the end of its month (`MM/YY`). Null for what does not expire, or does not say so. */
export function expiryOf(expires: string, today: PlainDate): Expiry | null {
  const found = /^(0[1-9]|1[0-2])\/(\d\d)$/.exec(expires)
  if (!found) return null
  const [, month, year] = found
  const end = new Date(Date.UTC(2000 + Number(year), Number(month), 1)).toISOString().slice(0, 10)
  const left = daysBetween(today, end)
  if (left <= 0) return 'expired'
  return left <= SOON ? 'soon' : 'valid'
}

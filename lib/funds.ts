import type { Decimal } from './money'
import { fromCents, isDecimal, toCents } from './money'

/** What one top-up may be, in the client's currency; null where WHMCS sets no limit. */
export type FundsLimits = {
  readonly minimum: Decimal | null
  readonly maximum: Decimal | null
  /** What the credit may come to. */
  readonly ceiling: Decimal | null
  /** What the credit is now. */
  readonly balance: Decimal
}

export type FundsFault = 'funds_minimum' | 'funds_maximum' | 'funds_ceiling'

/** The whole amounts that are offered, where they are within the limits. */
const OFFERS = ['25', '50', '100'] as const

/** What is wrong with an amount; WHMCS asks in this order. */
export function fundsFault(amount: Decimal, { minimum, maximum, ceiling, balance }: FundsLimits): FundsFault | null {
  const cents = toCents(amount)
  if (minimum !== null && cents < toCents(minimum)) return 'funds_minimum'
  if (maximum !== null && cents > toCents(maximum)) return 'funds_maximum'
  if (ceiling !== null && toCents(balance) + cents > toCents(ceiling)) return 'funds_ceiling'
  return null
}

/** The most that can be added now; null without a limit, and below zero when the credit is above its ceiling. */
export function mostFunds({ maximum, ceiling, balance }: FundsLimits): Decimal | null {
  const room = ceiling === null ? null : toCents(ceiling) - toCents(balance)
  if (maximum === null || room === null) return maximum ?? (room === null ? null : fromCents(room))
  return fromCents(room < toCents(maximum) ? room : toCents(maximum))
}

/** Whether no amount at all can be added. */
export function isFull(limits: FundsLimits): boolean {
  const most = mostFunds(limits)
  const least = toCents(limits.minimum ?? '0.01')
  return most !== null && toCents(most) < (least > 0n ? least : 1n)
}

export function fundsOffers(limits: FundsLimits): readonly string[] {
  return OFFERS.filter((amount) => fundsFault(amount, limits) === null)
}

/**
 * An amount of the default currency in one that is worth `rate` of it, to the nearest hundredth. WHMCS keeps its limits in
 * the default currency. GUESS: it rounds a half up.
 *
 * @throws RangeError when either is no decimal
 */
export function converted(amount: Decimal, rate: Decimal): Decimal {
  if (!isDecimal(rate)) throw new RangeError('not a decimal rate')
  const [whole = '0', fraction = ''] = rate.split('.')
  const scale = 10n ** BigInt(fraction.length)
  return fromCents((toCents(amount) * BigInt(whole + fraction) * 2n + scale) / (scale * 2n))
}

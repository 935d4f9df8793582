/** Money is kept in whole cents and becomes text only at the edge. */
export function decimal(cents: number): string {
  const sign = cents < 0 ? '-' : ''
  const digits = String(Math.abs(cents)).padStart(3, '0')
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** Reads an amount as PHP's number parsing would: what stands before the first foreign character. */
export function cents(text: string): number {
  const value = Number.parseFloat(text)
  return Number.isFinite(value) ? Math.round(value * 100) : 0
}

export interface Money {
  prefix: string
  suffix: string
}

/** The statistics carry amounts as `$2645.80 USD`: prefix, number, suffix. */
export const withCurrency = (amount: number, currency: Money): string =>
  `${currency.prefix}${decimal(amount)}${currency.suffix}`

/** Tax rates are kept in thousandths of a percent: 19 % is 19000. */
export const taxOn = (amount: number, rate: number): number => Math.round((amount * rate) / 100_000)
export const rateText = (rate: number, digits: number): string => (rate / 1000).toFixed(digits)

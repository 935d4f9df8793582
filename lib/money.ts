/**
 * Money is a decimal string with two or more digits after the point as WHMCS sent it, never a float, and it is
 * shown as WHMCS shows it (prefix, number format, suffix), so that page, PDF and mail agree to the cent.
 */
export type Decimal = string

export type Currency = {
  readonly id: number
  /** ISO 4217. */
  readonly code: string
  readonly prefix: string
  readonly suffix: string
  /** WHMCS: 1 = 1234.56, 2 = 1,234.56, 3 = 1.234,56, 4 = 1,234 (no decimals). */
  readonly format: 1 | 2 | 3 | 4
}

const DECIMAL = /^-?\d{1,15}(\.\d{1,10})?$/

export function isDecimal(text: string): boolean {
  return DECIMAL.test(text)
}

/** Hundredths as an integer. @throws RangeError when it is not a decimal or has a part smaller than a hundredth. */
export function toCents(amount: Decimal): bigint {
  if (!isDecimal(amount)) throw new RangeError('not a decimal amount')
  const negative = amount.startsWith('-')
  const [whole = '0', fraction = ''] = amount.replace('-', '').split('.')
  if (/[1-9]/.test(fraction.slice(2))) throw new RangeError('an amount finer than a hundredth')
  const cents = BigInt(whole) * 100n + BigInt(fraction.slice(0, 2).padEnd(2, '0'))
  return negative ? -cents : cents
}

export function fromCents(cents: bigint): Decimal {
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0')
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

export function isZero(amount: Decimal): boolean {
  return toCents(amount) === 0n
}

const SEPARATORS = {
  1: { group: '', point: '.', decimals: true },
  2: { group: ',', point: '.', decimals: true },
  3: { group: '.', point: ',', decimals: true },
  4: { group: ',', point: '', decimals: false },
} as const

/**
 * As WHMCS prints it: `-€29.99` for minus, grouping by the currency's stored format. The result holds Latin digits
 * in every language, as WHMCS's documents do; wrap it in <bdi>.
 */
export function formatMoney(amount: Decimal, currency: Currency): string {
  const cents = toCents(amount)
  const { group, point, decimals } = SEPARATORS[currency.format]
  const absolute = cents < 0n ? -cents : cents
  const whole = (decimals ? absolute / 100n : (absolute + 50n) / 100n).toString()
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group)
  const fraction = decimals ? point + (absolute % 100n).toString().padStart(2, '0') : ''
  return `${cents < 0n ? '-' : ''}${currency.prefix}${grouped}${fraction}${currency.suffix}`
}

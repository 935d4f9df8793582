import type { Decimal } from './money'
import { fromCents } from './money'

const ZEROS = ['0', '٠', '۰'] as const

/** Arabic and Persian digits are digits too. */
function latin(digit: string): string {
  const code = digit.charCodeAt(0)
  const zero = ZEROS.map((one) => one.charCodeAt(0)).find((from) => code >= from && code < from + 10) ?? code
  return String(code - zero)
}

/**
 * An amount as people type it: `12`, `12.5`, `12,50`, `١٢٫٥٠`. Thousands are not grouped: `1,000` could be either.
 *
 * @returns null for what is none, and for zero
 */
export function parseAmount(text: string): Decimal | null {
  const plain = text
    .trim()
    .replaceAll(/[٠-٩۰-۹]/g, latin)
    .replace(/[,٫]/, '.')
  const [, whole, fraction = ''] = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(plain) ?? []
  if (whole === undefined) return null
  const cents = BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0'))
  return cents === 0n ? null : fromCents(cents)
}

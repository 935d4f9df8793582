import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatMoney, fromCents, toCents } from './money'

const currency = (format: 1 | 2 | 3 | 4) => ({ id: 1, code: 'EUR', prefix: '€', suffix: ' EUR', format })

describe('WHMCS’s four formats', () => {
  test.each([
    [1, '€1234567.50 EUR'],
    [2, '€1,234,567.50 EUR'],
    [3, '€1.234.567,50 EUR'],
    [4, '€1,234,568 EUR'],
  ] as const)('format %i', (format, shown) => {
    expect(formatMoney('1234567.50', currency(format))).toBe(shown)
  })
})

test('minus stands before the sign of the currency', () => {
  expect(formatMoney('-29.99', currency(1))).toBe('-€29.99 EUR')
})

test('what a float would lose is kept', () => {
  expect(formatMoney('123456789012345.67', currency(1))).toBe('€123456789012345.67 EUR')
})

test.each(['', '1,50', '1e3', '0x1', ' 1', '1.', '.5', 'NaN', '--1', '٣'])('%j is no amount', (text) => {
  expect(() => toCents(text)).toThrow(RangeError)
})

test('a part finer than a hundredth is refused, never rounded away', () => {
  expect(() => toCents('1.005')).toThrow(RangeError)
  expect(toCents('1.500')).toBe(150n)
})

test('cents and decimals are one thing', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n }), (cents) => toCents(fromCents(cents)) === cents),
  )
})

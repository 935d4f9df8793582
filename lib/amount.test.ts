import { expect, test } from 'vitest'
import { parseAmount } from './amount'

test.each([
  ['12', '12.00'],
  ['12.5', '12.50'],
  [' 12,50 ', '12.50'],
  ['0.01', '0.01'],
  ['١٢٫٥٠', '12.50'],
  ['۱۲', '12.00'],
  ['999999999.99', '999999999.99'],
])('%j is %s', (text, amount) => expect(parseAmount(text)).toBe(amount))

test.each([
  '',
  '0',
  '0,00',
  '-1',
  '+1',
  '1.005',
  '1,000',
  '1.000,00',
  '1e3',
  '12 €',
  '1 000',
  'full',
  '1234567890',
  'NaN',
])('%j is no amount', (text) => expect(parseAmount(text)).toBeNull())

import { expect, test } from 'vitest'
import { maskedNumber, maskedPhone } from './mask'

test('of a phone number three digits are left, of a tax number two characters', () => {
  expect(maskedPhone('+44 20 7946 0123')).toBe('+•• •• •••• •123')
  expect(maskedPhone('12')).toBe('12')
  expect(maskedPhone('')).toBe('')
  expect(maskedNumber('DE-123.456.789')).toBe('••-•••.•••.•89')
  expect(maskedNumber('AB12')).toBe('••••')
  expect(maskedNumber('')).toBe('')
})

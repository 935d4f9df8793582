import { expect, test } from 'vitest'
import { expiryOf } from './pay-methods'

test.each([
  ['11/26', '2026-11-30', 'soon'],
  ['11/26', '2026-12-01', 'expired'],
  ['12/26', '2026-11-02', 'soon'],
  ['12/26', '2026-11-01', 'valid'],
  ['12/99', '2026-11-01', 'valid'],
  ['', '2026-11-01', null],
  ['13/26', '2026-11-01', null],
  ['2026-12', '2026-11-01', null],
])('a card until %s, on %s: %s', (expires, today, state) => {
  expect(expiryOf(expires, today)).toBe(state)
})

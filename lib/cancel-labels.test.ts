import { expect, test } from 'vitest'
import { lockedLabels, maySayWithdraw } from './cancel-labels'

test('the words that the laws lock', () => {
  expect(lockedLabels([])).toEqual([])
  expect(lockedLabels(['de', 'eu']).map(({ enter, confirm }) => [enter, confirm])).toEqual([
    ['Verträge hier kündigen', 'jetzt kündigen'],
  ])
  expect(lockedLabels(['fr'])[0]?.enter).toBe('Résilier votre contrat')
})

test('withdrawing: for 14 days, where that law is on', () => {
  expect(maySayWithdraw(['eu'], '2026-11-07', '2026-11-21')).toBe(true)
  expect(maySayWithdraw(['eu'], '2026-11-06', '2026-11-21')).toBe(false)
  expect(maySayWithdraw(['eu'], null, '2026-11-21')).toBe(false)
  expect(maySayWithdraw(['de'], '2026-11-20', '2026-11-21')).toBe(false)
})

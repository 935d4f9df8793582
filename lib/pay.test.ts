import { describe, expect, test } from 'vitest'
import { hintOf, parseWish, payStep, shareCredit } from './pay'

describe('how much credit', () => {
  const step = (credit: string, amount = '', usable = '10.00') => payStep(parseWish({ credit, amount }), usable, true)

  test('nothing is chosen beforehand, and going on without a choice is told', () => {
    expect(payStep(parseWish({}), '10.00', false)).toEqual({ kind: 'choose', error: null })
    expect(payStep(parseWish({}), '10.00', true)).toEqual({ kind: 'choose', error: 'choice' })
    expect(step('everything')).toEqual({ kind: 'choose', error: 'choice' })
  })

  test('all that can be used, or an amount of one’s own up to that', () => {
    expect(step('full')).toEqual({ kind: 'review', amount: '10.00' })
    expect(step('other', '2,5')).toEqual({ kind: 'review', amount: '2.50' })
    expect(step('other', '10')).toEqual({ kind: 'review', amount: '10.00' })
    expect(step('other', '10.01')).toEqual({ kind: 'choose', error: 'amount_too_high' })
    expect(step('other', 'all')).toEqual({ kind: 'choose', error: 'amount_invalid' })
    expect(step('other', '-1')).toEqual({ kind: 'choose', error: 'amount_invalid' })
  })

  test('none wished, or none there', () => {
    expect(step('none')).toEqual({ kind: 'gateway' })
    for (const usable of ['0.00', '-5.00']) expect(step('full', '', usable)).toEqual({ kind: 'gateway' })
  })
})

test('credit goes to each in turn, until there is none left', () => {
  expect(shareCredit(['1.00', '2.00', '3.00'], '2.50')).toEqual(['1.00', '1.50', '0.00'])
  expect(shareCredit(['1.00'], '9.00')).toEqual(['1.00'])
  expect(shareCredit([], '9.00')).toEqual([])
})

test('only what WHMCS writes is a hint', () => {
  expect(hintOf({ paymentfailed: 'true' })).toBe('paymentfailed')
  expect(hintOf({ paymentfailed: '1', paid: 'true' })).toBeNull()
})

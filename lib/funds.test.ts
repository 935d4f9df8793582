import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FundsLimits } from './funds'
import { converted, fundsFault, fundsOffers, isFull, mostFunds } from './funds'
import { fromCents, toCents } from './money'
import { fundsInput } from './schemas/funds'
import { checkForm } from './form-values'

const NONE: FundsLimits = { minimum: null, maximum: null, ceiling: null, balance: '0.00' }
const LIMITS: FundsLimits = { minimum: '20.00', maximum: '100.00', ceiling: '500.00', balance: '420.00' }

test.each([
  ['19.99', 'funds_minimum'],
  ['20', null],
  ['80', null],
  ['80.01', 'funds_ceiling'],
  ['100.01', 'funds_maximum'],
])('%s is %s', (amount, fault) => {
  expect(fundsFault(amount, LIMITS)).toBe(fault)
})

test('the most, and when there is no room for the least', () => {
  expect(mostFunds(LIMITS)).toBe('80.00')
  expect(mostFunds({ ...LIMITS, balance: '0.00' })).toBe('100.00')
  expect(mostFunds(NONE)).toBeNull()
  expect(isFull(LIMITS)).toBe(false)
  expect(isFull({ ...LIMITS, balance: '480.01' })).toBe(true)
  expect(isFull({ ...NONE, ceiling: '5.00', balance: '5.00' })).toBe(true)
  expect(isFull({ ...NONE, ceiling: '5.00', balance: '4.99' })).toBe(false)
  expect(isFull(NONE)).toBe(false)
})

test('only what may be added is offered', () => {
  expect(fundsOffers(NONE)).toEqual(['25', '50', '100'])
  expect(fundsOffers(LIMITS)).toEqual(['25', '50'])
  expect(fundsOffers({ ...NONE, minimum: '1510.00' })).toEqual([])
})

test('no amount is both within the limits and above the most that is told', () => {
  const cents = fc.bigInt({ min: 0n, max: 1_000_000n })
  const limit = fc.option(cents.map(fromCents))
  fc.assert(
    fc.property(limit, limit, limit, cents, cents, (minimum, maximum, ceiling, balance, amount) => {
      const limits = { minimum, maximum, ceiling, balance: fromCents(balance) }
      const most = mostFunds(limits)
      const fits = fundsFault(fromCents(amount), limits) === null
      expect(fits && most !== null && amount > toCents(most)).toBe(false)
      expect(fits && amount > 0n && isFull(limits)).toBe(false)
    }),
  )
})

test.each([
  ['10.00', '0.92000', '9.20'],
  ['10.00', '1.00000', '10.00'],
  ['10.00', '151', '1510.00'],
  ['0.05', '0.5', '0.03'],
  ['10.00', '1.08512', '10.85'],
])('%s at %s is %s', (amount, rate, result) => {
  expect(converted(amount, rate)).toBe(result)
})

describe('the form', () => {
  const read = (fields: Record<string, string>, limits?: FundsLimits) =>
    checkForm(fundsInput(limits), { newest: '7', ...fields })
  const other = (amount: string, limits?: FundsLimits) => read({ choice: 'other', amount }, limits)

  test.each([
    ['25', '25.00'],
    [' 25,5 ', '25.50'],
    ['1000.5', '1000.50'],
    ['٢٥٫٥٠', '25.50'],
  ])('reads %s as %s', (typed, amount) => {
    expect(other(typed)).toEqual({ ok: true, data: { amount, field: 'amount', automatic: false, newest: 7 } })
  })

  test.each(['0', '0,00', '-5', '1e3', '1.000', '1,234.50', '25.005', 'NaN', '€25', '٫', '9999999999'])(
    'does not read %j',
    (typed) => {
      expect(other(typed)).toEqual({ ok: false, faults: { amount: 'funds_format' } })
    },
  )

  test('what is missing, and what is outside the limits, is said where it was chosen', () => {
    expect(read({})).toEqual({ ok: false, faults: { choice: 'funds_choice' } })
    expect(other('')).toEqual({ ok: false, faults: { amount: 'funds_amount' } })
    expect(other('10', LIMITS)).toEqual({ ok: false, faults: { amount: 'funds_minimum' } })
    expect(read({ choice: '100' }, LIMITS)).toEqual({ ok: false, faults: { choice: 'funds_ceiling' } })
    expect(read({ choice: '50', amount: 'left over', automatic: 'yes' }, LIMITS)).toEqual({
      ok: true,
      data: { amount: '50.00', field: 'choice', automatic: true, newest: 7 },
    })
    expect(read({ choice: 'all' })).toEqual({ ok: false, faults: { choice: 'funds_format' } })
    expect(read({ choice: '25', newest: '-1' })).toMatchObject({ ok: false, faults: { newest: 'field_invalid' } })
  })
})

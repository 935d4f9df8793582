import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromCents, toCents } from '@/lib/money'
import type { Transaction } from '@/lib/schemas/money'
import { statementOf } from './transactions'

const day = fc.integer({ min: 1, max: 28 }).map((number) => `2026-11-${String(number).padStart(2, '0')}`)
const cents = fc.bigInt({ min: 0n, max: 10_000_000n })
const transaction = fc.record({ day: fc.option(day), in: cents, out: cents }).map((made): Transaction => ({
  id: 1,
  at: made.day && `${made.day} 10:00:00`,
  gateway: 'stripe',
  description: '',
  amountIn: fromCents(made.in),
  amountOut: fromCents(made.out),
  fees: '0.00',
  transactionId: '',
  invoiceId: 0,
  refundOf: 0,
}))
const edge = fc.oneof(day, fc.constant(''))

test('opening + in − out = closing, and one period’s closing is the next one’s opening', () => {
  fc.assert(
    fc.property(fc.array(transaction), edge, edge, day, (all, from, to, split) => {
      const { opening, in: came, out: went, closing } = statementOf(all, { from, to })
      expect(toCents(closing)).toBe(toCents(opening) + toCents(came) - toCents(went))
      const next = `2026-11-${String(Number(split.slice(8)) + 1).padStart(2, '0')}`
      const until = statementOf(all, { from: '', to: split })
      expect(statementOf(all, { from: next, to: '' }).opening).toBe(until.closing)
    }),
  )
})

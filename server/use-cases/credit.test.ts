import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromCents, toCents } from '@/lib/money'
import type { CreditEntry } from '@/lib/schemas/money'
import { withBalances } from './credit'

const entry = (id: number, description: string, amount: string): CreditEntry => {
  return { id, date: '2026-11-01', description, amount, relatedId: 0 }
}

test('reasons come from what WHMCS writes itself; notes of staff stay theirs', () => {
  const rows = withBalances([
    entry(1, 'Add Funds Invoice #11', '50.00'),
    entry(2, 'Credit Applied to Invoice #12', '-20.00'),
    entry(3, 'Invoice #13 Overpayment', '1.00'),
    entry(4, 'AT-0123456789AB', '18.38'),
    entry(5, 'Goodwill, the customer shouted. See Invoice #14', '5.00'),
    entry(6, 'Corrected', '-5.00'),
  ])
  expect(rows.map(({ reason, invoiceId, balance }) => [reason, invoiceId, balance])).toEqual([
    ['funds', 11, '50.00'],
    ['used', 12, '30.00'],
    ['overpaid', 13, '31.00'],
    ['refund', null, '49.38'],
    ['added', null, '54.38'],
    ['removed', null, '49.38'],
  ])
  expect(JSON.stringify(rows)).not.toContain('shouted')
})

test('every balance is the one before it and the amount, in whatever order WHMCS lists', () => {
  fc.assert(
    fc.property(
      fc.array(fc.bigInt({ min: -1_000_000_000n, max: 1_000_000_000n }), { maxLength: 40 }),
      fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
      (all, keys) => {
        const entries = all.map((cents, index) => entry(index + 1, '', fromCents(cents)))
        const shuffled = entries.toSorted((a, b) => (keys[a.id - 1] ?? 0) - (keys[b.id - 1] ?? 0))
        const rows = withBalances(shuffled)
        expect(rows.map(({ id }) => id)).toEqual(entries.map(({ id }) => id))
        rows.forEach((row, index) => {
          const before = toCents(rows[index - 1]?.balance ?? '0.00')
          expect(toCents(row.balance)).toBe(before + toCents(row.amount))
        })
      },
    ),
  )
})

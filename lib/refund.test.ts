import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addMonths, daysOf, periodOf } from './periods'
import type { PaidInvoice, RefundLine } from './refund'
import { refundOf } from './refund'

const line = (amount: bigint, more: Partial<RefundLine> = {}): RefundLine => ({
  own: true,
  amount,
  taxed: true,
  promotion: false,
  ...more,
})

/** 29.99 a month with 19 % VAT on top, paid. */
const month: PaidInvoice = { lines: [line(2999n)], total: 3569n, tax: 570n, tax2: 0n, paid: 3569n }
const terms = { invoice: month, recurring: 2999n, days: { total: 31, used: 12 } }

describe('in figures that can be checked by hand', () => {
  test('12 of 31 days used: the rest comes back, used days rounded up', () => {
    const { price, paid, used, refund } = refundOf(terms)
    expect(price).toEqual({ gross: 3569n, net: 2999n, tax: 570n, tax2: 0n })
    expect({ paid, used }).toEqual({ paid: 3569n, used: 1382n }) // 35.69 × 12 / 31 = 13.815…
    expect(refund).toEqual({ gross: 2187n, net: 1838n, tax: 349n, tax2: 0n })
  })

  test('prices that include tax', () => {
    const invoice = { ...month, lines: [line(3569n)], total: 3569n }
    expect(refundOf({ ...terms, invoice, recurring: 3569n }).refund).toEqual({
      gross: 2187n,
      net: 1838n,
      tax: 349n,
      tax2: 0n,
    })
  })

  test('two taxes, and another service on the invoice', () => {
    const lines = [line(10_000n), line(5000n, { own: false })]
    const invoice = { lines, total: 17_246n, tax: 750n, tax2: 1496n, paid: 17_246n }
    const { price, refund } = refundOf({ invoice, recurring: 10_000n, days: { total: 30, used: 15 } })
    expect(price).toEqual({ gross: 11_497n, net: 10_000n, tax: 500n, tax2: 997n })
    expect(refund).toEqual({ gross: 5748n, net: 5001n, tax: 249n, tax2: 498n })
  })

  test('half paid: what was used is taken from what was paid', () => {
    const invoice = { ...month, paid: 1784n }
    expect(refundOf({ ...terms, invoice }).refund.gross).toBe(402n) // 17.84 − 13.82
    expect(refundOf({ ...terms, invoice: { ...month, paid: 500n } }).refund.gross).toBe(0n)
  })

  test('a promotion and a set-up fee: what the service costs, and no more', () => {
    const lines = [line(2999n), line(-1000n, { promotion: true }), line(5000n, { own: false })]
    const invoice = { lines, total: 6999n, tax: 0n, tax2: 0n, paid: 6999n }
    const { price, refund } = refundOf({ invoice, recurring: 2999n, days: { total: 10, used: 5 } })
    expect(price.gross).toBe(1999n)
    expect(refund.gross).toBe(999n)
    const dear = { ...invoice, lines: [line(6999n)] }
    expect(refundOf({ invoice: dear, recurring: 2999n, days: { total: 10, used: 5 } }).price.gross).toBe(2999n)
  })

  test('a discount on the whole invoice is shared', () => {
    const lines = [line(10_000n), line(10_000n, { own: false }), line(-10_000n, { own: false })]
    const invoice = { lines, total: 10_000n, tax: 0n, tax2: 0n, paid: 10_000n }
    expect(refundOf({ invoice, recurring: 10_000n, days: { total: 10, used: 0 } }).refund.gross).toBe(5000n)
  })

  test('a payment that went back is not paid', () => {
    expect(refundOf({ ...terms, invoice: { ...month, paid: 0n } }).refund.gross).toBe(0n)
    expect(refundOf({ ...terms, invoice: { ...month, paid: -100n } }).refund.gross).toBe(0n)
  })
})

const cents = (max: number) => fc.integer({ min: 0, max }).map(BigInt)
const lines = fc.array(
  fc.record({
    own: fc.boolean(),
    amount: fc.integer({ min: -50_000, max: 500_000 }).map(BigInt),
    taxed: fc.boolean(),
    promotion: fc.boolean(),
  }),
  { maxLength: 8 },
)

const invoices = fc
  .record({
    lines,
    rates: fc.tuple(fc.integer({ min: 0, max: 27_000 }), fc.integer({ min: 0, max: 10_000 })),
    inclusive: fc.boolean(),
    paid: fc.double({ min: -0.2, max: 1.5, noNaN: true }),
  })
  .map(({ lines: all, rates, inclusive, paid }): PaidInvoice => {
    const taxable = all.filter(({ taxed }) => taxed).reduce((total, { amount }) => total + amount, 0n)
    const base = taxable > 0n ? taxable : 0n
    const [one, two] = rates.map(BigInt)
    const over = 100_000n + (inclusive ? (one ?? 0n) + (two ?? 0n) : 0n)
    const [tax, tax2] = [(base * (one ?? 0n)) / over, (base * (two ?? 0n)) / over]
    const items = all.reduce((total, { amount }) => total + amount, 0n)
    const total = inclusive ? items : items + tax + tax2
    return { lines: all, total, tax, tax2, paid: BigInt(Math.round(Number(total) * paid)) }
  })

const CYCLES = ['Monthly', 'Quarterly', 'Semi-Annually', 'Annually', 'Biennially', 'Triennially'] as const
const days = fc
  .record({
    billingCycle: fc.constantFrom(...CYCLES),
    due: fc.integer({ min: 10_000, max: 30_000 }),
    into: fc.integer({ min: -40, max: 1200 }),
  })
  .map(({ billingCycle, due, into }) => {
    const nextDueOn = addMonths(new Date(due * 86_400_000).toISOString().slice(0, 10), 0)
    const period = periodOf({ billingCycle, registeredOn: null, nextDueOn }) ?? { start: nextDueOn, end: nextDueOn }
    const today = new Date(Date.parse(period.start) + into * 86_400_000).toISOString().slice(0, 10)
    return daysOf(period, today)
  })

test('never more than was paid, never less than nothing, to the cent, whatever the cycle, the tax and the payments', () => {
  fc.assert(
    fc.property(invoices, cents(600_000), days, (invoice, recurring, at) => {
      const { price, paid, used, refund } = refundOf({ invoice, recurring, days: at })
      const received = invoice.paid > 0n ? invoice.paid : 0n
      expect(refund.gross >= 0n && refund.gross <= paid && paid <= price.gross && paid <= received).toBe(true)
      expect(refund.net + refund.tax + refund.tax2).toBe(refund.gross)
      expect(price.net + price.tax + price.tax2).toBe(price.gross)
      expect([refund.net, refund.tax, refund.tax2, price.net, used].every((figure) => figure >= 0n)).toBe(true)
      expect(refund.gross === 0n || at.used < at.total).toBe(true)
      expect(refund.gross).toBe(paid > used ? paid - used : 0n)
    }),
    { numRuns: 2000 },
  )
})

test('a day later never brings more', () => {
  fc.assert(
    fc.property(invoices, cents(600_000), fc.integer({ min: 1, max: 1100 }), (invoice, recurring, total) => {
      const used = Math.floor(total / 2)
      const now = refundOf({ invoice, recurring, days: { total, used } }).refund.gross
      const later = refundOf({ invoice, recurring, days: { total, used: used + 1 } }).refund.gross
      return used >= total || later <= now
    }),
  )
})

test('days that there are not', () => {
  expect(() => refundOf({ ...terms, days: { total: 0, used: 0 } })).toThrow(RangeError)
  expect(() => refundOf({ ...terms, days: { total: 5, used: 6 } })).toThrow(RangeError)
})

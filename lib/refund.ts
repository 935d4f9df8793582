/**
 * What is paid back for the rest of a period. Pure, and to the hundredth: every figure is an integer of hundredths, and
 * whatever does not divide is rounded so that never more comes back than was paid (docs/reliability.md).
 */

export type RefundLine = {
  /** The service's own charge, or a promotion on it. */
  readonly own: boolean
  readonly amount: bigint
  readonly taxed: boolean
  /** A promotion belongs to a line; another negative amount is a discount on the whole invoice. */
  readonly promotion: boolean
}

/** The invoice that the period was paid with. */
export type PaidInvoice = {
  readonly lines: readonly RefundLine[]
  /** The whole of it, taxes included, before anything was paid. */
  readonly total: bigint
  readonly tax: bigint
  readonly tax2: bigint
  /** Credit and payments, less what was paid back. */
  readonly paid: bigint
}

/** A sum and the taxes in it: `net + tax + tax2 = gross`, always. */
export type Split = {
  readonly gross: bigint
  readonly net: bigint
  readonly tax: bigint
  readonly tax2: bigint
}

/** The formula with its parts, so that it can be said in words. */
export type RefundFigures = {
  /** What the service costs for the period. */
  readonly price: Split
  /** What was paid of that. */
  readonly paid: bigint
  readonly days: { readonly total: number; readonly used: number }
  /** The price of the days that were used, rounded up. */
  readonly used: bigint
  readonly refund: Split
}

type Terms = {
  readonly invoice: PaidInvoice
  /** What the service costs for each period now: never more than that is shared out. */
  readonly recurring: bigint
  readonly days: { readonly total: number; readonly used: number }
}

function least(...values: readonly bigint[]): bigint {
  return values.reduce((low, value) => (value < low ? value : low))
}

function most(...values: readonly bigint[]): bigint {
  return values.reduce((high, value) => (value > high ? value : high))
}

function sum(lines: readonly RefundLine[]): bigint {
  return lines.reduce((total, { amount }) => total + amount, 0n)
}

function share(whole: bigint, part: bigint, of: bigint): bigint {
  return of > 0n ? (whole * part) / of : 0n
}

/** The invoice's own taxes, in proportion: inside the amount where WHMCS's prices include tax, on top of it elsewhere. */
function withTax(amount: bigint, taxed: boolean, { lines, total, tax, tax2 }: PaidInvoice): Split {
  const taxable = sum(lines.filter((line) => line.taxed))
  const part = taxed ? least(amount, most(taxable, 0n)) : 0n
  const [one, two] = [share(tax, part, taxable), share(tax2, part, taxable)]
  const inclusive = total === sum(lines)
  const gross = inclusive ? amount : amount + one + two
  return { gross, net: gross - one - two, tax: one, tax2: two }
}

/** The sum of what was charged, before discounts on the whole: those are everybody's, in proportion. */
function charged(invoice: PaidInvoice): bigint {
  const lines = invoice.lines.filter(({ amount, promotion }) => amount > 0n || promotion)
  const taxed = sum(lines.filter((line) => line.taxed))
  return withTax(most(taxed, 0n), true, invoice).gross + sum(lines) - taxed
}

/**
 * @returns `0 ≤ refund.gross ≤ paid ≤ price.gross`, and `paid` is never more than was paid on the invoice
 * @throws RangeError when the period has no days
 */
export function refundOf({ invoice, recurring, days }: Terms): RefundFigures {
  if (days.total < 1 || days.used < 0 || days.used > days.total) throw new RangeError('no such days')
  const own = invoice.lines.filter((line) => line.own)
  const base = most(0n, least(recurring, sum(own)))
  const price = withTax(
    base,
    own.some((line) => line.taxed),
    invoice,
  )
  const received = most(0n, invoice.paid)
  const whole = most(invoice.total, charged(invoice))
  const paid = least(price.gross, received, share(received, price.gross, whole))
  const [total, spent] = [BigInt(days.total), BigInt(days.used)]
  const used = (price.gross * spent + total - 1n) / total
  const gross = most(0n, paid - used)
  const tax = share(gross, price.tax, price.gross)
  const tax2 = share(gross, price.tax2, price.gross)
  return { price, paid, days, used, refund: { gross, net: gross - tax - tax2, tax, tax2 } }
}

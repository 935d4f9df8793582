import { parseAmount } from './amount'
import type { Decimal } from './money'
import { fromCents, toCents } from './money'

/** How much of the account's credit somebody wants to use, as the address says it. Nothing is chosen beforehand. */
export type CreditWish = { readonly credit: 'full' | 'other' | 'none' | null; readonly amount: string }

const WISHES = ['full', 'other', 'none'] as const

type Params = Readonly<Record<string, string | string[] | undefined>>

export function parseWish(params: Params): CreditWish {
  const { amount } = params
  return {
    credit: WISHES.find((wish) => wish === params['credit']) ?? null,
    amount: typeof amount === 'string' ? amount.slice(0, 40) : '',
  }
}

export function smaller(one: Decimal, other: Decimal): Decimal {
  return toCents(one) < toCents(other) ? one : other
}

export function minus(one: Decimal, other: Decimal): Decimal {
  return fromCents(toCents(one) - toCents(other))
}

export function sum(amounts: readonly Decimal[]): Decimal {
  return fromCents(amounts.reduce((total, amount) => total + toCents(amount), 0n))
}

export type PayStep =
  | { readonly kind: 'choose'; readonly error: 'choice' | 'amount_invalid' | 'amount_too_high' | null }
  | { readonly kind: 'review'; readonly amount: Decimal }
  | { readonly kind: 'gateway' }

/**
 * What comes next. `usable` is the most that credit can pay here: never more than there is, or than is open.
 *
 * @param asked whether somebody went on from the choice
 */
export function payStep(wish: CreditWish, usable: Decimal, asked: boolean): PayStep {
  if (toCents(usable) <= 0n || wish.credit === 'none') return { kind: 'gateway' }
  if (wish.credit === 'full') return { kind: 'review', amount: usable }
  if (wish.credit === null) return { kind: 'choose', error: asked ? 'choice' : null }
  const amount = parseAmount(wish.amount)
  if (amount === null) return { kind: 'choose', error: 'amount_invalid' }
  if (toCents(amount) > toCents(usable)) return { kind: 'choose', error: 'amount_too_high' }
  return { kind: 'review', amount }
}

/** How credit is shared out: each in turn takes what it needs, until there is none left. */
export function shareCredit(open: readonly Decimal[], credit: Decimal): readonly Decimal[] {
  let left = toCents(credit)
  return open.map((amount) => {
    const used = left < toCents(amount) ? left : toCents(amount)
    left -= used
    return fromCents(used)
  })
}

/** What a payment page of WHMCS says when it sends somebody back. Anybody can write it: it is never proof of a payment. */
export const HINTS = ['paymentsuccess', 'pendingreview', 'paymentfailed'] as const
export type Hint = (typeof HINTS)[number]

export function hintOf(params: Params): Hint | null {
  return HINTS.find((hint) => params[hint] === 'true') ?? null
}

export const PAYMENT_STATES = [
  'paid',
  'checking',
  'pending',
  'review',
  'failed',
  'unknown',
  'open',
  'collections',
  'void',
] as const

/**
 * - `paid`, `pending`, `void`: WHMCS says so.
 * - `checking`: the portal finds out what became of a payment by credit.
 * - `review`, `failed`: the payment page said so, and WHMCS still has it open.
 * - `unknown`: somebody went to the payment page lately, and WHMCS has heard of nothing.
 * - `open`, `collections`: nobody tried.
 */
export type PaymentState = (typeof PAYMENT_STATES)[number]

/** Worth looking at again without being asked. */
export const MOVING: ReadonlySet<PaymentState> = new Set(['checking', 'pending', 'review', 'unknown'])

type Known = {
  readonly status: string
  readonly checking: boolean
  readonly visited: boolean
  readonly hint: Hint | null
}

/** What is known of a payment. What WHMCS says of the invoice goes before what anybody else says. */
export function paymentState({ status, checking, visited, hint }: Known): PaymentState {
  if (status === 'Paid') return 'paid'
  if (checking) return 'checking'
  if (status === 'Payment Pending') return 'pending'
  if (status !== 'Unpaid' && status !== 'Collections') return 'void'
  if (hint === 'paymentfailed') return 'failed'
  if (hint === 'pendingreview') return 'review'
  if (hint === 'paymentsuccess' || visited) return 'unknown'
  return status === 'Collections' ? 'collections' : 'open'
}

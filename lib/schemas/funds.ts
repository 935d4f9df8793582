import * as z from 'zod/mini'
import { parseAmount } from '../amount'
import type { BillingPlace } from './billing-place'
import type { FundsLimits } from '../funds'
import { fundsFault } from '../funds'
import type { Currency, Decimal } from '../money'
import { line } from './form'
import type { Asked } from './cancellation'

/** The choice beside the amounts that are offered. */
export const OTHER = 'other'

type Values = { choice?: string | undefined; amount?: string | undefined }

/** The amount that was chosen or typed, or the field that is to blame and why. */
function read({ choice, amount = '' }: Values, limits: FundsLimits | undefined) {
  const field = choice === OTHER ? 'amount' : 'choice'
  if (choice === undefined) return { field, fault: 'funds_choice' }
  if (field === 'amount' && amount === '') return { field, fault: 'funds_amount' }
  const found = parseAmount(field === 'amount' ? amount : choice)
  if (found === null) return { field, fault: 'funds_format' }
  const fault = limits && fundsFault(found, limits)
  return fault ? { field, fault } : { field, amount: found }
}

/** Adding funds. With the limits that the page shows the browser holds to them too; the server asks for them afresh. */
export const fundsInput = (limits?: FundsLimits) =>
  z.pipe(
    z
      .strictObject({
        choice: z.optional(line(20)),
        amount: z.optional(line(20)),
        automatic: z.optional(z.literal('yes', 'field_invalid')),
        /** The newest invoice when the page was made. */
        newest: z.string().check(z.regex(/^\d{1,12}$/, 'field_invalid')),
      })
      .check((form) => {
        const { field, fault } = read(form.value, limits)
        if (fault) form.issues.push({ code: 'custom', input: form.value, path: [field], message: fault })
      }),
    z.transform((values) => {
      const { field, amount = '' } = read(values, limits)
      return { amount, field, automatic: values.automatic === 'yes', newest: Number(values.newest) }
    }),
  )

export type FundsInput = z.output<ReturnType<typeof fundsInput>>

/** Why nothing can be added. */
export type FundsClosed = 'disabled' | 'full' | 'no_gateway' | 'no_sign_in'

export type FundsPage = {
  readonly currency: Currency
  readonly balance: Decimal
  readonly standing:
    | { readonly kind: 'closed'; readonly why: FundsClosed }
    /** Sent, and nobody knows yet what became of it. */
    | { readonly kind: 'checking' }
    | { readonly kind: 'open'; readonly limits: FundsLimits; readonly offers: readonly string[] }
  /** WHMCS takes funds only from who has an active order. */
  readonly orderRequired: boolean
  readonly place: BillingPlace
  /** The newest invoice of the account. */
  readonly newest: number
  /** The last invoice that was made here, while it is not paid. */
  readonly unpaid: { readonly id: number; readonly number: string; readonly balance: Decimal } | null
  /** What staff were asked about automatic top-ups, while it is open. */
  readonly asked: Asked | null
}

export type FundsAdded = {
  readonly invoice: number
  /** What became of asking for automatic top-ups. */
  readonly automatic: 'none' | 'asked' | 'failed'
}

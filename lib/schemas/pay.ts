import * as z from 'zod/mini'
import type { BillingPlace } from './billing-place'
import type { PlainDate } from '../dates'
import { isDecimal } from '../money'
import type { Currency, Decimal } from '../money'
import type { Invoice } from './invoice'
import type { Gateway } from './money'
import { ofInvoice } from './pay-page'
import { MAX_SELECTED, selectedIds } from './selection'

const decimal = z.string('field_invalid').check(z.refine(isDecimal, 'field_invalid'))

/** Figures as they were seen: what differs by now is asked again, never paid. */
export const payCreditInput = z.strictObject({ ...ofInvoice, amount: decimal, balance: decimal })
export type PayCreditInput = z.output<typeof payCreditInput>

/** Several of them, written `1,2`: each is proved to be the client's. */
const ids = z.pipe(
  z.string('not_found').check(z.maxLength(12 * MAX_SELECTED, 'not_found')),
  z.pipe(
    z.transform((text: string) => selectedIds({ ids: text })),
    z.array(z.number()).check(z.minLength(1, 'not_found'), z.maxLength(MAX_SELECTED, 'not_found')),
  ),
)

/** `figures` is what the review showed for each invoice. */
const figures = z.string('field_invalid').check(z.maxLength(4000, 'field_invalid'))
export const paySeveralInput = z.strictObject({ ids, figures })
export type PaySeveralInput = { readonly ids: readonly number[]; readonly figures: string }

/** What was paid from credit through the portal. */
export type Receipt = {
  readonly amount: Decimal
  readonly at: Date
  readonly reference: string
  readonly invoice: number
}

export type PayPageView = {
  readonly invoice: Invoice
  readonly currency: Currency
  /** The account's. */
  readonly credit: Decimal
  /** The most of it that can pay this invoice. */
  readonly usable: Decimal
  /** `checking`: a payment is being looked for. `closed`: there is nothing to pay. */
  readonly standing: 'open' | 'checking' | 'closed'
  readonly gateways: readonly Gateway[]
  readonly place: BillingPlace
  /** When somebody of this account last went to the payment page for it, if that was lately. */
  readonly visitedAt: Date | null
  /** The invoice that was made to pay this one with others, while it can be paid. */
  readonly partOf: number | null
  /** How many invoices were combined into this one; 0 for none. */
  readonly combines: number
}

/** Why an invoice cannot be paid with others. */
export const REMOVED = [
  'missing',
  'paid',
  'pending',
  'void',
  'collections',
  'checking',
  'nothing',
  'combined',
  'alone',
] as const
export type Removed = (typeof REMOVED)[number]

export type PayRow = {
  readonly id: number
  readonly number: string
  readonly dueOn: PlainDate | null
  readonly balance: Decimal
  /** WHMCS's name of its way to pay. */
  readonly gateway: string
  /** What credit would pay of it. */
  readonly share: Decimal
}

export type PaySeveralView = {
  /** The oldest due first. */
  readonly rows: readonly PayRow[]
  readonly removed: readonly {
    readonly id: number
    readonly number: string
    readonly reason: Removed
    /** For `combined`: the invoice that pays it. */
    readonly by: number | null
  }[]
  readonly currency: Currency
  readonly credit: Decimal
  /** WHMCS takes several invoices at once. */
  readonly together: boolean
  readonly place: BillingPlace
  /** What was paid a moment ago of those that were asked for. */
  readonly receipts: readonly Receipt[]
}

/** What the review showed, in one text: compared as a whole. */
export function figuresOf(rows: readonly PayRow[], withCredit: boolean): string {
  return rows.map(({ id, balance, share }) => [id, balance, ...(withCredit ? [share] : [])].join(' ')).join(',')
}

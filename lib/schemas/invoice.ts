import type { PlainDate } from '../dates'
import type { Currency, Decimal } from '../money'
import type { InvoiceCounts } from './client'

/** Every status WHMCS documents for an invoice; `Overdue` is only a filter, see `isOverdue`. */
export const INVOICE_STATUSES = [
  'Draft',
  'Unpaid',
  'Payment Pending',
  'Paid',
  'Collections',
  'Cancelled',
  'Refunded',
] as const

export type InvoiceStatus = (typeof INVOICE_STATUSES)[number]

export type InvoiceSummary = {
  readonly id: number
  /** WHMCS's sequential number, or the id when it has none. */
  readonly number: string
  readonly issuedOn: PlainDate | null
  readonly dueOn: PlainDate | null
  readonly paidOn: PlainDate | null
  readonly total: Decimal
  /** Account credit used. */
  readonly credit: Decimal
  /** A status WHMCS does not document is kept as its text and shown as it is. */
  readonly status: InvoiceStatus | (string & {})
  readonly paymentMethod: string
}

export type InvoiceItem = {
  readonly id: number
  /** `Hosting`, `Domain`, `Addon`, `AddFunds`, `Invoice`, … or ''. */
  readonly type: string
  /** The id of the service, domain or add-on that the item is for; 0 for none. */
  readonly relatedId: number
  /** May hold line breaks. Text, never markup. */
  readonly description: string
  readonly amount: Decimal
  readonly taxed: boolean
}

export type InvoicePayment = {
  readonly id: number
  readonly date: PlainDate | null
  readonly gateway: string
  readonly transactionId: string
  readonly amountIn: Decimal
  readonly amountOut: Decimal
}

export type Invoice = InvoiceSummary & {
  readonly subtotal: Decimal
  readonly tax: Decimal
  readonly tax2: Decimal
  /** Per cent, `19.000`. */
  readonly taxRate: Decimal
  readonly taxRate2: Decimal
  /** What is left to pay, as WHMCS says. */
  readonly balance: Decimal
  readonly notes: string
  readonly items: readonly InvoiceItem[]
  readonly payments: readonly InvoicePayment[]
}

export const INVOICE_SORTS = ['number', 'date', 'duedate', 'total', 'status'] as const
export type InvoiceSort = (typeof INVOICE_SORTS)[number]

/** Unpaid and its due day has passed. WHMCS keeps no such status; its `Overdue` filter means the same. */
export function isOverdue(invoice: Pick<InvoiceSummary, 'status' | 'dueOn'>, today: PlainDate): boolean {
  return invoice.status === 'Unpaid' && invoice.dueOn !== null && invoice.dueOn < today
}

/** One page of a client's invoices, with what the page around it shows. */
export type InvoicePage = {
  readonly invoices: readonly InvoiceSummary[]
  readonly total: number
  readonly page: number
  readonly pages: number
  readonly pageSize: number
  readonly counts: InvoiceCounts
  readonly currency: Currency
  /** True when there were more invoices than were searched. */
  readonly capped: boolean
  readonly searchLimit: number
}

/** Cancelled or paid back: nothing is owed, whatever balance WHMCS computes from the payments. */
export function isVoid(invoice: Pick<InvoiceSummary, 'status'>): boolean {
  return invoice.status === 'Cancelled' || invoice.status === 'Refunded'
}

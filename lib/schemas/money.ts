import type { Currency, Decimal } from '../money'
import type { PlainDate } from '../dates'
import type { Expiry } from '../pay-methods'

/** A row of the credit log; negative when credit was used. */
export type CreditEntry = {
  readonly id: number
  readonly date: PlainDate | null
  readonly description: string
  readonly amount: Decimal
  /** The invoice, or 0. */
  readonly relatedId: number
}

/** Why credit moved. WHMCS keeps staff's own notes: only what they say by a fixed form is told. */
export type CreditReason = 'used' | 'funds' | 'overpaid' | 'refund' | 'added' | 'removed'

/** A row of the credit log as the customer reads it. */
export type CreditRow = {
  readonly id: number
  readonly date: PlainDate | null
  readonly reason: CreditReason
  /** The invoice it is about; null for none. */
  readonly invoiceId: number | null
  readonly amount: Decimal
  /** After this row. */
  readonly balance: Decimal
}

export type CreditPage = {
  /** The newest first. */
  readonly rows: readonly CreditRow[]
  readonly total: number
  readonly page: number
  readonly pages: number
  readonly pageSize: number
  /** WHMCS's figure: it counts. */
  readonly balance: Decimal
  /** What all rows add up to. */
  readonly sum: Decimal
  readonly currency: Currency
}

/** Money that came in or went out through a gateway. */
export type Transaction = {
  readonly id: number
  /** `YYYY-MM-DD HH:MM:SS` in the installation's time zone. */
  readonly at: string | null
  readonly gateway: string
  readonly description: string
  readonly amountIn: Decimal
  readonly amountOut: Decimal
  readonly fees: Decimal
  /** The gateway's own id. */
  readonly transactionId: string
  /** 0 for none. */
  readonly invoiceId: number
  /** The transaction that this one refunds, or 0. */
  readonly refundOf: number
}

/** A transaction as the customer reads it: what the gateway kept for itself, and staff's words, are not in it. */
export type TransactionRow = Pick<
  Transaction,
  'id' | 'at' | 'gateway' | 'amountIn' | 'amountOut' | 'transactionId' | 'invoiceId'
>

/** What was paid until a period began, in it, and until it ended. `opening + in − out = closing`. */
export type Statement = Readonly<Record<'opening' | 'in' | 'out' | 'closing', Decimal>>

export type TransactionPage = {
  /** The newest first. */
  readonly rows: readonly TransactionRow[]
  readonly total: number
  readonly page: number
  readonly pages: number
  readonly pageSize: number
  /** Of the period and the service, whatever else is filtered away. */
  readonly statement: Statement
  /** How many invoices with payments nobody has looked into yet, to know which service they are for. */
  readonly unseen: number
  readonly currency: Currency
}

/** A way to pay: WHMCS's system name, and the name to show. */
export type Gateway = { readonly module: string; readonly name: string }

/** A stored card or bank account. Tokens and numbers never get here. */
export type PayMethod = {
  readonly id: number
  readonly type: 'CreditCard' | 'RemoteCreditCard' | 'BankAccount' | 'RemoteBankAccount' | (string & {})
  readonly description: string
  /** The gateway's system name, or '' for one kept in WHMCS itself. */
  readonly gateway: string
  readonly brand: string
  readonly lastFour: string
  /** `MM/YY`, or ''. */
  readonly expires: string
  readonly bank: string
}

/** The same with how its date stands today; null where it has none. */
export type StoredMethod = PayMethod & { readonly expiry: Expiry | null }

import type { Decimal } from '../money'
import type { PlainDate } from '../dates'

/** A row of the credit log; negative when credit was used. */
export type CreditEntry = {
  readonly id: number
  readonly date: PlainDate | null
  readonly description: string
  readonly amount: Decimal
  /** The invoice, or 0. */
  readonly relatedId: number
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

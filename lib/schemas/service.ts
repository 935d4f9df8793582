import type { PlainDate } from '../dates'
import type { Decimal } from '../money'

/** A product the customer has. Passwords, servers and staff notes never get here. */
export type Service = {
  readonly id: number
  readonly productId: number
  readonly name: string
  readonly group: string
  readonly domain: string
  readonly status: string
  /** Why it is suspended, in staff's words; '' when it is not. */
  readonly suspensionReason: string
  /** The gateway's module name, and what WHMCS calls it. */
  readonly paymentMethod: string
  readonly paymentMethodName: string
  readonly billingCycle: string
  readonly recurringAmount: Decimal
  readonly firstPaymentAmount: Decimal
  readonly registeredOn: PlainDate | null
  readonly nextDueOn: PlainDate | null
  /** The gateway's number of an automatic payment; '' for none. */
  readonly subscriptionId: string
}

export type Domain = {
  readonly id: number
  readonly name: string
  readonly status: string
  readonly recurringAmount: Decimal
  readonly registeredOn: PlainDate | null
  readonly expiresOn: PlainDate | null
  readonly nextDueOn: PlainDate | null
  readonly renewsAutomatically: boolean
}

/** Something ordered on top of a service. */
export type Addon = {
  readonly id: number
  readonly serviceId: number
  readonly name: string
  readonly status: string
  readonly billingCycle: string
  readonly recurringAmount: Decimal
  readonly setupFee: Decimal
  readonly registeredOn: PlainDate | null
  readonly nextDueOn: PlainDate | null
}

export const CANCELLATION_TYPES = ['Immediate', 'End of Billing Period'] as const
export type CancellationType = (typeof CANCELLATION_TYPES)[number]

/** Somebody asked for a service to end. WHMCS keeps no state of the request itself. */
export type CancellationRequest = {
  readonly id: number
  readonly serviceId: number
  /** `YYYY-MM-DD HH:MM:SS` in the installation's time zone. */
  readonly requestedAt: string | null
  readonly reason: string
  /** A type WHMCS does not document is kept as its text. */
  readonly type: CancellationType | (string & {})
}

/** What an upgrade would cost. */
export type UpgradeQuote = {
  /** An earlier upgrade is still open: no other can be ordered, and no next invoice should be made. */
  readonly inProgress: boolean
  /** WHMCS's own text, already formatted in the client's currency; negative for a refund. */
  readonly price: string
}

/** As in WHMCS: what has not begun or is over cannot be cancelled. */
export function isCancellable({ status }: Pick<Service, 'status'>): boolean {
  return status === 'Active' || status === 'Suspended'
}

import type { PlainDate } from '../dates'
import type { Decimal } from '../money'

/** A product the customer has. Passwords, servers and staff notes never get here. */
export type Service = {
  readonly id: number
  readonly name: string
  readonly group: string
  readonly domain: string
  readonly status: string
  readonly billingCycle: string
  readonly recurringAmount: Decimal
  readonly firstPaymentAmount: Decimal
  readonly registeredOn: PlainDate | null
  readonly nextDueOn: PlainDate | null
  readonly subscriptionId: string
}

export type Domain = {
  readonly id: number
  readonly name: string
  readonly status: string
  readonly recurringAmount: Decimal
  readonly expiresOn: PlainDate | null
  readonly nextDueOn: PlainDate | null
  readonly renewsAutomatically: boolean
}

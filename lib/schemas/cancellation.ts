import type { PlainDate } from '../dates'

/**
 * Where a cancellation request is:
 *
 * - `requested`: WHMCS has it and will end the service as soon as its daily run or its staff gets to it
 * - `ends_on`: the service runs until the paid period is over
 * - `ended`: the service is over
 * - `withdrawn`: the request is no longer there, and the service runs on
 * - `withdrawal_asked`: staff were asked to take the request out, and it still stands
 */
export const REQUEST_STATES = ['requested', 'ends_on', 'ended', 'withdrawn', 'withdrawal_asked'] as const
export type RequestState = (typeof REQUEST_STATES)[number]

/** How somebody asked to take a request back, and what became of that. */
export type Withdrawal = {
  readonly via: 'ticket' | 'companion'
  /** The ticket's number; the portal's own `AT-…` while it is not proved that the ticket was opened. */
  readonly reference: string
  /** The ticket's status in WHMCS's word; null when it is not known. */
  readonly status: string | null
}

export type KnownRequest = {
  /** Null while the index has not seen it: it was made here a moment ago. */
  readonly requestId: number | null
  readonly serviceId: number
  /** `Immediate` or `End of Billing Period`; another text of WHMCS's is kept. */
  readonly type: string
  /** `YYYY-MM-DD HH:MM:SS` in the installation's time zone. */
  readonly requestedAt: string | null
  readonly state: RequestState
  /** The last day; null when WHMCS does not tell. */
  readonly endsOn: PlainDate | null
  readonly withdrawal: Withdrawal | null
}

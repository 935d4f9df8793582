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

/** What was asked of somebody who has to do it by hand. */
export type Asked = {
  /** The portal's own id of what was asked. */
  readonly id: string
  /** The ticket's number, or the key; the portal's own `AT-…` while it is not proved that it arrived. */
  readonly reference: string
  /** The ticket's status in WHMCS's word; null when it is not known. */
  readonly status: string | null
  readonly proved: boolean
}

/** How somebody asked to take a request back, and what became of that. */
export type Withdrawal = Asked & { readonly via: 'ticket' | 'companion' }

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

/** A request and the service it is for. */
export type RequestRow = {
  readonly request: KnownRequest
  readonly service: {
    readonly name: string
    readonly domain: string
    readonly status: string
    /** Whether an automatic payment is on record. */
    readonly payment: boolean
  }
}

export type RequestPage = {
  readonly rows: readonly RequestRow[]
  readonly page: number
  readonly pages: number
  readonly pageSize: number
  readonly total: number
  /** False while the portal is still reading WHMCS's list: older requests may be missing. */
  readonly complete: boolean
  /** Whether the viewer may open the service's own page. */
  readonly seesServices: boolean
}

/** What was found out about a service after a cancellation ended it. */
export type AfterEnd = {
  readonly service: number
  readonly endedOn: PlainDate
  /** Those issued later that are for the service. */
  readonly invoices: readonly { readonly id: number; readonly number: string }[]
  /** Whether every invoice since was looked at. */
  readonly all: boolean
  /** Whether an automatic payment is still on record. */
  readonly payment: boolean
  readonly asked: Asked | null
  /** Whether the viewer may ask to stop it. */
  readonly mayStop: boolean
}

/** Whether a service is on its way out: somebody asked for its end, and nobody took that back. */
export function stands(request: KnownRequest | null): boolean {
  return request !== null && request.state !== 'withdrawn' && request.state !== 'ended'
}

import 'server-only'
import { z } from 'zod'
import type { Withdrawal } from '@/lib/schemas/cancellation'
import type { Kind } from '@/server/operations/kind'
import { after, askedOnce } from '@/server/operations/once'
import { ticketKind } from '@/server/operations/ticket'

/**
 * Taking a cancellation request back. WHMCS has no action for it, so it is done by whoever can: the one place that knows
 * who that is.
 */
export type Withdrawing = {
  readonly via: Withdrawal['via']
  /** Sends it once, and proves that it arrived. Its details are `withdrawalDetails`, its target `cancellation:ID`. */
  readonly kind: Kind
}

export const withdrawalDetails = z.object({ service: z.number(), request: z.number(), type: z.string(), after })

/** Staff delete the request by hand, from a ticket that holds all they need. */
const byTicket: Withdrawing = {
  via: 'ticket',
  kind: askedOnce(
    ticketKind({
      name: 'cancellation.withdraw',
      details: withdrawalDetails,
      letter: (details, t) => ({
        subject: t('withdrawSubject', { service: String(details.service) }),
        text: `${t('intro')}\n\n${t('withdrawText', {
          service: String(details.service),
          request: String(details.request),
          type: details.type,
        })}`,
      }),
    }),
  ),
}

/** A module inside WHMCS that deletes the request itself would be chosen here. There is none yet, and none is pretended. */
export function withdrawing(): Withdrawing {
  return byTicket
}

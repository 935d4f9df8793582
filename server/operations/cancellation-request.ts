import 'server-only'
import { z } from 'zod'
import { CANCELLATION_TYPES } from '@/lib/schemas/service'
import { ownService } from '@/server/access/ownership'
import { PortalError } from '@/server/errors'
import { referenceOf } from '@/server/store/operations'
import { addCancelRequest, findCancelledPackage } from '@/server/whmcs/cancellations'
import { refusalOf } from '@/server/whmcs/refusals'
import { kind } from './kind'

export const requestDetails = z.object({
  service: z.number(),
  type: z.enum(CANCELLATION_TYPES),
  endsOn: z.string(),
  /** In English, for staff, and what the customer wrote. Only kept until it is sent. */
  reason: z.string(),
})

/**
 * A service should end. WHMCS refuses a second request for it; the reference in the reason tells ours from one that
 * somebody else made at the same time.
 */
export const cancellationRequest = kind({
  name: 'cancellation.request',
  details: requestDetails,
  async send(whmcs, operation, { service, type, reason }) {
    const own = await ownService({ whmcs, clientId: operation.client }, service)
    const text = [reason, `[${referenceOf(operation)}]`].filter(Boolean).join('\n')
    try {
      await addCancelRequest(whmcs, operation.client, own.id, { type, reason: text })
    } catch (error) {
      if (refusalOf(error)?.code !== 'already_requested') throw error
      throw new PortalError('rejected', { message: 'already_requested', cause: error })
    }
    return null
  },
  async prove(whmcs, operation, { service }) {
    const reference = referenceOf(operation)
    const found = await findCancelledPackage(whmcs, service, ({ reason }) => reason.includes(reference))
    return found ? { kind: 'applied', result: { request: found.id } } : { kind: 'absent' }
  },
  keep: ({ service, type, endsOn }) => ({ service, type, endsOn, reason: '' }),
})

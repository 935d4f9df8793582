import 'server-only'
import type { KnownRequest } from '@/lib/schemas/cancellation'
import type { Service } from '@/lib/schemas/service'
import { ownService } from '@/server/access/ownership'
import type { Permitted } from '@/server/access/permitted'
import { actorOf } from '@/server/access/viewer'
import { withdrawing } from '@/server/capabilities/withdrawing'
import { PortalError } from '@/server/errors'
import { carryOut } from '@/server/operations/carry-out'
import { store } from '@/server/store/current'
import type { Writer } from '@/server/whmcs/client'
import { findRequest } from './cancellations'

/** A service and the request that stands for it. @throws PortalError `not_found`, also for somebody else's service */
export async function getWithdrawal(
  viewer: Permitted<'orders'>,
  id: number,
): Promise<{ readonly service: Service; readonly request: KnownRequest | null }> {
  const { service } = await ownService(viewer, id)
  return { service, request: await findRequest(viewer, service) }
}

function refuse(message: string): never {
  throw new PortalError('rejected', { message })
}

/**
 * Asks to take back the request that stands for a service.
 *
 * @throws PortalError `not_found`; `rejected`: there is none, it took effect, or somebody asked already; `in_progress`,
 *   `outcome_unknown` as `carryOut`
 */
export async function withdrawCancellation(viewer: Permitted<'orders', Writer>, id: number): Promise<null> {
  const { service, request } = await getWithdrawal(viewer, id)
  if (!request) refuse('nothing_to_withdraw')
  if (request.state === 'ended') refuse('already_ended')
  if (request.state === 'withdrawal_asked') refuse('asked_already')
  if (request.requestId === null) throw new PortalError('in_progress')
  const target = `cancellation:${request.requestId}`
  await viewer.changing({ target, before: {}, after: {} })
  const { db } = await store()
  await carryOut({ db, whmcs: viewer.whmcs }, [
    {
      location: viewer.location,
      client: viewer.clientId,
      person: viewer.person,
      actor: actorOf(viewer),
      kind: withdrawing().kind.name,
      target,
      details: {
        service: service.id,
        request: request.requestId,
        type: request.type,
        after: request.withdrawal?.id ?? null,
      },
    },
  ])
  return null
}

import 'server-only'
import type { Asked } from '@/lib/schemas/cancellation'
import type { Service } from '@/lib/schemas/service'
import { ownService } from '@/server/access/ownership'
import type { Permitted } from '@/server/access/permitted'
import type { Viewer } from '@/server/access/viewer'
import { PortalError } from '@/server/errors'
import { jira } from '@/server/jira'
import { carryOut } from '@/server/operations/carry-out'
import { sentFor } from '@/server/operations/once'
import { stopDetails, stopSubscription } from '@/server/operations/stop-subscription'
import { store } from '@/server/store/current'
import type { Operation } from '@/server/store/operations'
import { operationsOf } from '@/server/store/operations'
import type { Writer } from '@/server/whmcs/client'
import { isClosed, readAsked } from './asked'

export type AutomaticPayment = {
  readonly service: Service
  /** Whom the portal asks to stop it. */
  readonly via: 'ticket' | 'jira'
  readonly asked: (Asked & { readonly via: 'ticket' | 'jira' }) | null
}

function via(): AutomaticPayment['via'] {
  return jira() ? 'jira' : 'ticket'
}

type Asker = Pick<Viewer, 'location' | 'clientId' | 'whmcs'>

async function newestStop(viewer: Asker, service: Service): Promise<Operation | undefined> {
  const { db } = await store()
  const { name } = stopSubscription
  const target = `service:${service.id}`
  const holder = { location: viewer.location, client: viewer.clientId }
  return sentFor(await operationsOf(db, holder, [name], target), name, target)
}

/** Asked for an earlier automatic payment of the service says nothing about the one on record now. */
async function readStop(viewer: Asker, service: Service, operation: Operation | undefined) {
  const about = stopDetails.safeParse(operation?.details).data
  return operation && about?.subscription === service.subscriptionId ? readAsked(viewer, operation) : null
}

/** What became of asking to stop the automatic payment of a service; null when nobody asked. */
export async function findStop(viewer: Asker, service: Service): Promise<AutomaticPayment['asked']> {
  return readStop(viewer, service, await newestStop(viewer, service))
}

/** @throws PortalError `not_found`, also for somebody else's service */
export async function getAutomaticPayment(viewer: Permitted<'orders'>, id: number): Promise<AutomaticPayment> {
  const { service } = await ownService(viewer, id)
  const asked = service.subscriptionId === '' ? null : await findStop(viewer, service)
  return { service, via: via(), asked }
}

/**
 * Asks for the automatic payment of a service to be stopped at the bank. The service itself goes on.
 *
 * @throws PortalError `not_found`; `rejected`: there is none, or somebody asked already; `in_progress`, `outcome_unknown` as
 *   `carryOut`
 */
export async function stopAutomaticPayment(viewer: Permitted<'orders', Writer>, id: number): Promise<null> {
  const { service } = await ownService(viewer, id)
  const newest = await newestStop(viewer, service)
  const { subscriptionId: subscription, paymentMethod: gateway } = service
  if (subscription === '') throw new PortalError('rejected', { message: 'sub_cancel_no_active_subscription' })
  const asked = await readStop(viewer, service, newest)
  if (asked && !isClosed(asked)) throw new PortalError('rejected', { message: 'asked_already' })
  const { db } = await store()
  await carryOut({ db, whmcs: viewer.whmcs }, [
    {
      location: viewer.location,
      client: viewer.clientId,
      person: viewer.person,
      kind: stopSubscription.name,
      target: `service:${service.id}`,
      details: { service: service.id, subscription, gateway, via: via(), after: newest?.id ?? null },
    },
  ])
  return null
}

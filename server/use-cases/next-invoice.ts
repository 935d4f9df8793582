import 'server-only'
import type { PlainDate } from '@/lib/dates'
import { utcDay } from '@/lib/dates'
import type { NextInvoiceBlock } from '@/lib/next-invoice'
import { nextInvoiceBlock } from '@/lib/next-invoice'
import { addMonths, cycleMonths } from '@/lib/periods'
import type { NextInvoicePage } from '@/lib/schemas/service-page'
import type { KnownRequest } from '@/lib/schemas/cancellation'
import { stands } from '@/lib/schemas/cancellation'
import type { Service } from '@/lib/schemas/service'
import { ownService } from '@/server/access/ownership'
import type { Permitted } from '@/server/access/permitted'
import { PortalError } from '@/server/errors'
import { carryOut } from '@/server/operations/carry-out'
import { generated } from '@/server/operations/invoice-generate'
import { store } from '@/server/store/current'
import { operationsOf } from '@/server/store/operations'
import { serviceNames } from '@/server/store/service-names'
import type { Writer } from '@/server/whmcs/client'
import { WhmcsError } from '@/server/whmcs/errors'
import { calculateUpgrade } from '@/server/whmcs/orders'
import type { Owned } from '@/server/whmcs/owned'
import { refusalOf } from '@/server/whmcs/refusals'
import { listAddons } from '@/server/whmcs/services'
import { findRequest } from './cancellations'
import { relatedInvoices } from './related-invoices'

const KIND = 'invoice.generate'

type Viewer = Permitted<'invoices'>

function blockOf(
  service: Service,
  request: KnownRequest | null,
  unpaid: boolean,
  today: PlainDate,
): NextInvoiceBlock | null {
  const ofService = nextInvoiceBlock(service, today)
  if (ofService) return ofService
  if (stands(request)) return 'next_invoice_cancelling'
  return unpaid ? 'next_invoice_unpaid' : null
}

async function stateOf(viewer: Viewer, id: number, today: PlainDate) {
  const subject = Promise.all([ownService(viewer, id), listAddons(viewer.whmcs, viewer.clientId)]).then(
    ([own, addons]) => ({ ...own, addons: addons.filter(({ serviceId }) => serviceId === id) }),
  )
  const [own, related, request] = await Promise.all([
    subject,
    relatedInvoices(viewer, subject),
    subject.then(({ service }) => findRequest(viewer, service)),
  ])
  return { own, related, block: blockOf(own.service, request, related.unpaid.length > 0, today) }
}

function periodAfter({ billingCycle, nextDueOn }: Service) {
  const months = cycleMonths(billingCycle)
  return months === null || nextDueOn === null ? null : { start: nextDueOn, end: addMonths(nextDueOn, months) }
}

/** What the next invoice of a service would be, and what is in its way. @throws PortalError `not_found` */
export async function getNextInvoice(viewer: Viewer, id: number): Promise<NextInvoicePage> {
  const today = utcDay(new Date())
  const { db } = await store()
  const client = { location: viewer.location, client: viewer.clientId }
  const [{ own, related, block }, operations, names] = await Promise.all([
    stateOf(viewer, id, today),
    operationsOf(db, client, [KIND], `service:${id}`),
    serviceNames(db, viewer.location, viewer.clientId),
  ])
  return {
    service: own.service,
    addons: own.addons,
    nickname: names.get(id) ?? '',
    currency: related.currency,
    period: periodAfter(own.service),
    block,
    unpaid: related.unpaid,
    unproved: operations.some(({ state }) => state === 'sending' || state === 'unknown'),
  }
}

/**
 * Whether an upgrade of the service waits for its payment. WHMCS tells it to whoever asks for a price: here that of
 * staying as it is, which orders nothing.
 *
 * @throws PortalError `unavailable` when no answer came, which loses nothing
 */
async function isBeingUpgraded(whmcs: Writer, id: Owned<'service'>, service: Service): Promise<boolean> {
  const { productId, paymentMethod } = service
  const billingCycle = service.billingCycle.toLowerCase().replaceAll(/[^a-z]/g, '')
  try {
    return (await calculateUpgrade(whmcs, id, { productId, billingCycle, paymentMethod })).inProgress
  } catch (error) {
    if (!(error instanceof WhmcsError)) throw error
    if (error.failure !== 'refused') throw new PortalError('unavailable', { cause: error })
    // Whatever else is refused (a product that is no longer sold) says nothing of an upgrade under way.
    return refusalOf(error)?.code === 'upgrade_in_progress'
  }
}

function refuse(message: string): never {
  throw new PortalError('rejected', { message })
}

/**
 * Has WHMCS make the next invoice of a service now. Made once, whoever asks how often.
 *
 * @throws PortalError `not_found`; `rejected` with what is in the way; `in_progress` and `outcome_unknown` as carryOut
 */
export async function makeNextInvoice(
  viewer: Permitted<'invoices', Writer>,
  service: number,
): Promise<{ service: number; invoice: number }> {
  const { own, related, block } = await stateOf(viewer, service, utcDay(new Date()))
  if (block) refuse(block)
  if (related.unpaidUnseen) refuse('next_invoice_unchecked')
  if (await isBeingUpgraded(viewer.whmcs, own.id, own.service)) refuse('next_invoice_blocked_by_upgrade')
  const { db } = await store()
  const { location, clientId: client, person } = viewer
  const [done] = await carryOut({ db, whmcs: viewer.whmcs }, [
    {
      ...{ location, client, person, kind: KIND, target: `service:${service}` },
      details: { service, after: related.newestId },
    },
  ])
  return { service, ...generated.parse(done?.result) }
}

import 'server-only'
import type { PlainDate } from '@/lib/dates'
import { utcDay } from '@/lib/dates'
import type { KnownRequest, RequestPage, Withdrawal } from '@/lib/schemas/cancellation'
import type { CancellationQuery } from '@/lib/schemas/cancellation-query'
import type { Service } from '@/lib/schemas/service'
import type { Permitted } from '@/server/access/permitted'
import type { Viewer } from '@/server/access/viewer'
import { syncIndex } from '@/server/cancellation-index'
import { sentFor } from '@/server/operations/once'
import type { KnownRow } from '@/server/store/cancellations'
import { requestsOf } from '@/server/store/cancellations'
import { store } from '@/server/store/current'
import type { Operation } from '@/server/store/operations'
import { operationsOf } from '@/server/store/operations'
import { listServices } from '@/server/whmcs/services'
import { isClosed, readAsked } from './asked'

export type { KnownRequest } from '@/lib/schemas/cancellation'

const PAGE_SIZE = 25

type Asker = Pick<Viewer, 'location' | 'clientId' | 'whmcs'>

/** Names of operations in the store: never changed. The details of a request hold `{ service, type }`. */
export const REQUESTED = 'cancellation.request'
export const WITHDRAWN = 'cancellation.withdraw'

const OVER: ReadonlySet<string> = new Set(['Cancelled', 'Terminated', 'Completed'])

/** What the index and the operations say, before anybody looks at tickets. */
type Facts = {
  readonly complete: boolean
  readonly rows: readonly KnownRow[]
  readonly operations: readonly Operation[]
}

/** Needs no service yet, so that it goes out beside whatever finds them. */
async function upToDate(viewer: Asker): Promise<Omit<Facts, 'rows'>> {
  const { db } = await store()
  const { location, clientId: client } = viewer
  // The operations are read first: one that is proved while WHMCS answers is in the answer already.
  const operations = await operationsOf(db, { location, client }, [REQUESTED, WITHDRAWN])
  return { operations, ...(await syncIndex(db, viewer)) }
}

async function rowsOf(viewer: Asker, services: readonly number[]): Promise<KnownRow[]> {
  const { db } = await store()
  return requestsOf(db, viewer.location, services)
}

async function readWithdrawal(viewer: Asker, operation: Operation): Promise<Withdrawal> {
  return { ...(await readAsked(viewer, operation)), via: 'ticket' }
}

/** WHMCS ends a service at its next due date, or at its next daily run; it keeps no state of the request itself. */
export function standing(service: Service, type: string, today: PlainDate): Pick<KnownRequest, 'state' | 'endsOn'> {
  if (OVER.has(service.status)) return { state: 'ended', endsOn: null }
  const later = type !== 'Immediate' && service.nextDueOn !== null && service.nextDueOn >= today
  return later ? { state: 'ends_on', endsOn: service.nextDueOn } : { state: 'requested', endsOn: null }
}

async function toRequest(
  viewer: Asker,
  { operations }: Facts,
  service: Service,
  row: KnownRow,
  today: PlainDate,
): Promise<KnownRequest> {
  const { id: requestId, serviceId, type, requestedAt } = row
  const known = { requestId, serviceId, type, requestedAt }
  const now = standing(service, type, today)
  if (now.state === 'ended') return { ...known, ...now, withdrawal: null }
  const operation = sentFor(operations, WITHDRAWN, `cancellation:${requestId}`)
  const withdrawal = operation ? await readWithdrawal(viewer, operation) : null
  if (row.gone) return { ...known, state: 'withdrawn', endsOn: null, withdrawal }
  // Staff closed the ticket and left the request: it stands, and may be asked for again.
  const asked = withdrawal !== null && !isClosed(withdrawal)
  return { ...known, ...now, ...(asked && { state: 'withdrawal_asked' }), withdrawal }
}

/** Made here a moment ago, while the index has not seen WHMCS's whole list. */
function unseen({ complete, operations }: Facts, service: Service, today: PlainDate): KnownRequest | null {
  if (complete) return null
  const made = operations.find(
    ({ kind, target, state }) => kind === REQUESTED && target === `service:${service.id}` && state === 'applied',
  )
  if (!made) return null
  const { type } = detailsOf(made)
  const at = (made.sentAt ?? made.createdAt).toISOString()
  const requestedAt = `${at.slice(0, 10)} ${at.slice(11, 19)}`
  const known = { requestId: null, serviceId: service.id, type, requestedAt, withdrawal: null }
  return { ...known, ...standing(service, type, today) }
}

function detailsOf({ details }: Operation): { readonly type: string } {
  const known = typeof details === 'object' && details !== null && 'type' in details ? details.type : ''
  return { type: typeof known === 'string' ? known : '' }
}

/**
 * The request that stands for one of the client's own services; null for none, also when it was withdrawn. Costs one call,
 * and one more where a ticket asks to withdraw it.
 *
 * @param service one that was proved to be the client's
 * @throws WhmcsError when WHMCS does not list its requests
 */
export async function findRequest(viewer: Asker, service: Service): Promise<KnownRequest | null> {
  const known = await upToDate(viewer)
  const facts = { ...known, rows: await rowsOf(viewer, [service.id]) }
  const today = utcDay(new Date())
  const row = facts.rows.find(({ gone }) => !gone)
  return row ? toRequest(viewer, facts, service, row, today) : unseen(facts, service, today)
}

function fits(query: CancellationQuery, row: KnownRow, service: Service): boolean {
  const day = row.requestedAt?.slice(0, 10) ?? ''
  if (query.type && (row.type === 'Immediate') !== (query.type === 'immediate')) return false
  if (query.status && service.status !== query.status) return false
  return !(query.from && day < query.from) && !(query.to && (day === '' || day > query.to))
}

/**
 * Every request for one of the client's services, the newest first. Costs two calls however many requests the installation
 * holds, and one for each ticket on the page.
 */
export async function listCancellations(viewer: Permitted<'orders'>, query: CancellationQuery): Promise<RequestPage> {
  const [services, rights, known] = await Promise.all([
    listServices(viewer.whmcs, viewer.clientId),
    viewer.rights(),
    upToDate(viewer),
  ])
  const byId = new Map(services.map((service) => [service.id, service]))
  const facts = { ...known, rows: await rowsOf(viewer, [...byId.keys()]) }
  const found = facts.rows
    .flatMap((row) => {
      const service = byId.get(row.serviceId)
      return service && fits(query, row, service) ? [{ row, service }] : []
    })
    .sort((a, b) => b.row.id - a.row.id)
  const pages = Math.max(1, Math.ceil(found.length / PAGE_SIZE))
  const page = Math.min(query.page, pages)
  const today = utcDay(new Date())
  const rows = found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE).map(async ({ row, service }) => ({
    request: await toRequest(viewer, facts, service, row, today),
    service: {
      name: service.name,
      domain: service.domain,
      status: service.status,
      payment: service.subscriptionId !== '',
    },
  }))
  const place = { page, pages, pageSize: PAGE_SIZE, total: found.length }
  const seesServices = rights.permissions.has('products')
  return { rows: await Promise.all(rows), ...place, complete: facts.complete, seesServices }
}

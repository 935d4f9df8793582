import 'server-only'
import { toCents } from '@/lib/money'
import type { Domain } from '@/lib/schemas/service'
import type { ServiceFilter, ServiceQuery, ServiceSort } from '@/lib/schemas/service-query'
import { filterOf } from '@/lib/schemas/service-query'
import type {
  DomainListPage,
  KnownService,
  NamedService,
  ServiceListPage,
  ServiceNameInput,
} from '@/lib/schemas/service-page'
import { ownService } from '@/server/access/ownership'
import type { Permitted } from '@/server/access/permitted'
import type { Viewer } from '@/server/access/viewer'
import { PortalError } from '@/server/errors'
import { store } from '@/server/store/current'
import { nameService, serviceNames } from '@/server/store/service-names'
import type { Handover } from '@/server/whmcs/client'
import { createSsoToken } from '@/server/whmcs/sso'
import * as whmcs from '@/server/whmcs/services'
import { currencyOf } from './currencies'

const PAGE_SIZE = 25
const ORDER: readonly (ServiceFilter | null)[] = ['suspended', 'expired', 'pending', 'active', null, 'ended']

/** What lists of services and of domains are searched and sorted by. */
type Listed = {
  readonly status: string
  readonly name: string
  readonly words: readonly string[]
  readonly due: string | null
  readonly price: string
}

const BY: Readonly<Record<ServiceSort, (a: Listed, b: Listed) => number>> = {
  status: (a, b) => ORDER.indexOf(filterOf(a.status)) - ORDER.indexOf(filterOf(b.status)) || BY.due(a, b),
  name: (a, b) => a.name.localeCompare(b.name),
  // What is never due comes last.
  due: (a, b) => (a.due ?? '9999').localeCompare(b.due ?? '9999'),
  price: (a, b) => Number(toCents(a.price) - toCents(b.price)),
}

/** WHMCS filters and sorts neither list: all of it is read, and one page of what fits is answered. */
function pageOf<T>(rows: readonly T[], query: ServiceQuery, listed: (row: T) => Listed) {
  const text = query.q.toLowerCase()
  const all = rows.map((row) => ({ row, by: listed(row) }))
  const found = all.filter(({ by }) => by.words.some((word) => word.toLowerCase().includes(text)))
  const countOf = (filter: ServiceFilter) => found.filter(({ by }) => filterOf(by.status) === filter).length
  const fitting = found.filter(({ by }) => query.status === null || filterOf(by.status) === query.status)
  const sign = query.descending ? -1 : 1
  fitting.sort((a, b) => sign * BY[query.sort](a.by, b.by) || a.by.name.localeCompare(b.by.name))
  const pages = Math.max(1, Math.ceil(fitting.length / PAGE_SIZE))
  const page = Math.min(query.page, pages)
  return {
    rows: fitting.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE).map(({ row }) => row),
    total: fitting.length,
    counts: {
      active: countOf('active'),
      pending: countOf('pending'),
      suspended: countOf('suspended'),
      expired: countOf('expired'),
      ended: countOf('ended'),
    },
    page,
    pages,
    pageSize: PAGE_SIZE,
  }
}

async function namesOf({ location, clientId }: Viewer): Promise<ReadonlyMap<number, string>> {
  const { db } = await store()
  return serviceNames(db, location, clientId)
}

function listedService({ service, nickname, addons }: NamedService): Listed {
  const { name, group, domain, status, nextDueOn, recurringAmount } = service
  return {
    status,
    name: nickname || name,
    words: [nickname, name, group, domain, ...addons.map((addon) => addon.name)],
    due: nextDueOn,
    price: recurringAmount,
  }
}

/** One page of the client's services, each with its add-ons and the account's own name for it. */
export async function listServices(viewer: Permitted<'products'>, query: ServiceQuery): Promise<ServiceListPage> {
  const [services, addons, names, currency] = await Promise.all([
    whmcs.listServices(viewer.whmcs, viewer.clientId),
    whmcs.listAddons(viewer.whmcs, viewer.clientId),
    namesOf(viewer),
    currencyOf(viewer),
  ])
  const named = services.map((service) => ({
    service,
    nickname: names.get(service.id) ?? '',
    addons: addons.filter(({ serviceId }) => serviceId === service.id),
  }))
  return { ...pageOf(named, query, listedService), currency }
}

function listedDomain({ name, status, expiresOn, recurringAmount }: Domain): Listed {
  return { status, name, words: [name], due: expiresOn, price: recurringAmount }
}

export async function listDomains(viewer: Permitted<'domains'>, query: ServiceQuery): Promise<DomainListPage> {
  const [domains, currency] = await Promise.all([whmcs.listDomains(viewer.whmcs, viewer.clientId), currencyOf(viewer)])
  return { ...pageOf(domains, query, listedDomain), currency }
}

/** @throws PortalError `not_found`, also for somebody else's service */
export async function getService(viewer: Permitted<'products'>, id: number): Promise<KnownService> {
  const [{ service }, addons, names, currency] = await Promise.all([
    ownService(viewer, id),
    whmcs.listAddons(viewer.whmcs, viewer.clientId),
    namesOf(viewer),
    currencyOf(viewer),
  ])
  return {
    service,
    nickname: names.get(id) ?? '',
    addons: addons.filter(({ serviceId }) => serviceId === id),
    currency,
  }
}

/**
 * Gives a service the account's own name, or takes it away. WHMCS has no field for it and is not told.
 *
 * @throws PortalError `not_found`; `rejected` when it is no longer the name that the form was made from
 */
export async function renameService(
  viewer: Permitted<'products'>,
  { service: asked, name, version }: ServiceNameInput,
): Promise<{ service: number }> {
  const [{ id }, names] = await Promise.all([ownService(viewer, asked), namesOf(viewer)])
  if ((names.get(id) ?? '') !== version) throw new PortalError('rejected', { message: 'changed_meanwhile' })
  const before = { name: names.get(id) ?? '' }
  await viewer.changing({ target: `service:${id}`, before, after: { name } })
  const { db } = await store()
  await nameService(db, { location: viewer.location, client: viewer.clientId, id }, name, new Date())
  return { service: id }
}

/** False for a sub-account of 7.x: WHMCS would sign its owner in instead. */
export async function canOpenPanels(viewer: Permitted<'productsso'>): Promise<boolean> {
  const { client } = await viewer.account()
  return client.allowsSingleSignOn && viewer.person.kind !== 'contact'
}

/**
 * An address that opens the service's control panel by way of WHMCS, signed in there as this very person. What WHMCS
 * shows of a product without a panel is its page of the service.
 *
 * @throws PortalError `not_found`, `rejected` for a service that does not run; WhmcsError `refused` when single sign-on is
 *   switched off
 */
export async function openPanel(viewer: Permitted<'productsso', Handover>, asked: number): Promise<URL> {
  const { id, service } = await ownService(viewer, asked)
  if (service.status !== 'Active') throw new PortalError('rejected', { message: 'service_not_active' })
  const path = `clientarea.php?action=productdetails&id=${id}&dosinglesignon=1`
  return createSsoToken(viewer.whmcs, { client: viewer.clientId, person: viewer.person, path })
}

import 'server-only'
import type { PlainDate } from '@/lib/dates'
import { utcDay } from '@/lib/dates'
import type { ClientId, LocationId } from '@/lib/ids'
import { agentKey, clientId, personKey } from '@/lib/ids'
import type { Currency } from '@/lib/money'
import type { KnownRequest } from '@/lib/schemas/cancellation'
import type { AgentNeeds } from '@/lib/schemas/agent'
import type { Client, InvoiceCounts } from '@/lib/schemas/client'
import type { InvoiceSummary } from '@/lib/schemas/invoice'
import type { AccountPerson } from '@/lib/schemas/person'
import type { Domain, Service } from '@/lib/schemas/service'
import type { TicketSummary } from '@/lib/schemas/ticket'
import { syncIndex } from '@/server/cancellation-index'
import { PortalError } from '@/server/errors'
import { listAgents } from '@/server/store/agents'
import type { AuditRow } from '@/server/store/audit'
import { listFor } from '@/server/store/audit'
import { requestsOf } from '@/server/store/cancellations'
import type { Limit } from '@/server/store/counters'
import { store } from '@/server/store/current'
import { standing } from '@/server/use-cases/cancellations'
import { currencyById } from '@/server/use-cases/currencies'
import type { Reader } from '@/server/whmcs/client'
import { getClient } from '@/server/whmcs/clients'
import { isRefusal } from '@/server/whmcs/errors'
import { listInvoices } from '@/server/whmcs/invoices'
import { listDomains, listServices } from '@/server/whmcs/services'
import { listTickets } from '@/server/whmcs/tickets'
import { listPeople } from '@/server/whmcs/users'
import type { Admitted } from './admitted'
import { record } from './audit'
import { countLookup } from './search'

/** A customer's sheets that an agent may open in an hour; the same customer's again is none. */
const SHEETS: Limit = { name: 'agent.sheet', max: 60, windowSeconds: 3600 }
const ROWS = 10
const EVENTS = 15

/** An account that was found and put on record. The parts of its sheet take nothing else. */
export type OpenedSheet = {
  readonly location: LocationId
  readonly client: Client
  readonly counts: InvoiceCounts
  readonly currency: Currency
  readonly today: PlainDate
  readonly whmcs: Reader
}

/** The number of a customer means something at one installation only. */
export function placeOf(
  { whmcs }: Pick<Admitted<AgentNeeds>, 'whmcs'>,
  named: string,
): { location: LocationId; reader: Reader } {
  const all = [...whmcs]
  const found = named === '' && all.length === 1 ? all[0] : all.find(([location]) => location === named)
  if (!found) throw new PortalError('not_found')
  return { location: found[0], reader: found[1] }
}

export async function accountAt(reader: Reader, client: ClientId) {
  try {
    return await getClient(reader, client)
  } catch (error) {
    if (isRefusal(error, /client( id)? not found/i)) throw new PortalError('not_found')
    throw error
  }
}

/**
 * Opens a customer's sheet: a look at what WHMCS holds, not the customer's portal. On record before anything is shown.
 * @param named the installation; '' where there is one alone
 * @returns null for one customer too many within the hour
 * @throws PortalError `not_found`; WhmcsError
 */
export async function openSheet(by: Admitted<'agent'>, named: string, id: number): Promise<OpenedSheet | null> {
  const { location, reader } = placeOf(by, named)
  const client = clientId(id)
  if (!(await countLookup(by, SHEETS, `${location}:${client}`, 'agent.client'))) return null
  const account = await accountAt(reader, client)
  const currency = await currencyById(location, account.client.currencyId)
  await record(by, { event: 'agent.client', outcome: 'done', account: { location, client } })
  return {
    location,
    client: account.client,
    counts: account.counts,
    currency,
    today: utcDay(new Date()),
    whmcs: reader,
  }
}

export function sheetPeople({ whmcs, client }: OpenedSheet): Promise<AccountPerson[]> {
  return listPeople(whmcs, client)
}

/** The newest, drafts among them: staff see what staff wrote. */
export function sheetInvoices({ whmcs, client }: OpenedSheet): Promise<{ invoices: InvoiceSummary[]; total: number }> {
  return listInvoices(whmcs, client.id, { sort: 'date', descending: true, offset: 0, limit: ROWS })
}

const RUNNING: ReadonlySet<string> = new Set(['Active', 'Suspended', 'Pending'])

/** What runs comes first, then by when it is due. */
function inUse(a: Service, b: Service): number {
  const first = Number(RUNNING.has(b.status)) - Number(RUNNING.has(a.status))
  return first || (a.nextDueOn ?? '9999').localeCompare(b.nextDueOn ?? '9999')
}

export async function sheetServices({ whmcs, client }: OpenedSheet): Promise<{
  services: Service[]
  total: number
  domains: Domain[]
  domainsTotal: number
}> {
  const [services, domains] = await Promise.all([listServices(whmcs, client.id), listDomains(whmcs, client.id)])
  return {
    services: services.sort(inUse).slice(0, ROWS),
    total: services.length,
    domains: domains.slice(0, ROWS),
    domainsTotal: domains.length,
  }
}

export function sheetTickets({ whmcs, client }: OpenedSheet): Promise<{ tickets: TicketSummary[]; total: number }> {
  return listTickets(whmcs, client.id, { offset: 0, limit: ROWS })
}

export type SheetRequest = Pick<KnownRequest, 'type' | 'requestedAt' | 'state' | 'endsOn'> & {
  readonly id: number
  readonly service: Pick<Service, 'id' | 'name' | 'domain'>
}

/** Requests to end a service, the newest first. `complete` is false while the portal still reads WHMCS's list. */
export async function sheetCancellations(sheet: OpenedSheet): Promise<{ rows: SheetRequest[]; complete: boolean }> {
  const { location, whmcs, client, today } = sheet
  const { db } = await store()
  const [services, { complete }] = await Promise.all([
    listServices(whmcs, client.id),
    syncIndex(db, { location, whmcs }),
  ])
  const byId = new Map(services.map((service) => [service.id, service]))
  const known = await requestsOf(db, location, [...byId.keys()])
  const rows = known
    .sort((a, b) => b.id - a.id)
    .slice(0, ROWS)
    .flatMap(({ id, serviceId, type, requestedAt, gone }): SheetRequest[] => {
      const service = byId.get(serviceId)
      if (!service) return []
      const now = standing(service, type, today)
      const state = gone && now.state !== 'ended' ? { state: 'withdrawn' as const, endsOn: null } : now
      return [{ id, service, type, requestedAt, ...state }]
    })
  return { rows, complete }
}

export type SheetEvent = Pick<AuditRow, 'seq' | 'at' | 'event' | 'outcome'> & {
  /** A name, or the number of somebody who is gone. */
  readonly who: string
}

/**
 * What was done in the account through the portal, the newest first. An attempt is told once, by what came of it, and
 * the pages that support opened are not: they would hide the rest.
 */
export async function sheetEvents({ location, client }: OpenedSheet): Promise<SheetEvent[]> {
  const { db } = await store()
  const [rows, agents] = await Promise.all([
    listFor(db, { location, client: client.id }, { limit: EVENTS * 2, without: 'support.view' }),
    listAgents(db),
  ])
  const names = new Map([
    ...client.people.map(({ person, name }) => [personKey(person), name] as const),
    ...agents.map(({ id, name }) => [agentKey(id), name] as const),
  ])
  return rows
    .filter(({ outcome }) => outcome !== 'attempted')
    .slice(0, EVENTS)
    .map(({ seq, at, event, outcome, actor }) => ({ seq, at, event, outcome, who: names.get(actor) ?? actor }))
}

import 'server-only'
import type { PlainDate } from '@/lib/dates'
import { daysBetween } from '@/lib/dates'
import type { Currency, Decimal } from '@/lib/money'
import type { Client, InvoiceCounts } from '@/lib/schemas/client'
import type { InvoiceSummary } from '@/lib/schemas/invoice'
import type { Domain, Service } from '@/lib/schemas/service'
import type { Permitted } from '@/server/access/permitted'
import { listInvoices } from '@/server/whmcs/invoices'
import { listDomains, listServices } from '@/server/whmcs/services'
import { currencyOf } from './currencies'

const RECENT = 5
const RENEWALS = 5
const EXPIRES_SOON_DAYS = 30

/** What is due, as WHMCS counts it. */
export async function getDue(
  viewer: Permitted<'invoices'>,
): Promise<{ counts: InvoiceCounts; client: Client; currency: Currency }> {
  const [{ counts, client }, currency] = await Promise.all([viewer.account(), currencyOf(viewer)])
  return { counts, client, currency }
}

export async function listRecentInvoices(
  viewer: Permitted<'invoices'>,
): Promise<{ invoices: InvoiceSummary[]; currency: Currency }> {
  // A few more than are shown, because drafts among them are not.
  const newest = { sort: 'date', descending: true, offset: 0, limit: RECENT + 5 } as const
  const [page, currency] = await Promise.all([listInvoices(viewer.whmcs, viewer.clientId, newest), currencyOf(viewer)])
  return { invoices: page.invoices.filter(({ status }) => status !== 'Draft').slice(0, RECENT), currency }
}

export type Renewal = { readonly id: number; readonly name: string; readonly on: PlainDate; readonly amount: Decimal }

export type ServiceOverview = {
  readonly suspended: readonly Service[]
  readonly pending: readonly Service[]
  readonly renewals: readonly Renewal[]
  readonly currency: Currency
}

function label(service: Service): string {
  return service.domain ? `${service.name} – ${service.domain}` : service.name
}

function renewalsOf(services: readonly Service[], today: PlainDate): Renewal[] {
  return services
    .flatMap((service) =>
      service.status === 'Active' && service.nextDueOn !== null && service.nextDueOn >= today
        ? [
            {
              id: service.id,
              name: label(service),
              on: service.nextDueOn,
              amount: service.recurringAmount,
            },
          ]
        : [],
    )
    .sort((a, b) => a.on.localeCompare(b.on))
    .slice(0, RENEWALS)
}

/** Services that need attention, and what renews next. */
export async function getServiceOverview(viewer: Permitted<'products'>, today: PlainDate): Promise<ServiceOverview> {
  const [services, currency] = await Promise.all([listServices(viewer.whmcs, viewer.clientId), currencyOf(viewer)])
  return {
    suspended: services.filter(({ status }) => status === 'Suspended'),
    pending: services.filter(({ status }) => status === 'Pending'),
    renewals: renewalsOf(services, today),
    currency,
  }
}

export type ExpiringDomain = Domain & { readonly daysLeft: number }

/** Domains that end within 30 days or have ended, soonest first. */
export async function listExpiringDomains(viewer: Permitted<'domains'>, today: PlainDate): Promise<ExpiringDomain[]> {
  const domains = await listDomains(viewer.whmcs, viewer.clientId)
  return domains
    .flatMap((domain) => {
      if (domain.expiresOn === null || !['Active', 'Expired', 'Grace'].includes(domain.status)) return []
      const daysLeft = daysBetween(today, domain.expiresOn)
      return daysLeft <= EXPIRES_SOON_DAYS ? [{ ...domain, daysLeft }] : []
    })
    .sort((a, b) => a.daysLeft - b.daysLeft)
}

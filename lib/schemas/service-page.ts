import * as z from 'zod/mini'
import type { Currency } from '../money'
import type { NextInvoiceBlock } from '../next-invoice'
import type { Period } from '../periods'
import { idText, line } from './form'
import type { RelatedInvoice } from './related-invoice'
import type { Addon, Domain, Service } from './service'
import type { ServiceFilter } from './service-query'

/** A service, what was ordered on top of it, and what the account calls it ('' for nothing). */
export type NamedService = {
  readonly service: Service
  readonly nickname: string
  readonly addons: readonly Addon[]
}

export type KnownService = NamedService & { readonly currency: Currency }

type ListPage<T> = {
  readonly rows: readonly T[]
  /** How many fit the search, before the filter. */
  readonly counts: Readonly<Record<ServiceFilter, number>>
  readonly total: number
  readonly page: number
  readonly pages: number
  readonly pageSize: number
  readonly currency: Currency
}

export type ServiceListPage = ListPage<NamedService>
export type DomainListPage = ListPage<Domain>

export type NextInvoicePage = KnownService & {
  /** What the next invoice would be for; null when there is no next period. */
  readonly period: Period | null
  readonly block: NextInvoiceBlock | null
  readonly unpaid: readonly RelatedInvoice[]
  /** One was asked for, and nobody knows yet what became of it. */
  readonly unproved: boolean
}

/** The longest name of a service, in UTF-16 units. */
export const SERVICE_NAME_LENGTH = 60

/** `version` is the name that the form was made from; an empty name takes it away. */
export const serviceNameInput = z.strictObject({
  service: idText('not_found'),
  name: line(SERVICE_NAME_LENGTH),
  version: z.string().check(z.maxLength(SERVICE_NAME_LENGTH)),
})
export type ServiceNameInput = z.output<typeof serviceNameInput>

/** What a service is called on a page: the account's own name for it, else WHMCS's. */
export function serviceTitle({ service, nickname }: Pick<NamedService, 'service' | 'nickname'>): string {
  return nickname || (service.domain ? `${service.name} – ${service.domain}` : service.name)
}

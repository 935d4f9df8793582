import type { Currency, Decimal } from '../money'
import type { Invoice, InvoiceSummary } from './invoice'

/** An invoice with something of one service on it, opened just now. */
export type RelatedInvoice = InvoiceSummary & { readonly balance: Decimal }

export type RelatedInvoices = {
  /** Newest first. */
  readonly invoices: readonly InvoiceSummary[]
  /** All that are known to be unpaid, however old. */
  readonly unpaid: readonly RelatedInvoice[]
  readonly currency: Currency
  /** How many of this stretch of the client's invoices nobody has looked into yet. */
  readonly unseen: number
  /** Whether an unpaid invoice is among them. */
  readonly unpaidUnseen: boolean
  /** Where in the client's invoices the next, older stretch begins; null when there is none. */
  readonly older: number | null
  /** The highest id of the client's newest invoices; 0 when there are none. */
  readonly newestId: number
}

/** What an invoice is for: `Hosting:12` for each kind and id that its items name. */
export function refsOf({ items }: Pick<Invoice, 'items'>): string[] {
  const named = items.filter(({ type, relatedId }) => type !== '' && relatedId > 0)
  return [...new Set(named.map(({ type, relatedId }) => `${type}:${relatedId}`))].sort()
}

/** What an item for the service itself, for its discount or for one of its add-ons is called. */
export function refsOfService(service: number, addons: readonly number[] = []): ReadonlySet<string> {
  return new Set([`Hosting:${service}`, `PromoHosting:${service}`, ...addons.map((addon) => `Addon:${addon}`)])
}

import 'server-only'
import { refsOf, refsOfService } from '@/lib/schemas/related-invoice'
import type { Permitted } from '@/server/access/permitted'
import { store } from '@/server/store/current'
import { invoiceRefs } from '@/server/store/invoice-refs'
import { listAddons } from '@/server/whmcs/services'
import { lookInto } from './invoice-index'

/** How many invoices one view looks into that nobody has looked into yet, and how many a file does. */
const LOOKED_AT = { page: 12, file: 100 } as const

export type ServiceInvoices = {
  /** Whether an invoice has something of the service on it. */
  readonly has: (invoice: number) => boolean
  /** How many of them nobody has looked into yet. */
  readonly unseen: number
}

/**
 * Which of the client's invoices are for a service or its add-ons. A service that is somebody else's has none, like one
 * that does not exist.
 *
 * @param invoices those of the client's own transactions, the likeliest first
 */
export async function invoicesOfService(
  viewer: Permitted<'invoices'>,
  service: number,
  invoices: readonly number[],
  reach: keyof typeof LOOKED_AT,
): Promise<ServiceInvoices> {
  const { db } = await store()
  const [known, addons] = await Promise.all([
    invoiceRefs(db, viewer.location, viewer.clientId),
    listAddons(viewer.whmcs, viewer.clientId),
  ])
  const own = addons.filter(({ serviceId }) => serviceId === service).map(({ id }) => id)
  const wanted = refsOfService(service, own)
  const unknown = [...new Set(invoices)].filter((id) => !known.has(id))
  const chosen = unknown.slice(0, LOOKED_AT[reach])
  const read = await lookInto(viewer, known, chosen)
  const has = (id: number) => {
    const invoice = read.get(id)
    return (invoice ? refsOf(invoice) : (known.get(id) ?? [])).some((ref) => wanted.has(ref))
  }
  return { has, unseen: unknown.length - chosen.length }
}

import 'server-only'
import { z } from 'zod'
import type { ClientId } from '@/lib/ids'
import type { ClientSummary } from '@/lib/schemas/client'
import { inBatches } from './batches'
import type { Operation, Reader } from './client'
import { getClientOnly } from './clients'
import { contactRowsByEmail } from './contacts'
import { getInvoice, GetInvoices } from './invoices'
import { flatList } from './list'
import { GetClientsDomains, GetClientsProducts } from './services'
import { client as wireClientId, human, id, text } from './wire'

/**
 * Questions across all clients, which only staff may ask. What they find says whose it is; nothing of it is ever shown to
 * a customer.
 */
export type Found = {
  readonly clientId: ClientId
  /** What was found of the client: a sign-in address, an invoice number, a domain. */
  readonly text: string
}

const GetUsers = {
  action: 'GetUsers',
  effect: 'read',
  response: flatList(
    'users',
    z.object({ id, firstname: human, lastname: human, email: text, clients: z.array(z.object({ id: wireClientId })) }),
  ),
} as const satisfies Operation

const LIMIT = 25

/**
 * The accounts of whoever signs in with such an address or name: WHMCS matches the START of either. On 7.x, where
 * sub-accounts sign in, only a whole address finds them.
 *
 * https://developers.whmcs.com/api-reference/getusers/ (8.1 and later)
 */
export async function findBySignIn(whmcs: Reader, search: string): Promise<Found[]> {
  if ((await whmcs.version()).major < 8) {
    const rows = search.includes('@') ? await contactRowsByEmail(whmcs, search) : []
    return rows.filter((row) => row.contact.signsIn).map((row) => ({ clientId: row.clientId, text: row.contact.email }))
  }
  const { items } = await whmcs.read(GetUsers, { search, limitnum: LIMIT })
  return items.flatMap((user) => user.clients.map((client) => ({ clientId: client.id, text: user.email })))
}

/** Services and domains of exactly this name. */
export async function findByDomain(whmcs: Reader, domain: string): Promise<Found[]> {
  const [services, domains] = await Promise.all([
    whmcs.read(GetClientsProducts, { domain, limitnum: LIMIT }),
    whmcs.read(GetClientsDomains, { domain, limitnum: LIMIT }),
  ])
  const found = [
    ...services.items.map(({ clientId, service }) => ({ clientId, text: service.domain })),
    ...domains.items.map((row) => ({ clientId: row.clientId, text: row.domain.name })),
  ]
  // A WHMCS that does not know the parameter answers everybody's.
  return found.filter((one) => one.text.toLowerCase() === domain.toLowerCase())
}

/** How many of the newest invoices are looked through for a sequential number: WHMCS searches by id alone. */
export const NUMBERS_SEARCHED = 2_000
const STEP = 500

async function newestInvoices(whmcs: Reader, offset: number) {
  const newest = { orderby: 'id', order: 'desc', limitstart: offset, limitnum: STEP }
  return whmcs.read(GetInvoices, newest)
}

/**
 * The invoice of this id, and those of this sequential number among the newest. An installation that numbers by id alone
 * costs one page.
 */
export async function findByInvoice(whmcs: Reader, number: string): Promise<Found[]> {
  const asked = Number(/^\d{1,10}$/.exec(number)?.[0] ?? 0)
  const [exact, first] = await Promise.all([asked > 0 ? getInvoice(whmcs, asked) : null, newestInvoices(whmcs, 0)])
  const numbered = first.items.some(({ invoice }) => invoice.number !== String(invoice.id))
  const end = numbered ? Math.min(first.total, NUMBERS_SEARCHED) : 0
  const offsets = Array.from({ length: Math.max(0, Math.ceil(end / STEP) - 1) }, (_, page) => (page + 1) * STEP)
  const pages = await Promise.all(offsets.map((offset) => newestInvoices(whmcs, offset)))
  const rows = [first, ...pages].flatMap(({ items }) => items)
  const same = rows.filter(({ invoice }) => invoice.number.toLowerCase() === number.toLowerCase())
  const all = exact ? [exact, ...same.filter(({ invoice }) => invoice.id !== exact.invoice.id)] : same
  return all.map(({ clientId, invoice }) => ({ clientId, text: invoice.number }))
}

const AT_ONCE = 6

/** Names for clients that were found by something else. */
export async function summaries(whmcs: Reader, clients: readonly ClientId[]): Promise<ClientSummary[]> {
  return inBatches(clients, AT_ONCE, async (client) => {
    const { id: known, firstName, lastName, company, email, status } = await getClientOnly(whmcs, client)
    return { id: known, firstName, lastName, company, email, status }
  })
}

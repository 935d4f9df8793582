import 'server-only'
import { z } from 'zod'
import { refsOf, refsOfService } from '@/lib/schemas/related-invoice'
import { ownService } from '@/server/access/ownership'
import { PortalError } from '@/server/errors'
import type { Operation } from '@/server/store/operations'
import { inBatches } from '@/server/whmcs/batches'
import type { Reader } from '@/server/whmcs/client'
import { generateInvoices, getInvoice, listInvoices } from '@/server/whmcs/invoices'
import { kind } from './kind'

/** How many of the client's newest invoices can be the one that was made. */
const NEWEST = 100
const READ_AT_ONCE = 6

/** `after` is the highest id among the client's newest invoices before anything was sent. */
const details = z.object({ service: z.number(), after: z.number() })
type Details = z.output<typeof details>

export const generated = z.object({ invoice: z.number() })
export type Generated = z.output<typeof generated>

/** The invoice with the service on it that was not there before: read afresh, and the client's. */
async function findMade(whmcs: Reader, { client }: Operation, { service, after }: Details): Promise<Generated | null> {
  const newest = { sort: 'date', descending: true, offset: 0, limit: NEWEST } as const
  const { invoices } = await listInvoices(whmcs, client, newest)
  const later = invoices.filter(({ id, status }) => id > after && status !== 'Draft')
  const read = await inBatches(later, READ_AT_ONCE, ({ id }) => getInvoice(whmcs, id))
  const wanted = refsOfService(service)
  const made = read.find((one) => one?.clientId === client && refsOf(one.invoice).some((ref) => wanted.has(ref)))
  return made ? { invoice: made.invoice.id } : null
}

/**
 * The next invoice of a service, ahead of time. An invoice that WHMCS or somebody else made for it meanwhile is the same
 * invoice.
 *
 * https://developers.whmcs.com/api-reference/geninvoices/
 */
export const invoiceGenerate = kind({
  name: 'invoice.generate',
  details,
  async send(whmcs, operation, said): Promise<Generated> {
    const { id } = await ownService({ whmcs, clientId: operation.client }, said.service)
    const { created } = await generateInvoices(whmcs, operation.client, [id])
    if (created === 0) throw new PortalError('rejected', { message: 'next_invoice_nothing' })
    const made = await findMade(whmcs, operation, said)
    // WHMCS says that it made one, and none is there: not to be taken for nothing.
    if (!made) throw new PortalError('outcome_unknown')
    return made
  },
  async prove(whmcs, operation, said) {
    const result = await findMade(whmcs, operation, said)
    return result ? { kind: 'applied', result } : { kind: 'absent' }
  },
})

import 'server-only'
import { z } from 'zod'
import type { Invoice } from '@/lib/schemas/invoice'
import { ownInvoice } from '@/server/access/ownership'
import { submitClientAreaForm } from '@/server/capabilities/client-area-form'
import { PortalError } from '@/server/errors'
import type { Operation } from '@/server/store/operations'
import { inBatches } from '@/server/whmcs/batches'
import type { Reader } from '@/server/whmcs/client'
import { indexed } from '@/server/whmcs/encode'
import { getInvoice, listInvoices } from '@/server/whmcs/invoices'
import { kind } from './kind'

/** How many of the client's newest invoices can be the one that was made. */
const NEWEST = 100
const READ_AT_ONCE = 6

export const combineDetails = z.object({
  /** What is open of each, as the customer saw it. */
  invoices: z.array(z.object({ id: z.number(), balance: z.string() })).min(2),
  /** The way to pay, by WHMCS's name; '' where WHMCS chooses. It can be changed until it is paid. */
  gateway: z.string(),
  /** The highest id among the client's newest invoices before: ours is a later one. */
  after: z.number(),
})
type Details = z.output<typeof combineDetails>

export const combined = z.object({ invoice: z.number() })
export type Combined = z.output<typeof combined>

/** Made to pay exactly these invoices, and nothing else. */
function standsFor({ items }: Invoice, ids: ReadonlySet<number>): boolean {
  const named = new Set(items.map(({ relatedId }) => relatedId))
  const each = items.every(({ type, relatedId }) => type === 'Invoice' && ids.has(relatedId))
  return each && items.length === ids.size && named.size === ids.size
}

async function findMade(whmcs: Reader, { client }: Operation, { invoices, after }: Details): Promise<Combined | null> {
  const newest = { sort: 'date', descending: true, offset: 0, limit: NEWEST } as const
  const listed = await listInvoices(whmcs, client, newest)
  const later = listed.invoices.filter(({ id, status }) => id > after && status !== 'Draft')
  const read = await inBatches(later, READ_AT_ONCE, ({ id }) => getInvoice(whmcs, id))
  const ids = new Set(invoices.map(({ id }) => id))
  const made = read.find((one) => one?.clientId === client && standsFor(one.invoice, ids))
  return made ? { invoice: made.invoice.id } : null
}

/**
 * Several invoices become one that pays them all: WHMCS's mass payment. It has no action for it, its client area has a
 * form.
 */
export const invoicesCombine = kind({
  name: 'invoices.combine',
  details: combineDetails,
  async send(whmcs, operation, said): Promise<Combined> {
    const holder = { whmcs, clientId: operation.client }
    const own = await inBatches(said.invoices, READ_AT_ONCE, async ({ id, balance }) => {
      const { id: owned, invoice } = await ownInvoice(holder, id)
      if (invoice.status !== 'Unpaid') throw new PortalError('rejected', { message: 'not_unpaid' })
      if (invoice.balance !== balance) throw new PortalError('rejected', { message: 'amount_changed' })
      return owned
    })
    // Another tab was faster: its invoice is there, and was not when this one was reviewed.
    if (await findMade(whmcs, operation, said)) throw new PortalError('rejected', { message: 'changed_meanwhile' })
    const fields = {
      ...indexed('invoiceids', own),
      geninvoice: 'true',
      ...(said.gateway !== '' && { paymentmethod: said.gateway }),
    }
    const { client, person } = operation
    await submitClientAreaForm(whmcs, { client, person, path: 'clientarea.php?action=masspay', fields })
    const made = await findMade(whmcs, operation, said)
    // A page proves nothing: without the invoice, nobody knows yet.
    if (!made) throw new PortalError('outcome_unknown')
    return made
  },
  async prove(whmcs, operation, said) {
    const result = await findMade(whmcs, operation, said)
    return result ? { kind: 'applied', result } : { kind: 'absent' }
  },
})

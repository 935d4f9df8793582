import 'server-only'
import { buffer } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { makeZip } from 'client-zip'
import { invoiceFileName, MISSING_FILE } from '@/lib/invoice-file'
import type { Currency } from '@/lib/money'
import type { InvoiceSummary } from '@/lib/schemas/invoice'
import { MAX_SELECTED } from '@/lib/schemas/selection'
import { ownInvoice } from '@/server/access/ownership'
import type { Permitted } from '@/server/access/permitted'
import { PortalError } from '@/server/errors'
import { errorFields, log } from '@/server/observability/log'
import { inBatches } from '@/server/whmcs/batches'
import type { Handover } from '@/server/whmcs/client'
import type { Owned } from '@/server/whmcs/owned'
import { WhmcsError } from '@/server/whmcs/errors'
import { fetchPdf } from '@/server/whmcs/sso'
import { currencyOf } from './currencies'

const READ_AT_ONCE = 6
/** How often a PDF is tried while WHMCS or its lane is busy, and how long is waited before the next try, in ms. */
const TRIES = 3
const BETWEEN = 1500

type Chosen = { readonly id: Owned<'invoice'>; readonly invoice: InvoiceSummary }

/** Each of them is the client's, or none exists. @throws PortalError `not_found` for one that is not, for none, for too many */
async function chosen(viewer: Permitted<'invoices'>, ids: readonly number[]): Promise<Chosen[]> {
  if (ids.length === 0 || ids.length > MAX_SELECTED) throw new PortalError('not_found')
  return inBatches(ids, READ_AT_ONCE, (id) => ownInvoice(viewer, id))
}

export type Selection = { readonly invoices: readonly InvoiceSummary[]; readonly currency: Currency }

/** The invoices of a selection, in its order. */
export async function selectedInvoices(viewer: Permitted<'invoices'>, ids: readonly number[]): Promise<Selection> {
  const [found, currency] = await Promise.all([chosen(viewer, ids), currencyOf(viewer)])
  return { invoices: found.map(({ invoice }) => invoice), currency }
}

/** The whole document, so that one that breaks off leaves no half a file in the ZIP. */
async function document(viewer: Permitted<'invoices', Handover>, invoice: Owned<'invoice'>): Promise<Uint8Array> {
  const { whmcs, clientId, person } = viewer
  const { stream } = await fetchPdf(whmcs, { client: clientId, person, invoice })
  return buffer(stream)
}

async function patiently(viewer: Permitted<'invoices', Handover>, { id }: Chosen): Promise<Uint8Array | null> {
  for (let left = TRIES; left > 0; left -= 1) {
    try {
      return await document(viewer, id)
    } catch (error) {
      if (!(error instanceof WhmcsError)) throw error
      log('warn', 'invoice.document', { attempt: TRIES - left + 1, ...errorFields(error) })
      if (error.failure !== 'unreachable' || left === 1) return null
    }
    await pause(BETWEEN)
  }
  return null
}

/** One after the other: a ZIP takes one of the two places for WHMCS's documents, and leaves the other to everybody else. */
async function* files(
  viewer: Permitted<'invoices', Handover>,
  invoices: readonly Chosen[],
  notice: (missing: readonly string[]) => string,
) {
  const missing: string[] = []
  for (const one of invoices) {
    const { id, number } = one.invoice
    const pdf = await patiently(viewer, one)
    // Two numbers can be the same as the name of a file: the id is the invoice's own.
    if (pdf) yield { name: invoiceFileName(invoices.some(isTwin(one)) ? `${id}-${number}` : number), input: pdf }
    else missing.push(number)
  }
  if (missing.length > 0) yield { name: MISSING_FILE, input: notice(missing) }
}

function isTwin(one: Chosen): (other: Chosen) => boolean {
  const name = invoiceFileName(one.invoice.number)
  return (other) => other !== one && invoiceFileName(other.invoice.number) === name
}

/**
 * WHMCS's own PDFs as one ZIP, each in it as soon as WHMCS has made it. What WHMCS does not hand out is named in a file in
 * it, in the customer's language.
 *
 * @throws PortalError `not_found` before the first byte
 */
export async function zipInvoices(
  viewer: Permitted<'invoices', Handover>,
  ids: readonly number[],
  notice: (missing: readonly string[]) => string,
): Promise<ReadableStream<Uint8Array>> {
  return stoppable(makeZip(files(viewer, await chosen(viewer, ids), notice)))
}

/** Whoever stops reading ends the work, which client-zip reports by throwing the reason back: here it is no failure. */
function stoppable(zip: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = zip.getReader()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.read()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      cancel: (reason: unknown) =>
        reader.cancel(reason).catch((error: unknown) => {
          if (error !== reason) throw error
        }),
    },
    { highWaterMark: 0 },
  )
}

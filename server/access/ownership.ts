import 'server-only'
import type { Invoice } from '@/lib/schemas/invoice'
import { PortalError } from '@/server/errors'
import { getInvoice } from '@/server/whmcs/invoices'
import type { Owned } from '@/server/whmcs/owned'
import { markOwned } from '@/server/whmcs/owned'
import type { Viewer } from './viewer'

/**
 * The only maker of Owned ids. Each reads the object afresh and compares its owner with the session's client; what is
 * somebody else's is answered exactly as what does not exist.
 */

/** A draft is WHMCS's staff still writing: it does not exist for the customer. @throws PortalError `not_found` */
export async function ownInvoice(viewer: Viewer, id: number): Promise<{ id: Owned<'invoice'>; invoice: Invoice }> {
  const found = await getInvoice(viewer.whmcs, id)
  if (!found || found.clientId !== viewer.clientId || found.invoice.status === 'Draft') {
    throw new PortalError('not_found')
  }
  return { id: markOwned<'invoice'>(found.invoice.id), invoice: found.invoice }
}

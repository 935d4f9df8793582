import 'server-only'
import type { Asked } from '@/lib/schemas/cancellation'
import type { Viewer } from '@/server/access/viewer'
import { issueResult, stopDetails } from '@/server/operations/stop-subscription'
import { ticketResult } from '@/server/operations/ticket'
import type { Operation } from '@/server/store/operations'
import { referenceOf } from '@/server/store/operations'
import { getTicket } from '@/server/whmcs/tickets'

/** What staff were asked, and where that stands: one call for a ticket, none for an issue in Jira. */
export async function readAsked(
  viewer: Pick<Viewer, 'clientId' | 'whmcs'>,
  operation: Operation,
): Promise<Asked & { readonly via: 'ticket' | 'jira' }> {
  const issue = issueResult.safeParse(operation.result).data
  const { id } = operation
  if (issue) return { id, via: 'jira', reference: issue.key, status: null, proved: true }
  const ticket = ticketResult.safeParse(operation.result).data
  if (operation.state !== 'applied' || !ticket) {
    const via = stopDetails.safeParse(operation.details).data?.via ?? 'ticket'
    return { id, via, reference: referenceOf(operation), status: null, proved: false }
  }
  const found = await getTicket(viewer.whmcs, viewer.clientId, ticket.ticket)
  return { id, via: 'ticket', reference: ticket.number, status: found?.status ?? null, proved: true }
}

/** Staff closed it: whoever still wants it may ask again. */
export function isClosed(asked: Pick<Asked, 'status'>): boolean {
  return asked.status === 'Closed'
}

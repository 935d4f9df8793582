import 'server-only'
import { z } from 'zod'
import { ownService } from '@/server/access/ownership'
import { PortalError } from '@/server/errors'
import type { Jira } from '@/server/jira'
import { createIssue, findIssue, jira } from '@/server/jira'
import type { Operation } from '@/server/store/operations'
import { referenceOf } from '@/server/store/operations'
import type { Reader, Writer } from '@/server/whmcs/client'
import type { Proof } from './kind'
import { after, askedOnce } from './once'
import type { TicketWords } from './ticket'
import { ticketKind, ticketWords } from './ticket'

/** Stopping an automatic payment at the bank. Neither WHMCS nor the portal can: somebody is asked to. */
export const stopDetails = z.object({
  service: z.number(),
  subscription: z.string(),
  gateway: z.string(),
  via: z.enum(['ticket', 'jira']),
  after,
})

export const issueResult = z.object({ via: z.literal('jira'), key: z.string() })
type IssueResult = z.output<typeof issueResult>

function letter(details: z.output<typeof stopDetails>, t: TicketWords) {
  const service = String(details.service)
  const { subscription, gateway } = details
  return {
    subject: t('stopSubject', { service }),
    text: `${t('intro')}\n\n${t('stopText', { service, subscription, gateway })}`,
  }
}

const byTicket = ticketKind({ name: 'subscription.stop', details: stopDetails, letter })

/** @throws PortalError `unavailable` when the settings were taken away meanwhile */
function configured(): Jira {
  const to = jira()
  if (!to) throw new PortalError('unavailable')
  return to
}

async function sendIssue(whmcs: Writer, operation: Operation): Promise<IssueResult> {
  const details = stopDetails.parse(operation.details)
  await ownService({ whmcs, clientId: operation.client }, details.service)
  const { subject, text } = letter(details, ticketWords)
  const about = `${operation.location}, client ${operation.client}`
  const label = referenceOf(operation)
  const key = await createIssue(configured(), { summary: `${subject} (${about})`, text, label })
  return { via: 'jira', key }
}

async function proveIssue(operation: Operation): Promise<Proof<IssueResult>> {
  const key = await findIssue(configured(), referenceOf(operation))
  return key === null ? { kind: 'absent' } : { kind: 'applied', result: { via: 'jira', key } }
}

function isIssue({ details }: Operation): boolean {
  return stopDetails.parse(details).via === 'jira'
}

export const stopSubscription = askedOnce({
  ...byTicket,
  send: (whmcs: Writer, operation: Operation) =>
    isIssue(operation) ? sendIssue(whmcs, operation) : byTicket.send(whmcs, operation),
  prove: (whmcs: Reader, operation: Operation) =>
    isIssue(operation) ? proveIssue(operation) : byTicket.prove(whmcs, operation),
})

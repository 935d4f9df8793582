import 'server-only'
import { createTranslator } from 'next-intl'
import { z } from 'zod'
import { personKey } from '@/lib/ids'
import en from '@/lib/i18n/messages/en.json'
import { ownService } from '@/server/access/ownership'
import { env } from '@/server/env'
import { PortalError } from '@/server/errors'
import type { Operation } from '@/server/store/operations'
import { referenceOf } from '@/server/store/operations'
import type { Reader } from '@/server/whmcs/client'
import { isRefusal } from '@/server/whmcs/errors'
import { listDepartments, listTickets, openTicket } from '@/server/whmcs/tickets'
import type { Kind } from './kind'
import { kind } from './kind'

/** A ticket is read by staff: its words are English whatever the customer reads, and hold ids and figures only. */
export const ticketWords = createTranslator({ locale: 'en', messages: en, namespace: 'tickets' })
export type TicketWords = typeof ticketWords

/** How many of a client's newest tickets are searched for a reference. */
const SEARCHED = 100

export const ticketResult = z.object({ via: z.literal('ticket'), ticket: z.number(), number: z.string() })
export type TicketResult = z.output<typeof ticketResult>

/** @throws PortalError `unavailable` when WHMCS has no department at all */
async function departmentOf(whmcs: Reader): Promise<number> {
  const { PORTAL_TICKET_DEPARTMENT: configured } = env()
  if (configured !== undefined) return configured
  const [first] = await listDepartments(whmcs)
  if (!first) throw new PortalError('unavailable')
  return first.id
}

/** GUESS: WHMCS lists the newest first, so a ticket that was just opened is among the first 100. */
export async function findTicket(whmcs: Reader, operation: Operation): Promise<TicketResult | null> {
  const { tickets } = await listTickets(whmcs, operation.client, { offset: 0, limit: SEARCHED })
  const found = tickets.find(({ subject }) => subject.includes(referenceOf(operation)))
  return found ? { via: 'ticket', ticket: found.id, number: found.number } : null
}

/**
 * An operation that is a ticket, about one of the client's services where one is named, found again by the reference in
 * its subject.
 *
 * https://developers.whmcs.com/api-reference/openticket/
 */
export function ticketKind<D extends z.ZodType<{ service: number | null }>>(spec: {
  readonly name: string
  readonly details: D
  /** Everything staff need, from templates and ids. */
  readonly letter: (details: z.output<D>, t: TicketWords) => { readonly subject: string; readonly text: string }
  readonly keep?: (details: z.output<D>) => unknown
}): Kind {
  return kind({
    name: spec.name,
    details: spec.details,
    ...(spec.keep && { keep: spec.keep }),
    async send(whmcs, operation, details): Promise<TicketResult> {
      const [own, departmentId] = await Promise.all([
        details.service === null ? null : ownService({ whmcs, clientId: operation.client }, details.service),
        departmentOf(whmcs),
      ])
      const { subject, text } = spec.letter(details, ticketWords)
      const byPerson = operation.actor === personKey(operation.person)
      const ticket = {
        departmentId,
        subject: `${subject} [${referenceOf(operation)}]`,
        // Staff read at once that it was no customer who asked.
        message: byPerson ? text : `${text}\n\n${ticketWords('byAgent', { agent: operation.actor })}`,
        ...(own && { service: own.id }),
      }
      const opened = await openTicket(whmcs, operation.client, operation.person, {
        ...ticket,
        priority: 'Medium',
      }).catch((error: unknown) => {
        // The setting names one that is not there: nothing that the customer could put right.
        if (isRefusal(error, /department/i)) throw new PortalError('unavailable', { cause: error })
        throw error
      })
      return { via: 'ticket', ticket: opened.id, number: opened.number }
    },
    async prove(whmcs, operation) {
      const result = await findTicket(whmcs, operation)
      return result ? { kind: 'applied', result } : { kind: 'absent' }
    },
  })
}

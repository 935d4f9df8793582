import 'server-only'
import { z } from 'zod'
import type { ClientId, Person } from '@/lib/ids'
import type { Department, NewTicket, Ticket, TicketReply, TicketSummary } from '@/lib/schemas/ticket'
import type { Operation, Reader, Writer } from './client'
import { given } from './encode'
import { isRefusal, wrongEcho } from './errors'
import { list, rows } from './list'
import type { Owned } from './owned'
import { count, dateTime, human, humanOrNone, id, idOrNone, text, textOrNone } from './wire'

const common = {
  tid: text,
  userid: idOrNone,
  deptid: id,
  subject: human,
  status: text,
  priority: textOrNone,
  date: dateTime,
  lastreply: dateTime,
}

type Common = z.output<z.ZodObject<typeof common>>

function summary(ticket: number, wire: Common): TicketSummary {
  return {
    id: ticket,
    number: wire.tid,
    departmentId: wire.deptid,
    subject: wire.subject,
    status: wire.status,
    priority: wire.priority,
    openedAt: wire.date,
    lastReplyAt: wire.lastreply,
  }
}

/** WHMCS writes "no attachments" as `[[]]` in places. */
const attachments = z
  .unknown()
  .optional()
  .transform((value) => (Array.isArray(value) ? value.filter((row) => !Array.isArray(row)) : []))
  .pipe(
    z.array(
      z.object({ filename: human, index: count }).transform((wire) => ({ name: wire.filename, index: wire.index })),
    ),
  )

const wireReply = z
  .object({
    replyid: count,
    name: humanOrNone,
    requestor_name: humanOrNone,
    admin: humanOrNone,
    date: dateTime,
    message: human,
    attachments,
  })
  .transform((wire): TicketReply => ({
    id: wire.replyid,
    author: wire.admin || wire.requestor_name || wire.name,
    staff: wire.admin !== '',
    at: wire.date,
    message: wire.message,
    attachments: wire.attachments,
  }))

const OpenTicket = {
  action: 'OpenTicket',
  effect: 'write',
  response: z.object({ id, tid: text }),
} as const satisfies Operation

// `notes` are the staff's: not named, so dropped.
const GetTicket = {
  action: 'GetTicket',
  effect: 'read',
  response: z
    .object({ ticketid: id, ...common, deptname: humanOrNone, replies: rows('reply', wireReply) })
    .transform((wire): { clientId: number | null; ticket: Ticket } => ({
      clientId: wire.userid,
      ticket: { ...summary(wire.ticketid, wire), department: wire.deptname, replies: wire.replies },
    })),
} as const satisfies Operation

const GetTickets = {
  action: 'GetTickets',
  effect: 'read',
  response: list(
    'tickets',
    'ticket',
    z.object({ id, ...common }).transform((wire) => ({ clientId: wire.userid, ticket: summary(wire.id, wire) })),
  ),
} as const satisfies Operation

const GetSupportDepartments = {
  action: 'GetSupportDepartments',
  effect: 'read',
  response: list(
    'departments',
    'department',
    z.object({ id, name: human }).transform((wire): Department => ({ id: wire.id, name: wire.name })),
  ),
} as const satisfies Operation

/** Who opens it: `userid` exists from 8.5 on, `contactid` is a sub-account of 7.x. The client is always named. */
function opener(client: ClientId, person: Person) {
  return given({
    clientid: client,
    userid: person.kind === 'user' ? person.id : undefined,
    contactid: person.kind === 'contact' ? person.id : undefined,
  })
}

/**
 * Opens a ticket in a client's name. @returns its id and the number that customers see
 *
 * https://developers.whmcs.com/api-reference/openticket/
 */
export async function openTicket(
  whmcs: Writer,
  client: ClientId,
  person: Person,
  ticket: NewTicket & { readonly service?: Owned<'service'> },
): Promise<{ id: number; number: string }> {
  const answer = await whmcs.write(OpenTicket, {
    ...opener(client, person),
    deptid: ticket.departmentId,
    subject: ticket.subject,
    message: ticket.message,
    priority: ticket.priority,
    ...given({ serviceid: ticket.service }),
  })
  return { id: answer.id, number: answer.tid }
}

/**
 * One ticket of this client, with its replies and without the staff's notes; null when there is none or it is somebody
 * else's.
 *
 * https://developers.whmcs.com/api-reference/getticket/
 */
export async function getTicket(whmcs: Reader, client: ClientId, ticket: number): Promise<Ticket | null> {
  try {
    const answer = await whmcs.read(GetTicket, { ticketid: ticket })
    if (answer.ticket.id !== ticket) throw wrongEcho(GetTicket)
    return answer.clientId === client ? answer.ticket : null
  } catch (error) {
    if (isRefusal(error, /ticket (id )?not found/i)) return null
    throw error
  }
}

/** One page of a client's tickets. https://developers.whmcs.com/api-reference/gettickets/ */
export async function listTickets(
  whmcs: Reader,
  client: ClientId,
  query: { readonly status?: string; readonly offset: number; readonly limit: number },
): Promise<{ tickets: TicketSummary[]; total: number }> {
  const { items, total } = await whmcs.read(GetTickets, {
    clientid: client,
    limitstart: query.offset,
    limitnum: query.limit,
    // Otherwise only the departments of the API's own admin are seen.
    ignore_dept_assignments: true,
    ...given({ status: query.status }),
  })
  if (items.some((row) => row.clientId !== client)) throw wrongEcho(GetTickets)
  return { tickets: items.map((row) => row.ticket), total }
}

/**
 * All departments, hidden ones too: WHMCS does not say which are hidden, so the portal shows a configured choice.
 *
 * https://developers.whmcs.com/api-reference/getsupportdepartments/
 */
export async function listDepartments(whmcs: Reader): Promise<Department[]> {
  return (await whmcs.read(GetSupportDepartments, { ignore_dept_assignments: true })).items
}

import type { Row } from '../core/schema.ts'
import { randomHex } from '../core/secrets.ts'
import { saveCustomFields } from '../effects/custom-fields.ts'
import { ADMIN, logActivity } from '../effects/log.ts'
import { mailTo } from '../effects/mail.ts'
import { flag, sent } from '../effects/sent.ts'
import {
  attach,
  author,
  newTicketNumber,
  PRIORITIES,
  TICKET_STATUSES,
  ticketStatus,
  writtenAt,
} from '../effects/tickets.ts'
import { action, bool, int, refuse, text, type Call, type Given } from './action.ts'
import { encodeEntities } from './tickets-read.ts'

const openParams = {
  deptid: int(),
  subject: text(),
  message: text(),
  clientid: int(),
  userid: int({ since: '8.5' }),
  contactid: int(),
  name: text(),
  email: text(),
  priority: text(),
  created: text({ since: '8.0' }),
  serviceid: int(),
  domainid: int(),
  admin: bool(),
  noemail: bool({ since: '8.3' }),
  markdown: bool(),
  customfields: text(),
  attachments: text({ since: '7.5' }),
  preventClientClosure: bool({ since: '8.11' }),
}

/** GUESS: a ticket about a service or a domain says so as `S12` or `D3`. */
function about(call: Call, given: Given<typeof openParams>): string {
  if (given.serviceid) {
    return call.store.byId('services', given.serviceid) ? `S${given.serviceid}` : refuse('Service ID Not Found')
  }
  if (!given.domainid) return ''
  return call.store.byId('domains', given.domainid) ? `D${given.domainid}` : refuse('Domain ID Not Found')
}

const priorityOf = (text: string | undefined) =>
  PRIORITIES.find((priority) => priority.toLowerCase() === text?.toLowerCase())

const openTicket = action({
  name: 'OpenTicket',
  params: openParams,
  run(call, given) {
    const who = author(call, given)
    const department = call.store.byId('departments', given.deptid) ?? refuse('Department ID not found')
    if (!given.subject) return refuse('Subject is required')
    if (!given.message) return refuse('Message is required')
    const service = about(call, given)
    const date = writtenAt(call, given.created, 'Ticket creation date cannot be in the future')
    const tid = newTicketNumber(call)
    const c = randomHex(8)
    const id = call.store.insert('tickets', {
      ...who,
      tid,
      c,
      deptid: department.id,
      date,
      lastreply: date,
      subject: given.subject,
      message: given.message,
      status: 'Open',
      // GUESS: a priority that does not exist is Medium here; UpdateTicket refuses it.
      priority: priorityOf(given.priority) ?? 'Medium',
      // `admin` needs the local API: a remote caller opens as the client all the same.
      service,
      prevent_client_closure: flag(given.preventClientClosure) ?? department.prevent_client_closure,
    })
    attach(call, 'ticket', id, given.attachments)
    saveCustomFields(call, 'support', department.id, id, given.customfields)
    logActivity(call, `New Support Ticket Opened - Ticket ID: ${tid}`, who.userid)
    // GUESS: the mails of a ticket go to its author and stand in no client's list of mails.
    if (!given.noemail) {
      mailTo(call, who.email, letter('Support Ticket Opened', tid, given.subject, given.message), who.userid)
    }
    return { id: String(id), tid, c }
  },
})

const letter = (template: string, tid: string, subject: string, message: string) => ({
  template,
  subject: `[Ticket ID: ${tid}] ${subject}`,
  text: encodeEntities(message),
})

const replyParams = {
  ticketid: int(),
  ticketnum: text({ removed: '8.0' }),
  message: text(),
  markdown: bool(),
  clientid: int(),
  contactid: int(),
  adminusername: text(),
  name: text(),
  email: text(),
  status: text(),
  noemail: bool(),
  customfields: text(),
  attachments: text({ since: '7.5' }),
  created: text({ since: '8.0' }),
}

/** GUESS: the admin's own user name becomes the full name; another one is shown as it was sent. */
const staffName = (name: string) => (name === ADMIN.username ? ADMIN.name : name)

const NOBODY = { userid: 0, contactid: 0, requestor_id: 0, name: '', email: '' }

const addTicketReply = action({
  name: 'AddTicketReply',
  params: replyParams,
  run(call, given) {
    const { store } = call
    const found = given.ticketnum && !given.ticketid ? store.first('tickets', 'WHERE tid = ?', given.ticketnum) : null
    const ticket = found ?? store.byId('tickets', given.ticketid) ?? refuse('Ticket ID not found')
    const staff = given.adminusername ? staffName(given.adminusername) : ''
    const who = staff === '' ? author(call, given) : NOBODY
    if (!given.message) return refuse('Message is required')
    // GUESS: 7.x does not document the refusal, and takes what it is given.
    const asked = given.status ? (ticketStatus(given.status) ?? invalidStatus(call, given.status)) : undefined
    const date = writtenAt(call, given.created, 'Reply creation date cannot be in the future')
    const id = store.insert('ticket_replies', { ...who, tid: ticket.id, date, message: given.message, admin: staff })
    attach(call, 'reply', id, given.attachments)
    saveCustomFields(call, 'support', ticket.deptid, ticket.id, given.customfields)
    const status = asked ?? (staff === '' ? 'Customer-Reply' : 'Answered')
    store.update('tickets', ticket.id, { status, lastreply: date > ticket.lastreply ? date : ticket.lastreply })
    logActivity(call, `New Ticket Response - Ticket ID: ${ticket.tid}`, ticket.userid)
    // GUESS: the customer hears of the staff's replies; the staff's own mails are none of the sandbox's business.
    if (!given.noemail && staff !== '' && ticket.email !== '') {
      mailTo(
        call,
        ticket.email,
        letter('Support Ticket Reply', ticket.tid, ticket.subject, given.message),
        ticket.userid,
      )
    }
    return {}
  },
})

const invalidStatus = (call: Call, status: string): string =>
  call.is('8.0') ? refuse('Invalid Ticket Status') : status

const updateParams = {
  ticketid: int(),
  deptid: int(),
  status: text(),
  subject: text(),
  userid: int(),
  name: text(),
  email: text(),
  cc: text(),
  priority: text(),
  created: text({ since: '8.0' }),
  flag: int(),
  removeFlag: bool(),
  message: text({ since: '7.7' }),
  markdown: bool(),
  customfields: text(),
  preventClientClosure: bool({ since: '8.11' }),
}

/** A ticket that moves takes the new department's rule when that is the stricter one. */
function closure(call: Call, given: Given<typeof updateParams>): number | undefined {
  if (given.preventClientClosure !== undefined) return flag(given.preventClientClosure)
  return call.store.byId('departments', given.deptid)?.prevent_client_closure === 1 ? 1 : undefined
}

function ticketChanges(call: Call, given: Given<typeof updateParams>): Partial<Row<'tickets'>> {
  if (given.deptid && call.store.byId('departments', given.deptid) === undefined) refuse('Department ID Not Found')
  const priority = given.priority
    ? (priorityOf(given.priority) ?? refuse(`Invalid Ticket Priority. Valid priorities are: ${PRIORITIES.join(',')}`))
    : undefined
  const status = given.status
    ? (ticketStatus(given.status) ?? refuse(`Invalid Ticket Status. Valid statuses are: ${TICKET_STATUSES.join(',')}`))
    : undefined
  const moved = given.created
    ? writtenAt(call, given.created, 'Ticket creation date cannot be in the future')
    : undefined
  return sent({
    deptid: given.deptid || undefined,
    status,
    subject: given.subject || undefined,
    userid: given.userid,
    name: given.name,
    email: given.email,
    cc: given.cc,
    priority,
    date: moved,
    flag: given.removeFlag ? 0 : given.flag,
    message: given.message || undefined,
    prevent_client_closure: closure(call, given),
  })
}

const updateTicket = action({
  name: 'UpdateTicket',
  params: updateParams,
  run(call, given) {
    const ticket = call.store.byId('tickets', given.ticketid) ?? refuse('Ticket ID Not Found')
    call.store.update('tickets', ticket.id, ticketChanges(call, given))
    saveCustomFields(call, 'support', given.deptid || ticket.deptid, ticket.id, given.customfields)
    logActivity(call, `Modified Ticket - Ticket ID: ${ticket.tid}`, ticket.userid)
    return { ticketid: String(ticket.id) }
  },
})

export const ticketsWrite = [openTicket, addTicketReply, updateTicket]

import type { Row } from '../core/schema.ts'
import type { Answer, Json } from '../wire/answer.ts'
import { action, bool, int, refuse, text, type Call } from './action.ts'
import { contains, direction, likeText, page, paging, when, where, type Condition } from './listing.ts'

/** The departments the API's admin is a member of. */
const OWN_DEPARTMENTS = 'deptid IN (1, 2)'

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#039;' }
/** Ticket texts go out entity-encoded, as htmlspecialchars writes them. */
export const encodeEntities = (value: string): string => value.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)

interface Files extends Record<string, Json> {
  attachment: string
  attachments: Json
  attachments_removed: boolean
}

function filesOf(call: Call, type: string, id: number): Files {
  const rows = call.store.all('attachments', 'WHERE type = ? AND relid = ? ORDER BY position', type, id)
  const files = rows.map((row) => ({ filename: row.filename, index: row.position }))
  return {
    attachment: rows.map((row) => `${row.id}_${row.filename}`).join('|'),
    // The documented empty list is a list with an empty list in it.
    attachments: files.length === 0 ? [[]] : files,
    attachments_removed: rows.some((row) => row.removed === 1),
  }
}

/** Who wrote: the owner, another user of the client, staff, or nobody known. Came with the users of 8.0. */
function requestor(
  call: Call,
  row: { userid: number; requestor_id: number; name: string; email: string; admin: string },
) {
  if (!call.is('8.0')) return {}
  const link = call.store.first('user_clients', 'WHERE user_id = ? AND client_id = ?', row.requestor_id, row.userid)
  if (row.admin !== '') return { requestor_name: row.admin, requestor_email: '', requestor_type: 'Operator' }
  // GUESS: the page shows Owner and Operator; another user of the client is called Authorized User, a stranger Guest.
  const type = link === undefined ? 'Guest' : link.owner === 1 ? 'Owner' : 'Authorized User'
  return { requestor_name: encodeEntities(row.name), requestor_email: row.email, requestor_type: type }
}

function replyRow(call: Call, reply: Row<'ticket_replies'>): Answer {
  return {
    replyid: String(reply.id),
    userid: String(reply.userid),
    contactid: String(reply.contactid),
    // A user's own reply has no name here either: it stands in requestor_name.
    name: call.is('8.0') ? '' : encodeEntities(reply.name),
    email: call.is('8.0') ? '' : reply.email,
    ...requestor(call, reply),
    date: reply.date,
    message: encodeEntities(reply.message),
    ...filesOf(call, 'reply', reply.id),
    admin: reply.admin,
    rating: String(reply.rating),
  }
}

/** The ticket's own text is the reply number 0. */
function opening(call: Call, ticket: Row<'tickets'>): Answer {
  return {
    replyid: '0',
    userid: String(ticket.userid),
    contactid: String(ticket.contactid),
    name: encodeEntities(ticket.name),
    email: ticket.email,
    ...requestor(call, ticket),
    date: ticket.date,
    message: encodeEntities(ticket.message),
    ...filesOf(call, 'ticket', ticket.id),
    admin: ticket.admin,
  }
}

const noteRow = (call: Call, note: Row<'ticket_notes'>): Answer => ({
  noteid: String(note.id),
  date: note.date,
  message: encodeEntities(note.message),
  ...filesOf(call, 'note', note.id),
  admin: note.admin,
})

const getTicket = action({
  name: 'GetTicket',
  params: { ticketnum: text(), ticketid: int(), repliessort: text() },
  run(call, { ticketnum, ticketid, repliessort }) {
    const { store } = call
    const found = ticketid ? store.byId('tickets', ticketid) : store.first('tickets', 'WHERE tid = ?', ticketnum ?? '')
    const ticket = found ?? refuse('Ticket ID Not Found')
    const way = direction(repliessort, 'ASC')
    const later = store.all('ticket_replies', 'WHERE tid = ? ORDER BY id', ticket.id).map((row) => replyRow(call, row))
    const replies = [opening(call, ticket), ...later]
    const notes = store.all('ticket_notes', 'WHERE ticketid = ? ORDER BY id', ticket.id)
    return {
      ticketid: String(ticket.id),
      tid: ticket.tid,
      c: ticket.c,
      deptid: String(ticket.deptid),
      deptname: store.byId('departments', ticket.deptid)?.name ?? '',
      userid: String(ticket.userid),
      contactid: String(ticket.contactid),
      name: encodeEntities(ticket.name),
      email: ticket.email,
      ...requestor(call, ticket),
      cc: ticket.cc,
      date: ticket.date,
      subject: encodeEntities(ticket.subject),
      status: ticket.status,
      priority: ticket.priority,
      admin: ticket.admin,
      lastreply: ticket.lastreply,
      flag: String(ticket.flag),
      service: ticket.service,
      replies: { reply: way === 'ASC' ? replies : replies.reverse() },
      notes: notes.length === 0 ? '' : { note: notes.map((note) => noteRow(call, note)) },
    }
  },
})

/** Three names stand for groups of statuses, every other for itself. */
function byStatus(status: string | undefined): Condition {
  const asked = status?.toLowerCase()
  if (asked === 'awaiting reply') return ["status IN ('Open', 'Customer-Reply')"]
  if (asked === 'all active tickets') return ["status <> 'Closed'"]
  if (asked === 'my flagged tickets') return ['flag = 1']
  return when(status, 'status = ?')
}

function ticketRow(call: Call, ticket: Row<'tickets'>): Answer {
  const client = call.store.byId('clients', ticket.userid)
  const owner = client === undefined ? '' : `${client.firstname} ${client.lastname}`
  return {
    id: String(ticket.id),
    tid: ticket.tid,
    deptid: String(ticket.deptid),
    userid: String(ticket.userid),
    name: encodeEntities(ticket.name),
    owner_name: call.is('8.0') ? encodeEntities(owner) : undefined,
    email: ticket.email,
    ...requestor(call, ticket),
    cc: ticket.cc,
    c: ticket.c,
    date: ticket.date,
    subject: encodeEntities(ticket.subject),
    status: ticket.status,
    priority: ticket.priority,
    admin: ticket.admin,
    ...filesOf(call, 'ticket', ticket.id),
    lastreply: ticket.lastreply,
    flag: String(ticket.flag),
    service: ticket.service,
  }
}

const getTickets = action({
  name: 'GetTickets',
  params: {
    ...paging,
    deptid: int(),
    clientid: int(),
    email: text(),
    status: text(),
    subject: text(),
    ignore_dept_assignments: bool(),
  },
  run(call, params) {
    const subject = params.subject ? likeText(params.subject) : undefined
    const filter = where(
      params.ignore_dept_assignments ? undefined : [OWN_DEPARTMENTS],
      when(params.deptid, 'deptid = ?'),
      when(params.clientid, 'userid = ?'),
      when(params.email, 'email = ?'),
      byStatus(params.status),
      when(subject, contains('subject')),
    )
    // GUESS: the ticket last written to comes first.
    const { total, start, rows } = page(call.store, 'tickets', filter, 'lastreply DESC, id DESC', params)
    return {
      totalresults: String(total),
      startnumber: start,
      numreturned: rows.length,
      tickets: rows.length === 0 ? undefined : { ticket: rows.map((row) => ticketRow(call, row)) },
    }
  },
})

const getSupportDepartments = action({
  name: 'GetSupportDepartments',
  params: { ignore_dept_assignments: bool() },
  run({ store }, { ignore_dept_assignments }) {
    const tail = ignore_dept_assignments ? '' : `WHERE ${OWN_DEPARTMENTS.replace('deptid', 'id')}`
    const department = store.all('departments', `${tail} ORDER BY id`).map((row) => ({
      id: String(row.id),
      name: row.name,
      awaitingreply: String(
        store.count('tickets', "WHERE deptid = ? AND status IN ('Open', 'Customer-Reply')", row.id),
      ),
      opentickets: String(store.count('tickets', "WHERE deptid = ? AND status <> 'Closed'", row.id)),
    }))
    return { totalresults: department.length, departments: { department } }
  },
})

export const ticketsRead = [getTicket, getTickets, getSupportDepartments]

import { randomInt } from 'node:crypto'
import { z } from 'zod'
import { timeOf } from '../core/clock.ts'
import type { Row } from '../core/schema.ts'
import { refuse, type Call } from '../actions/action.ts'
import { day, isEmail } from './sent.ts'

// GUESS: the statuses and priorities of a fresh installation.
export const TICKET_STATUSES = ['Open', 'Answered', 'Customer-Reply', 'Closed', 'On Hold', 'In Progress']
export const PRIORITIES = ['Low', 'Medium', 'High']

export const ticketStatus = (text: string): string | undefined =>
  TICKET_STATUSES.find((status) => status.toLowerCase() === text.toLowerCase())

/** ISO 8601 or `YYYY-MM-DD HH:mm:ss`; now when it is left out. */
export function writtenAt(call: Call, created: string | undefined, inFuture: string): string {
  if (!created) return timeOf(call.now)
  const found = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?)?$/.exec(created)
  if (found === null || day(found[1]) === undefined) return refuse('Invalid Date Format')
  const at = new Date(`${found[1]}T${found[2] ?? '00:00:00'}${found[3] ?? 'Z'}`)
  if (Number.isNaN(at.getTime())) return refuse('Invalid Date Format')
  return at.getTime() > call.now.getTime() ? refuse(inFuture) : timeOf(at)
}

const files = z.array(
  z.object({ name: z.string().optional(), filename: z.string().optional(), data: z.string().default('') }),
)

/** `base64_encode(json_encode([{name, data}]))`; the table says filename where the example says name. */
export function attach(call: Call, type: 'ticket' | 'reply', relid: number, encoded: string | undefined): void {
  const parsed = files.safeParse(decoded(encoded))
  // GUESS: what cannot be read is passed over.
  if (!parsed.success) return
  parsed.data.forEach(({ name, filename, data }, position) => {
    const values = { type, relid, position, data }
    call.store.insert('attachments', { ...values, filename: name ?? filename ?? `attachment-${position + 1}` })
  })
}

function decoded(encoded: string | undefined): unknown {
  try {
    return JSON.parse(Buffer.from(encoded ?? '', 'base64').toString('utf8'))
  } catch {
    return undefined
  }
}

export interface Author {
  userid: number
  contactid: number
  requestor_id: number
  name: string
  email: string
}

interface AuthorGiven {
  clientid: number | undefined
  userid?: number | undefined
  contactid: number | undefined
  name: string | undefined
  email: string | undefined
}

const fullName = ({ firstname, lastname }: { firstname: string; lastname: string }) => `${firstname} ${lastname}`

/** Which user speaks for the client: the one named, else the owner. There was none before 8.0. */
function speaker(call: Call, client: number, userid: number | undefined): Row<'users'> | undefined {
  if (!call.is('8.0')) return undefined
  const link = userid
    ? call.store.first('user_clients', 'WHERE user_id = ? AND client_id = ?', userid, client)
    : call.store.first('user_clients', 'WHERE client_id = ? AND owner = 1', client)
  // GUESS: a user of another client cannot be found here either.
  if (userid && link === undefined) return refuse('The system cannot find the provided user ID.')
  return call.store.byId('users', link?.user_id)
}

/** A client, a contact of it, one of its users, or a stranger with a name and an address. */
export function author(call: Call, given: AuthorGiven): Author {
  if (!given.clientid) {
    if (!given.name || !given.email) return refuse('Name and email address are required if not a client')
    if (!isEmail(given.email)) return refuse('Email Address Invalid')
    return { userid: 0, contactid: 0, requestor_id: 0, name: given.name, email: given.email }
  }
  const client = call.store.byId('clients', given.clientid) ?? refuse('Client ID Not Found')
  const user = speaker(call, client.id, given.userid)
  if (given.contactid && !given.userid) {
    const found = call.store.first('contacts', 'WHERE id = ? AND userid = ?', given.contactid, client.id)
    const contact = found ?? refuse('Contact ID Not Found')
    const { id: contactid, email } = contact
    return { userid: client.id, contactid, requestor_id: 0, name: fullName(contact), email }
  }
  // GUESS: without a userid the client's own name and address stand in the ticket.
  const named = given.userid && user !== undefined ? user : client
  return { userid: client.id, contactid: 0, requestor_id: user?.id ?? 0, name: fullName(named), email: named.email }
}

/** `GLY-907775`: letters and digits, as was seen in the wild. */
export function newTicketNumber(call: Call): string {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const letters = Array.from({ length: 3 }, () => String.fromCharCode(65 + randomInt(26))).join('')
    const tid = `${letters}-${randomInt(100_000, 1_000_000)}`
    if (call.store.count('tickets', 'WHERE tid = ?', tid) === 0) return tid
  }
  return refuse('Unable to generate ticket number')
}

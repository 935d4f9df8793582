import 'server-only'
import type { ClientId, LocationId } from '@/lib/ids'
import { clientId } from '@/lib/ids'
import type { Client } from '@/lib/schemas/client'
import type { EnterInput } from '@/lib/schemas/support'
import type { ConsentMode } from '@/lib/schemas/support-consent'
import type { TicketSummary } from '@/lib/schemas/ticket'
import type { Admitted } from '@/server/agents/admitted'
import { record } from '@/server/agents/audit'
import { accountAt, openSheet, placeOf } from '@/server/agents/sheet'
import { proveAgain } from '@/server/agents/step-up'
import { PortalError } from '@/server/errors'
import { isAnAgent } from '@/server/store/agents'
import { spendPin, tryPin } from '@/server/store/consents'
import type { Limit } from '@/server/store/counters'
import { hit } from '@/server/store/counters'
import { store } from '@/server/store/current'
import type { Grant, NewGrant } from '@/server/store/grants'
import { findGrant, startGrant } from '@/server/store/grants'
import type { Decider } from '@/server/store/support-requests'
import { askToEnter } from '@/server/store/support-requests'
import type { Trx } from '@/server/store/transaction'
import { transact } from '@/server/store/transaction'
import type { Reader } from '@/server/whmcs/client'
import { installation } from '@/server/whmcs/installations'
import { logActivity } from '@/server/whmcs/settings'
import { getTicket, listTickets } from '@/server/whmcs/tickets'
import { isGone } from '@/server/whmcs/users'
import { consentFor, pinMac } from './consent'
import type { Addressee } from './letters'
import { addresseeOf } from './letters'
import { refuseStopped } from './switches'
import { trace } from './trail'

/** Accounts that an agent may enter, or ask to, in a day. */
const ENTRIES: Limit = { name: 'support.enter', max: 20, windowSeconds: 86_400 }
const TICKETS = 50

export type EntryForm = {
  readonly location: LocationId
  readonly client: Client
  /** Those that are not closed: one of them is why. */
  readonly tickets: readonly TicketSummary[]
  readonly consent: ConsentMode
}

function isOpen({ status }: Pick<TicketSummary, 'status'>): boolean {
  return status !== 'Closed'
}

/**
 * What the form is made of. It tells of the customer, so it is counted and on record like their sheet.
 * @returns null for one customer too many within the hour
 * @throws PortalError `not_found`; WhmcsError
 */
export async function entryForm(by: Admitted<'agent'>, named: string, id: number): Promise<EntryForm | null> {
  const sheet = await openSheet(by, named, id)
  if (!sheet) return null
  const { location, client, whmcs } = sheet
  const [{ tickets }, consent] = await Promise.all([
    listTickets(whmcs, client.id, { offset: 0, limit: TICKETS }),
    consentFor({ location, client: client.id }),
  ])
  return { location, client, tickets: tickets.filter(isOpen), consent }
}

function nameOf({ company, firstName, lastName, id }: Client): string {
  return company || `${firstName} ${lastName}`.trim() || `#${id}`
}

/** Nobody looks after themselves, and no agent is looked after. */
async function refuseOwn(client: Client): Promise<void> {
  const { db } = await store()
  if (await isAnAgent(db, [client.email, ...client.people.map(({ email }) => email)])) {
    throw new PortalError('rejected', { message: 'support_own' })
  }
}

/**
 * An account that may be entered, with its owner.
 * @throws PortalError `not_found`; `rejected`: `support_stopped`, `support_closed`, `support_ownerless`, `support_own`
 */
export async function enterable(reader: Reader, id: ClientId) {
  await refuseStopped({ location: reader.location, client: id })
  const { client } = await accountAt(reader, id)
  const { owner } = client
  if (client.status === 'Closed') throw new PortalError('rejected', { message: 'support_closed' })
  // Nobody would learn of the visit.
  if (await isGone(reader, owner)) throw new PortalError('rejected', { message: 'support_ownerless' })
  await refuseOwn(client)
  return { client, owner }
}

/** @returns its number as customers see it; '' for none, which another agent must allow. @throws PortalError `rejected`, at its field */
export async function provedTicket(reader: Reader, client: ClientId, id: number | null): Promise<string> {
  if (id === null) return ''
  const ticket = await getTicket(reader, client, id)
  if (!ticket || !isOpen(ticket)) throw new PortalError('rejected', { fields: { ticket: 'support_ticket' } })
  return ticket.number
}

/** @param also what is used up with the start, or comes to nothing with it */
export async function begin(
  by: Admitted<'agent'>,
  plan: NewGrant,
  also: (trx: Trx, grant: Grant) => Promise<void>,
): Promise<{ readonly handle: string; readonly grant: Grant }> {
  const { db } = await store()
  const now = new Date()
  // No trace, no grant.
  return transact(db, async (trx) => {
    const started = await startGrant(trx, plan, now)
    if (typeof started === 'string') throw new PortalError('rejected', { message: `support_${started}` })
    // Whoever was disabled or signed out while WHMCS was asked is nobody any more: nothing is begun.
    const grant = await findGrant(trx, started.handle, now)
    if (!grant) throw new PortalError('signed_out')
    await also(trx, grant)
    const target = grant.ticket === '' ? {} : { target: `ticket:${grant.ticket}` }
    await trace(grant, by.info, { event: 'support.enter', outcome: 'done', ...target }, trx)
    return { handle: started.handle, grant }
  })
}

/** Whose word it takes beyond the agent's own. */
function deciderOf({ ticket, lead }: EnterInput, consent: ConsentMode): Decider | null {
  if (ticket === null) return 'lead'
  if (consent !== 'notice' && lead === 'yes') return 'lead'
  return consent === 'ask' ? 'owner' : null
}

export type Entry =
  | { readonly kind: 'entered'; readonly handle: string; readonly grant: Grant; readonly to: Addressee }
  /** Somebody else has to agree first. */
  | { readonly kind: 'asked'; readonly decider: Decider; readonly plan: NewGrant; readonly to: Addressee }

async function ask(by: Admitted<'agent'>, plan: NewGrant, ticketId: number | null, decider: Decider): Promise<void> {
  const { db } = await store()
  const account = { location: plan.location, client: plan.client }
  await transact(db, async (trx) => {
    const request = await askToEnter(trx, { ...plan, ticketId, decider }, new Date())
    if (request === null) throw new PortalError('rejected', { message: 'support_busy' })
    await record(by, { event: 'support.ask', outcome: 'done', target: `request:${request}`, account }, trx)
  })
}

/** The owner's PIN, used up with the start. @throws PortalError `rejected`, at its field */
async function provedPin({ location, client }: NewGrant, typed: string): Promise<(trx: Trx) => Promise<void>> {
  const { db } = await store()
  const wrong = () => new PortalError('rejected', { fields: { pin: 'support_pin' } })
  const mac = pinMac({ location, client }, typed)
  if (!(await tryPin(db, { location, client }, mac, new Date()))) throw wrong()
  return async (trx) => {
    if (!(await spendPin(trx, { location, client }, mac))) throw wrong()
  }
}

/**
 * An agent enters a customer's account, to read: with a reason, for a ticket that is open and the customer's, having
 * proved once more who they are, and as the account lets support in. Where that takes somebody's yes, it is asked for.
 *
 * @throws PortalError `not_found`; `rejected`: `support_ticket`, `support_closed`, `support_ownerless`, `support_own`, `support_stopped`, `support_busy` (in an
 *   account already), `support_full` (two agents are in this one), `support_pin`, and those of `proveAgain`; `rate_limited`
 */
export async function enterAccount(by: Admitted<'agent'>, input: EnterInput): Promise<Entry> {
  const { location, reader } = placeOf(by, input.location)
  const { client, owner } = await enterable(reader, clientId(input.client))
  const ticket = await provedTicket(reader, client.id, input.ticket)
  // Counted when WHMCS has answered: while it is down nobody's day is used up.
  const { db } = await store()
  const { allowed } = await hit(db, ENTRIES, String(by.agent.id), new Date())
  if (!allowed) throw new PortalError('rate_limited', { message: 'support_daily' })
  await proveAgain(by, input.code ?? '')
  const { agent, session } = by
  const who = { agent: agent.id, session: session.id, location, client: client.id, owner, customer: nameOf(client) }
  const plan = { ...who, reason: input.reason, ticket }
  const consent = await consentFor({ location, client: client.id })
  const decider = deciderOf(input, consent)
  if (decider !== null) {
    await ask(by, plan, input.ticket, decider)
    return { kind: 'asked', decider, plan, to: addresseeOf(client) }
  }
  const also = consent === 'pin' ? await provedPin(plan, input.pin ?? '') : async () => {}
  return { kind: 'entered', ...(await begin(by, plan, also)), to: addresseeOf(client) }
}

/** WHMCS's own log says it too, for staff who look there. */
export async function noteInWhmcs({ location, client, agent, ticket }: Grant): Promise<void> {
  const why = ticket === '' ? 'without a ticket' : `for ticket #${ticket}`
  const text = `Atrium: support agent ${agent.name} entered the account, to read, ${why}`
  await logActivity(installation(location), text, client)
}

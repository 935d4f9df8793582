import 'server-only'
import type { ClientId, LocationId } from '@/lib/ids'
import { clientId } from '@/lib/ids'
import type { Client } from '@/lib/schemas/client'
import type { EnterInput } from '@/lib/schemas/support'
import type { TicketSummary } from '@/lib/schemas/ticket'
import type { Admitted } from '@/server/agents/admitted'
import { accountAt, placeOf } from '@/server/agents/sheet'
import { proveAgain } from '@/server/agents/step-up'
import { PortalError } from '@/server/errors'
import { isAnAgent } from '@/server/store/agents'
import type { Limit } from '@/server/store/counters'
import { hit } from '@/server/store/counters'
import { store } from '@/server/store/current'
import type { Grant, NewGrant } from '@/server/store/grants'
import { grantOfHandle, startGrant } from '@/server/store/grants'
import { transact } from '@/server/store/transaction'
import type { Reader } from '@/server/whmcs/client'
import { installation } from '@/server/whmcs/installations'
import { logActivity } from '@/server/whmcs/settings'
import { getTicket, listTickets } from '@/server/whmcs/tickets'
import { refuseStopped } from './switches'
import { trace } from './trail'

/** Accounts that an agent may enter in a day. */
const ENTRIES: Limit = { name: 'support.enter', max: 20, windowSeconds: 86_400 }
const TICKETS = 50

export type EntryForm = {
  readonly location: LocationId
  readonly client: Client
  /** Those that are not closed: one of them is why. */
  readonly tickets: readonly TicketSummary[]
}

function isOpen({ status }: Pick<TicketSummary, 'status'>): boolean {
  return status !== 'Closed'
}

/** What the form is made of. @throws PortalError `not_found` */
export async function entryForm(by: Admitted<'agent'>, named: string, id: number): Promise<EntryForm> {
  const { location, reader } = placeOf(by, named)
  const client = clientId(id)
  const [account, { tickets }] = await Promise.all([
    accountAt(reader, client),
    listTickets(reader, client, { offset: 0, limit: TICKETS }),
  ])
  return { location, client: account.client, tickets: tickets.filter(isOpen) }
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

/** @throws PortalError `rejected`, with the field that is wrong */
async function provedTicket(reader: Reader, client: ClientId, id: number): Promise<string> {
  const ticket = await getTicket(reader, client, id)
  if (!ticket || !isOpen(ticket)) throw new PortalError('rejected', { fields: { ticket: 'support_ticket' } })
  return ticket.number
}

async function begin(by: Admitted<'agent'>, plan: NewGrant): Promise<{ handle: string; grant: Grant }> {
  const { db } = await store()
  const now = new Date()
  // No trace, no grant.
  return transact(db, async (trx) => {
    const started = await startGrant(trx, plan, now)
    if (typeof started === 'string') throw new PortalError('rejected', { message: `support_${started}` })
    const grant = await grantOfHandle(trx, started.handle, now)
    if (!grant) throw new PortalError('unexpected')
    await trace(grant, by.info, { event: 'support.enter', outcome: 'done', target: `ticket:${grant.ticket}` }, trx)
    return { handle: started.handle, grant }
  })
}

/**
 * An agent enters a customer's account, to read: with a reason, for a ticket that is open and the customer's, and having
 * proved once more who they are.
 *
 * @throws PortalError `not_found`; `rejected`: `support_ticket`, `support_closed`, `support_own`, `support_stopped`,
 *   `support_busy` (in an account already), `support_full` (two agents are in this one), and those of `proveAgain`; `rate_limited`
 */
export async function enterAccount(
  by: Admitted<'agent'>,
  input: EnterInput,
): Promise<{ readonly handle: string; readonly grant: Grant; readonly email: string }> {
  const { location, reader } = placeOf(by, input.location)
  const { db } = await store()
  await refuseStopped({ location, client: clientId(input.client) })
  const { allowed } = await hit(db, ENTRIES, String(by.agent.id), new Date())
  if (!allowed) throw new PortalError('rate_limited')
  const { client } = await accountAt(reader, clientId(input.client))
  if (client.status === 'Closed' || client.owner === null)
    throw new PortalError('rejected', { message: 'support_closed' })
  await refuseOwn(client)
  const ticket = await provedTicket(reader, client.id, input.ticket)
  await proveAgain(by, input.code ?? '')
  const { agent, session } = by
  const { id: owned, owner } = client
  const who = { agent: agent.id, session: session.id, location, client: owned, owner, customer: nameOf(client) }
  const begun = await begin(by, { ...who, reason: input.reason, ticket })
  return { ...begun, email: client.email }
}

/** WHMCS's own log says it too, for staff who look there. */
export async function noteInWhmcs({ location, client, agent, ticket }: Grant): Promise<void> {
  const text = `Atrium: support agent ${agent.name} entered the account, to read, for ticket #${ticket}`
  await logActivity(installation(location), text, client)
}

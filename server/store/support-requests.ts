import 'server-only'
import { randomUUID } from 'node:crypto'
import type { AgentId } from '@/lib/ids'
import { agentId, clientId, locationId, personKey } from '@/lib/ids'
import { parsePerson, storable, time } from '@/server/store/columns'
import type { AccountKey } from '@/server/store/consents'
import type { Db } from '@/server/store/db'
import type { Grant, NewGrant } from '@/server/store/grants'
import { transact } from '@/server/store/transaction'
import type { Trx } from '@/server/store/transaction'

/** An agent asks to enter an account. What they proved and said is kept; the visit begins when they come back. */
export type SupportRequestsTable = {
  id: string
  agent_id: number
  agent_session: string
  location: string
  client_id: number
  owner: string
  customer: string
  reason: string
  ticket: string
  ticket_id: number | null
  decider: string
  state: string
  asked_at: number
  decided_at: number | null
  decided_by: string | null
}

/** How long a question waits for its answer, and an answer for the agent, in ms. */
export const REQUEST_LIMIT = 15 * 60_000
/** How long questions and visits are kept: 24 months, in ms. */
export const VISITS_KEPT = 2 * 365 * 24 * 3_600_000

/** Whose word it takes: the account's owner's, or that of another agent, who leads. */
export const DECIDERS = ['owner', 'lead'] as const
export type Decider = (typeof DECIDERS)[number]

const STATES = ['waiting', 'allowed', 'refused', 'withdrawn', 'used'] as const
const OPEN = ['waiting', 'allowed']

export type SupportRequest = NewGrant & {
  readonly id: string
  readonly agentName: string
  readonly agentRole: Grant['agent']['role']
  /** WHMCS's number of the ticket, to look at it again; null without one. */
  readonly ticketId: number | null
  readonly decider: Decider
  /** `expired`: nobody answered in time, or the agent did not come. */
  readonly state: (typeof STATES)[number] | 'expired'
  readonly askedAt: Date
  /** The last moment of the state it is in. */
  readonly until: Date
  readonly decidedBy: string | null
}

export type NewRequest = NewGrant & Pick<SupportRequest, 'ticketId' | 'decider'>

type Row = SupportRequestsTable & { name: string; role: string }

function requestOf(row: Row, now: number): SupportRequest {
  const since = row.decided_at ?? row.asked_at
  const until = since + REQUEST_LIMIT
  // A clock that was set back does not make it younger.
  const over = OPEN.includes(row.state) && (now >= until || now < since)
  return {
    id: row.id,
    agent: agentId(row.agent_id),
    agentName: row.name,
    agentRole: row.role,
    session: row.agent_session,
    location: locationId(row.location),
    client: clientId(row.client_id),
    owner: parsePerson(row.owner),
    customer: row.customer,
    reason: row.reason,
    ticket: row.ticket,
    ticketId: row.ticket_id,
    decider: DECIDERS.find((one) => one === row.decider) ?? 'owner',
    state: over ? 'expired' : (STATES.find((one) => one === row.state) ?? 'expired'),
    askedAt: new Date(row.asked_at),
    until: new Date(until),
    decidedBy: row.decided_by,
  }
}

/** Of agents who are not disabled. */
function rows(db: Db) {
  return db
    .selectFrom('support_requests')
    .innerJoin('agents', 'agents.id', 'support_requests.agent_id')
    .where('agents.disabled_at', 'is', null)
    .selectAll('support_requests')
    .select(['agents.name', 'agents.role'])
}

/**
 * Asks; what the same agent asked before is withdrawn.
 * @returns its id; null when the agent asks something else at this very moment
 */
export async function askToEnter(db: Db, input: NewRequest, now: Date): Promise<string | null> {
  const { agent, session, location, client, owner, customer, reason, ticket, ticketId, decider } = input
  return transact(db, async (trx) => {
    await withdrawRequest(trx, agent)
    const mine = await trx
      .insertInto('support_requests')
      .values({
        ...{ id: randomUUID(), location, reason, ticket, decider, state: 'waiting' },
        agent_id: agent,
        agent_session: session,
        client_id: client,
        owner: personKey(owner),
        customer: storable(customer, 200),
        ticket_id: ticketId,
        asked_at: time(now),
        decided_at: null,
        decided_by: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    return mine?.id ?? null
  })
}

/** What the agent of this session asked last, whatever came of it. */
export async function lastRequest(
  db: Db,
  by: Pick<NewGrant, 'agent' | 'session'>,
  now: Date,
): Promise<SupportRequest | null> {
  const row = await rows(db)
    .where('agent_id', '=', by.agent)
    .where('agent_session', '=', by.session)
    .orderBy('asked_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? requestOf(row, time(now)) : null
}

async function open(query: ReturnType<typeof rows>, now: Date): Promise<SupportRequest[]> {
  const found = await query.where('state', 'in', OPEN).orderBy('asked_at').execute()
  return found.map((row) => requestOf(row, time(now))).filter(({ state }) => state !== 'expired')
}

/** What the owner of an account is asked, or has allowed and is not used yet; the oldest first. */
export function requestsTo(db: Db, { location, client }: AccountKey, now: Date): Promise<SupportRequest[]> {
  const query = rows(db).where('location', '=', location).where('client_id', '=', client)
  return open(query.where('decider', '=', 'owner'), now)
}

/** What leads are asked; not by themselves. */
export function requestsToLeads(db: Db, lead: AgentId, now: Date): Promise<SupportRequest[]> {
  return open(rows(db).where('decider', '=', 'lead').where('agent_id', '<>', lead), now)
}

/**
 * The answer. Yes can be taken back until the agent has come.
 * @param of the account, for its owner; for a lead who they are, because nobody allows their own
 * @returns false for one that is not open, not theirs to answer, or not there
 */
export async function decideRequest(
  db: Db,
  id: string,
  of: AccountKey | { readonly lead: AgentId },
  answer: { readonly state: 'allowed' | 'refused'; readonly by: string },
  now: Date,
): Promise<boolean> {
  const at = time(now)
  const { state, by } = answer
  const open = db
    .updateTable('support_requests')
    .set({ state, decided_at: at, decided_by: by })
    .where('id', '=', id)
    .where('state', 'in', state === 'allowed' ? ['waiting'] : OPEN)
    .where((eb) => eb(eb.fn.coalesce('decided_at', 'asked_at'), '>', at - REQUEST_LIMIT))
  const theirs =
    'lead' in of
      ? open.where('decider', '=', 'lead').where('agent_id', '<>', of.lead)
      : open.where('decider', '=', 'owner').where('location', '=', of.location).where('client_id', '=', of.client)
  return (await theirs.returning('id').executeTakeFirst()) !== undefined
}

/** Takes back whatever the agent asks. */
export async function withdrawRequest(db: Db, agent: AgentId): Promise<void> {
  await db
    .updateTable('support_requests')
    .set({ state: 'withdrawn' })
    .where('agent_id', '=', agent)
    .where('state', 'in', OPEN)
    .execute()
}

/** Uses a yes up, in the transaction of the visit. Of two at once one gets true, and nobody after its time. */
export async function spendRequest(trx: Trx, id: string, now: Date): Promise<boolean> {
  const at = time(now)
  const row = await trx
    .updateTable('support_requests')
    .set({ state: 'used' })
    .where('id', '=', id)
    .where('state', '=', 'allowed')
    .where('decided_at', '>', at - REQUEST_LIMIT)
    .where('decided_at', '<=', at)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Deletes questions after 24 months. @returns how many */
export async function pruneRequests(db: Db, now: Date): Promise<number> {
  const gone = await db
    .deleteFrom('support_requests')
    .where('asked_at', '<', time(now) - VISITS_KEPT)
    .executeTakeFirst()
  return Number(gone.numDeletedRows)
}

import 'server-only'
import { agentKey, samePerson } from '@/lib/ids'
import type { AskedVisit } from '@/lib/schemas/support-consent'
import type { Admitted } from '@/server/agents/admitted'
import { record } from '@/server/agents/audit'
import { accountAt, placeOf } from '@/server/agents/sheet'
import { PortalError } from '@/server/errors'
import { store } from '@/server/store/current'
import type { SupportRequest } from '@/server/store/support-requests'
import {
  decideRequest,
  lastRequest,
  requestsToLeads,
  spendRequest,
  withdrawRequest,
} from '@/server/store/support-requests'
import { transact } from '@/server/store/transaction'
import { askedVisit } from './consent'
import type { Entry } from './enter'
import { begin, enterable, provedTicket } from './enter'
import type { Addressee } from './letters'
import { addresseeOf } from './letters'
import { trace } from './trail'

/** What the agent asked last in this session, and what came of it. @throws PortalError `not_found` who asked nothing */
export async function waitingRequest(by: Pick<Admitted<'agent'>, 'agent' | 'session'>): Promise<SupportRequest> {
  const { db } = await store()
  const request = await lastRequest(db, { agent: by.agent.id, session: by.session.id }, new Date())
  if (!request) throw new PortalError('not_found')
  return request
}

/** Takes the question back. Nothing happens when it is over already. */
export async function withdraw(by: Admitted<'agent'>): Promise<void> {
  const { db } = await store()
  await withdrawRequest(db, by.agent.id)
}

/**
 * The agent comes into the account that they were allowed to enter. Account, owner and ticket are looked at again; the
 * yes is used up with the start.
 * @throws PortalError as `enterAccount`; `rejected` (`support_request_over`) without a yes that holds
 */
export async function enterAllowed(by: Admitted<'agent'>): Promise<Extract<Entry, { kind: 'entered' }>> {
  const over = () => new PortalError('rejected', { message: 'support_request_over' })
  const request = await waitingRequest(by)
  if (request.state !== 'allowed') throw over()
  const { reader } = placeOf(by, request.location)
  const { client, owner } = await enterable(reader, request.client)
  // Who said yes must still be who it takes.
  if (!samePerson(owner, request.owner)) throw over()
  await provedTicket(reader, client.id, request.ticketId)
  const begun = await begin(by, request, async (trx, grant) => {
    if (!(await spendRequest(trx, request.id, new Date()))) throw over()
    if (request.decider === 'owner') return
    const told = { event: 'support.override', outcome: 'done', target: request.decidedBy ?? '' } as const
    await trace(grant, by.info, told, trx)
  })
  return { kind: 'entered', ...begun, to: addresseeOf(client) }
}

/** What leads are asked just now. */
export async function approvals({ agent }: Admitted<'lead'>): Promise<AskedVisit[]> {
  const { db } = await store()
  return (await requestsToLeads(db, agent.id, new Date())).map(askedVisit)
}

/**
 * A second agent answers for an account whose owner cannot be asked, or for a visit without a ticket.
 * @returns whom to tell at once; null for a no
 * @throws PortalError `rejected` (`support_request_over`), also for their own; `not_found`
 */
export async function approve(
  by: Admitted<'lead'>,
  id: string,
  state: 'allowed' | 'refused',
): Promise<{ readonly request: SupportRequest; readonly to: Addressee } | null> {
  const { db } = await store()
  const now = new Date()
  const lead = by.agent.id
  const request = (await requestsToLeads(db, lead, now)).find((one) => one.id === id)
  if (!request) throw new PortalError('rejected', { message: 'support_request_over' })
  const { location, client } = request
  // Whoever is to be told is found first: nothing is allowed behind the customer's back.
  const to = addresseeOf((await accountAt(placeOf(by, location).reader, client)).client)
  await transact(db, async (trx) => {
    const said = { state, by: agentKey(lead) }
    if (!(await decideRequest(trx, id, { lead }, said, now))) {
      throw new PortalError('rejected', { message: 'support_request_over' })
    }
    const outcome = state === 'allowed' ? 'done' : 'refused'
    await record(
      by,
      { event: 'support.override', outcome, target: `request:${id}`, account: { location, client } },
      trx,
    )
  })
  return state === 'allowed' ? { request, to } : null
}

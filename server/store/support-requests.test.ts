import { expect, it } from 'vitest'
import { clientId, locationId } from '@/lib/ids'
import { createAgentSession } from '@/server/store/agent-sessions'
import { addAgent, disableAgent } from '@/server/store/agents'
import type { Db } from '@/server/store/db'
import { after, onBoth, two } from '@/server/store/testing/contract'
import { transact } from '@/server/store/transaction'
import type { NewRequest } from './support-requests'
import {
  askToEnter,
  decideRequest,
  lastRequest,
  pruneRequests,
  REQUEST_LIMIT,
  requestsTo,
  requestsToLeads,
  spendRequest,
  VISITS_KEPT,
  withdrawRequest,
} from './support-requests'

const NOW = new Date('2026-11-21T12:00:00Z')
const MAIN = locationId('main')
const ACCOUNT = { location: MAIN, client: 1 }
const YES = { state: 'allowed', by: 'user:3' } as const
const NO = { state: 'refused', by: 'user:3' } as const

async function agentAt(db: Db, name: string) {
  const input = { email: `${name}@example.com`, name, role: 'lead', passwordHash: 'x' } as const
  const agent = await addAgent(db, input, NOW)
  if (!agent) throw new Error('there is such an agent')
  const session = await createAgentSession(db, { agent, amr: ['pwd', 'otp'], ip: '', userAgent: '' }, NOW)
  const who = { agent: agent.id, session: session.id }
  const plan = (decider: NewRequest['decider'] = 'owner', client = 1): NewRequest => ({
    ...who,
    location: MAIN,
    client: clientId(client),
    owner: { kind: 'user', id: 3 },
    customer: 'Example Ltd',
    reason: 'The invoice page shows nothing',
    ticket: 'ABC-1',
    ticketId: 7,
    decider,
  })
  return { who, plan }
}

async function asked(db: Db, plan: NewRequest, now = NOW): Promise<string> {
  const id = await askToEnter(db, plan, now)
  if (id === null) throw new Error('not asked')
  return id
}

onBoth('support requests', (place) => {
  it('waits 15 minutes for a yes, and the yes 15 minutes for the agent', async () => {
    const { db } = await place.open()
    const { who, plan } = await agentAt(db, 'ada')
    const id = await asked(db, plan())
    expect(await requestsTo(db, ACCOUNT, NOW)).toMatchObject([{ id, state: 'waiting', agentName: 'ada' }])
    expect(await transact(db, (trx) => spendRequest(trx, id, NOW))).toBe(false)
    expect(await decideRequest(db, id, ACCOUNT, YES, after(NOW, REQUEST_LIMIT))).toBe(false)
    expect(await lastRequest(db, who, after(NOW, REQUEST_LIMIT))).toMatchObject({ state: 'expired' })
    expect(await lastRequest(db, who, after(NOW, -1000))).toMatchObject({ state: 'expired' })
    const late = after(NOW, REQUEST_LIMIT - 1)
    expect(await decideRequest(db, id, ACCOUNT, YES, late)).toBe(true)
    expect(await decideRequest(db, id, ACCOUNT, YES, late)).toBe(false)
    const spend = (now: Date) => transact(db, (trx) => spendRequest(trx, id, now))
    expect(await spend(after(late, REQUEST_LIMIT))).toBe(false)
    expect(await spend(after(late, REQUEST_LIMIT - 1))).toBe(true)
    expect(await spend(after(late, 1))).toBe(false)
    expect(await lastRequest(db, who, late)).toMatchObject({ state: 'used' })
  })

  it('is answered by whom it asks alone', async () => {
    const { db } = await place.open()
    const [ada, bob] = [await agentAt(db, 'ada'), await agentAt(db, 'bob')]
    const own = await asked(db, ada.plan())
    for (const other of [
      { location: MAIN, client: 2 },
      { location: locationId('other'), client: 1 },
      { lead: bob.who.agent },
    ]) {
      expect(await decideRequest(db, own, other, YES, NOW)).toBe(false)
    }
    const lead = await asked(db, bob.plan('lead'))
    expect(await decideRequest(db, lead, ACCOUNT, YES, NOW)).toBe(false)
    expect(await decideRequest(db, lead, { lead: bob.who.agent }, YES, NOW)).toBe(false)
    expect(await requestsToLeads(db, bob.who.agent, NOW)).toEqual([])
    expect(await requestsToLeads(db, ada.who.agent, NOW)).toMatchObject([{ id: lead }])
    expect(await decideRequest(db, lead, { lead: ada.who.agent }, YES, NOW)).toBe(true)
  })

  it('a yes can be taken back, by either side, until it is used', async () => {
    const { db } = await place.open()
    const { who, plan } = await agentAt(db, 'ada')
    const one = await asked(db, plan())
    await decideRequest(db, one, ACCOUNT, YES, NOW)
    expect(await decideRequest(db, one, ACCOUNT, NO, NOW)).toBe(true)
    expect(await transact(db, (trx) => spendRequest(trx, one, NOW))).toBe(false)
    const next = await asked(db, plan())
    await decideRequest(db, next, ACCOUNT, YES, NOW)
    await withdrawRequest(db, who.agent)
    expect(await transact(db, (trx) => spendRequest(trx, next, NOW))).toBe(false)
    expect(await decideRequest(db, next, ACCOUNT, NO, NOW)).toBe(false)
  })

  it('an agent asks one thing at a time, however many tabs', async () => {
    const [db, another] = await two(place)
    const { who, plan } = await agentAt(db, 'ada')
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => askToEnter(index % 2 ? db : another, plan('owner', index + 1), NOW)),
    )
    const rows = await db.selectFrom('support_requests').select('state').where('state', '=', 'waiting').execute()
    expect(rows).toHaveLength(1)
    expect(await lastRequest(db, { ...who, session: 'another' }, NOW)).toBeNull()
  })

  it('of many who use the same yes at once exactly one gets in', async () => {
    const [db, another] = await two(place)
    const { plan } = await agentAt(db, 'ada')
    for (let round = 0; round < 20; round += 1) {
      const id = await asked(db, plan())
      await decideRequest(db, id, ACCOUNT, YES, NOW)
      const spend = (on: Db) => transact(on, (trx) => spendRequest(trx, id, NOW))
      const tries = await Promise.all(Array.from({ length: 6 }, (_, index) => spend(index % 2 ? db : another)))
      expect(tries.filter(Boolean)).toHaveLength(1)
    }
  })

  it('nobody is asked by an agent who was disabled, and everything goes after 24 months', async () => {
    const { db } = await place.open()
    const { plan } = await agentAt(db, 'ada')
    await asked(db, plan())
    await disableAgent(db, 'ada@example.com', NOW)
    expect(await requestsTo(db, ACCOUNT, NOW)).toEqual([])
    expect(await pruneRequests(db, after(NOW, VISITS_KEPT))).toBe(0)
    expect(await pruneRequests(db, after(NOW, VISITS_KEPT + 1))).toBe(1)
  })
})

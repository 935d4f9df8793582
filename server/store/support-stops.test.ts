import { expect, it } from 'vitest'
import type { AgentId } from '@/lib/ids'
import { clientId, locationId } from '@/lib/ids'
import { createAgentSession, endAgentSession } from '@/server/store/agent-sessions'
import { addAgent, disableAgent, resetAgent } from '@/server/store/agents'
import type { Db } from '@/server/store/db'
import { endVisitsTo, findGrant, grantsOf, startGrant } from '@/server/store/grants'
import { allowSupport, isSupportStopped, listStops, stopSupport } from '@/server/store/support-stops'
import { onBoth, two } from '@/server/store/testing/contract'

const NOW = new Date('2026-11-21T12:00:00Z')
const later = (ms: number) => new Date(NOW.getTime() + ms)
const MAIN = locationId('main')
const OTHER = locationId('other')

async function visitor(db: Db, name: string) {
  const input = { email: `${name}@example.com`, name, role: 'support', passwordHash: 'x' } as const
  const agent = await addAgent(db, input, NOW)
  if (!agent) throw new Error('there is such an agent')
  const session = await createAgentSession(db, { agent, amr: [], ip: '', userAgent: '' }, NOW)
  return { agent, session }
}

function enter(db: Db, { agent, session }: { agent: { id: AgentId }; session: { id: string } }, client = 1, at = MAIN) {
  const plan = { owner: { kind: 'user', id: 3 }, customer: 'Example Ltd', reason: 'Because', ticket: 'A-1' } as const
  return startGrant(db, { ...plan, agent: agent.id, session: session.id, location: at, client: clientId(client) }, NOW)
}

async function handleOf(started: ReturnType<typeof enter>): Promise<string> {
  const found = await started
  if (typeof found === 'string') throw new Error(found)
  return found.handle
}

onBoth('stops', (place) => {
  it('one for everywhere ends every visit and lets nobody in, until it is taken back', async () => {
    const { db } = await place.open()
    const [ada, bob] = [await visitor(db, 'ada'), await visitor(db, 'bob')]
    const handles = [await handleOf(enter(db, ada)), await handleOf(enter(db, bob, 2, OTHER))]
    expect(await stopSupport(db, null, 'operator', later(1000))).toBe(2)
    expect(await stopSupport(db, null, 'agent:9', later(2000))).toBe(0)
    for (const handle of handles) expect(await findGrant(db, handle, later(1000))).toBeNull()
    expect(await grantsOf(db, { location: MAIN, client: 1 }, 5, later(1000))).toMatchObject([{ endedBy: 'operator' }])
    expect(await enter(db, ada, 5)).toBe('stopped')
    expect(await listStops(db)).toEqual([{ account: null, at: later(1000), by: 'operator' }])
    expect(await allowSupport(db, null)).toBe(true)
    expect(await allowSupport(db, null)).toBe(false)
    expect(await enter(db, ada, 5)).toHaveProperty('handle')
  })

  it('one for an account touches no other, also not the one with its number elsewhere', async () => {
    const { db } = await place.open()
    const people = [await visitor(db, 'ada'), await visitor(db, 'bob'), await visitor(db, 'cyd')] as const
    const mine = await handleOf(enter(db, people[0], 1))
    const twin = await handleOf(enter(db, people[1], 1, OTHER))
    expect(await stopSupport(db, { location: MAIN, client: clientId(1) }, 'agent:9', later(1000))).toBe(1)
    expect(await findGrant(db, mine, later(1000))).toBeNull()
    expect(await findGrant(db, twin, later(1000))).not.toBeNull()
    expect(await enter(db, people[2], 1)).toBe('stopped')
    expect(await isSupportStopped(db, { location: OTHER, client: clientId(1) })).toBe(false)
    expect(await enter(db, people[2], 2)).toHaveProperty('handle')
  })

  it('20 requests in flight: none succeeds once it is stopped, and a visit that began beside it opens nothing', async () => {
    const [db, another] = await two(place)
    const handle = await handleOf(enter(db, await visitor(db, 'ada')))
    let stopped = false
    const late: boolean[] = []
    const ask = async () => {
      for (let n = 0; n < 15; n += 1) {
        const after = stopped
        const found = await findGrant(db, handle, later(n))
        if (after) late.push(found !== null)
      }
    }
    const asking = Array.from({ length: 20 }, ask)
    await stopSupport(another, null, 'operator', later(1))
    stopped = true
    await Promise.all([...asking, ...Array.from({ length: 20 }, ask)])
    expect(late.length).toBeGreaterThan(100)
    expect(late).not.toContain(true)
    // As if it had been written by a transaction that looked before the stop.
    await db.updateTable('grants').set({ ended_at: null, ended_by: null }).execute()
    expect(await findGrant(db, handle, later(2))).toBeNull()
  })

  it('disabled while 10 requests a second are made: none succeeds afterwards', async () => {
    const [db, another] = await two(place)
    const ada = await visitor(db, 'ada')
    const handle = await handleOf(enter(db, ada))
    const began = Date.now()
    let gone = Infinity
    const successes: number[] = []
    const asking = Array.from({ length: 15 }, async (_, n) => {
      await new Promise((resolve) => setTimeout(resolve, n * 100))
      if (await findGrant(db, handle, later(n))) successes.push(Date.now() - began)
    })
    setTimeout(() => {
      void disableAgent(another, ada.agent.email, later(1)).then(() => (gone = Date.now() - began))
    }, 650)
    await Promise.all(asking)
    expect(successes.length).toBeGreaterThan(4)
    expect(Math.max(...successes) - gone).toBeLessThan(1000)
  })

  it('a visit ends, and is shown as ended, with the agent’s session, reset and by the customer’s own hand', async () => {
    const { db } = await place.open()
    const ends = async (client: number) => (await grantsOf(db, { location: MAIN, client }, 5, later(1000)))[0]?.endedBy
    const ada = await visitor(db, 'ada')
    await enter(db, ada, 1)
    await endAgentSession(db, ada.session.id, later(500))
    expect(await ends(1)).toBe('session')
    const bob = await visitor(db, 'bob')
    await enter(db, bob, 2)
    await resetAgent(db, bob.agent.email, 'y', later(500))
    expect(await ends(2)).toBe('session')
    const cyd = await visitor(db, 'cyd')
    await enter(db, cyd, 3)
    await endVisitsTo(db, OTHER, { kind: 'user', id: 3 }, later(500))
    expect(await ends(3)).toBeNull()
    await endVisitsTo(db, MAIN, { kind: 'user', id: 3 }, later(500))
    expect(await ends(3)).toBe('customer')
  })
})

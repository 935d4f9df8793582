import { expect, it } from 'vitest'
import { clientId, locationId } from '@/lib/ids'
import { createAgentSession, endAgentSession } from '@/server/store/agent-sessions'
import { addAgent, disableAgent } from '@/server/store/agents'
import type { Db } from '@/server/store/db'
import { onBoth, two } from '@/server/store/testing/contract'
import type { NewGrant } from './grants'
import { endGrant, findGrant, GRANT_IDLE_LIMIT, GRANT_LIMIT, grantOfHandle, grantsOf, startGrant } from './grants'

const NOW = new Date('2026-11-21T12:00:00Z')
const after = (ms: number) => new Date(NOW.getTime() + ms)
const MAIN = locationId('main')

async function agentAt(db: Db, name: string) {
  const input = { email: `${name}@example.com`, name, role: 'support', passwordHash: 'x' } as const
  const agent = await addAgent(db, input, NOW)
  if (!agent) throw new Error('there is such an agent')
  const session = await createAgentSession(db, { agent, amr: ['pwd', 'otp'], ip: '', userAgent: '' }, NOW)
  const plan = (client = 1): NewGrant => ({
    agent: agent.id,
    session: session.id,
    location: MAIN,
    client: clientId(client),
    owner: { kind: 'user', id: 3 },
    customer: 'Example Ltd',
    reason: 'The invoice page shows nothing',
    ticket: 'ABC-1',
  })
  return { agent, session, plan }
}

async function begun(db: Db, plan: NewGrant, now = NOW) {
  const started = await startGrant(db, plan, now)
  if (typeof started === 'string') throw new Error(started)
  return started
}

onBoth('grants', (place) => {
  it('lives for 30 minutes with clicks, 10 without, and a clock that is set back revives nothing', async () => {
    const { db } = await place.open()
    const { plan } = await agentAt(db, 'ada')
    const { handle } = await begun(db, plan())
    for (let minute = 0; minute < 30; minute += 5) {
      expect(await findGrant(db, handle, after(minute * 60_000)), String(minute)).toMatchObject({ ticket: 'ABC-1' })
    }
    expect(await findGrant(db, handle, after(GRANT_LIMIT - 1000))).not.toBeNull()
    expect(await findGrant(db, handle, after(GRANT_LIMIT))).toBeNull()
    expect(await findGrant(db, handle, after(-3_600_000))).toBeNull()
    const { plan: other } = await agentAt(db, 'bob')
    const idle = await begun(db, other(2))
    expect(await findGrant(db, idle.handle, after(GRANT_IDLE_LIMIT - 1))).not.toBeNull()
    const third = await begun(db, (await agentAt(db, 'cyd')).plan(3))
    expect(await findGrant(db, third.handle, after(GRANT_IDLE_LIMIT))).toBeNull()
    expect(await grantOfHandle(db, third.handle, after(GRANT_IDLE_LIMIT))).toMatchObject({ endedBy: 'time' })
  })

  it('an agent is in one account, and an account holds two agents, however many try at once', async () => {
    const [db, another] = await two(place)
    const { plan } = await agentAt(db, 'ada')
    for (let round = 0; round < 200; round += 1) {
      const at = after(round * GRANT_LIMIT)
      const tries = await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          startGrant(index % 2 ? db : another, plan(round * 100 + index + 1), at),
        ),
      )
      const won = tries.filter((one) => typeof one !== 'string')
      expect(won).toHaveLength(1)
    }
    const late = after(1000 * GRANT_LIMIT)
    const others = await Promise.all(['d', 'e', 'f', 'g'].map((name) => agentAt(db, name)))
    const said = await Promise.all(others.map((one, index) => startGrant(index % 2 ? db : another, one.plan(7), late)))
    expect(said.filter((one) => typeof one !== 'string')).toHaveLength(2)
    expect(said.filter((one) => one === 'full')).toHaveLength(2)
  }, 60_000)

  it('ends with the agent, with the agent’s session, and by anybody’s hand but only once', async () => {
    const { db } = await place.open()
    const ada = await agentAt(db, 'ada')
    const one = await begun(db, ada.plan())
    expect(await endGrant(db, one.id, 'customer', after(1000))).toBe(true)
    expect(await endGrant(db, one.id, 'agent', after(2000))).toBe(false)
    expect(await findGrant(db, one.handle, after(2000))).toBeNull()
    expect(await grantsOf(db, { location: MAIN, client: 1 }, 10, after(2000))).toMatchObject([{ endedBy: 'customer' }])
    const two = await begun(db, ada.plan())
    await endAgentSession(db, ada.session.id, after(3000))
    expect(await findGrant(db, two.handle, after(3000))).toBeNull()
    const bob = await agentAt(db, 'bob')
    const three = await begun(db, bob.plan())
    await disableAgent(db, 'bob@example.com', after(1000))
    expect(await findGrant(db, three.handle, after(1000))).toBeNull()
  })

  it('each of two agents ends their own visit', async () => {
    const { db } = await place.open()
    const [a, b] = [await agentAt(db, 'ada'), await agentAt(db, 'bob')]
    const [mine, theirs] = [await begun(db, a.plan()), await begun(db, b.plan())]
    await endGrant(db, mine.id, 'agent', after(1000))
    expect(await findGrant(db, theirs.handle, after(1000))).toMatchObject({ agent: { name: 'bob' } })
  })

  it('two agents in one account: whatever they do in whatever order, each ends their own visit alone', async () => {
    // Each comes through an instance of their own.
    const [db, another] = await two(place)
    const agents = [await agentAt(db, 'ada'), await agentAt(db, 'bob')] as const
    let seed = 7
    const next = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below
    const open: (string | null)[] = [null, null]
    const handles: (string | null)[] = [null, null]
    for (let step = 1; step <= 1_000; step += 1) {
      const who = next(2)
      const [agent, through, at] = [agents[who === 0 ? 0 : 1], who === 0 ? db : another, after(step)]
      const id = open[who] ?? null
      if (id === null) {
        const started = await begun(through, agent.plan(), at)
        open[who] = started.id
        handles[who] = started.handle
      } else {
        expect(await endGrant(through, id, 'agent', at)).toBe(true)
        expect(await endGrant(through, id, 'agent', at)).toBe(false)
        open[who] = null
      }
      const lives = await Promise.all(handles.map((handle) => (handle ? findGrant(through, handle, at) : null)))
      expect(lives.map((grant) => grant?.id ?? null)).toEqual(open)
    }
  }, 120_000)
})

import { expect, it } from 'vitest'
import { clientId, locationId } from '@/lib/ids'
import { createAgentSession } from '@/server/store/agent-sessions'
import { addAgent } from '@/server/store/agents'
import type { Db } from '@/server/store/db'
import { endGrant, findGrant, GRANT_LIMIT, pruneGrants, startGrant } from '@/server/store/grants'
import { onBoth, two } from '@/server/store/testing/contract'
import { endWriting, startWriting, WRITE_LIMIT, writingsOf } from './write-grants'

const NOW = new Date('2026-11-21T12:00:00Z')
const after = (ms: number) => new Date(NOW.getTime() + ms)

async function visit(db: Db, now = NOW) {
  const input = { email: 'ada@example.com', name: 'Ada', role: 'support', passwordHash: 'x' } as const
  const agent = await addAgent(db, input, now)
  if (!agent) throw new Error('there is such an agent')
  const session = await createAgentSession(db, { agent, amr: ['pwd', 'otp'], ip: '', userAgent: '' }, now)
  const where = { location: locationId('main'), client: clientId(1), owner: { kind: 'user', id: 3 } as const }
  const why = { customer: 'Example Ltd', reason: 'The invoice page shows nothing', ticket: 'ABC-1' }
  const started = await startGrant(db, { agent: agent.id, session: session.id, ...where, ...why }, now)
  if (typeof started === 'string') throw new Error(started)
  return started
}

const plan = (grant: string) => ({ grant, class: 'contacts', reason: 'A contact has left the company' }) as const

async function begun(db: Db, grant: string, now = NOW) {
  const started = await startWriting(db, plan(grant), now)
  if (started === 'busy') throw new Error(started)
  return started
}

/** Clicks, so that the visit itself does not run out. */
async function clicks(db: Db, handle: string, minutes: number) {
  for (let minute = 0; minute <= minutes; minute += 5) await findGrant(db, handle, after(minute * 60_000))
}

onBoth('the second grant', (place) => {
  it('lets one class be changed for ten minutes, and a clock that is set back revives nothing', async () => {
    const { db } = await place.open()
    const { id, handle } = await visit(db)
    expect(await findGrant(db, handle, NOW)).toMatchObject({ writing: null })
    const one = await begun(db, id)
    expect(await findGrant(db, one.handle, NOW)).toMatchObject({ id, writing: { class: 'contacts', id: one.id } })
    await clicks(db, one.handle, 5)
    expect((await findGrant(db, one.handle, after(WRITE_LIMIT - 1)))?.writing).not.toBeNull()
    expect(await findGrant(db, one.handle, after(WRITE_LIMIT))).toMatchObject({ id, writing: null })
    expect(await findGrant(db, one.handle, after(-1))).toBeNull()
    const again = await begun(db, id, after(WRITE_LIMIT))
    expect(await writingsOf(db, [id])).toHaveLength(2)
    expect(again.id).not.toBe(one.id)
  })

  it('is over with the visit at the latest, however it ends', async () => {
    const { db } = await place.open()
    const { id, handle } = await visit(db)
    await clicks(db, handle, 25)
    const late = await begun(db, id, after(GRANT_LIMIT - 60_000))
    const seen = await findGrant(db, late.handle, after(GRANT_LIMIT - 1))
    expect(seen?.writing?.endsAt).toEqual(after(GRANT_LIMIT))
    expect(await findGrant(db, late.handle, after(GRANT_LIMIT))).toBeNull()
    await endGrant(db, id, 'customer', after(GRANT_LIMIT - 1))
    expect(await findGrant(db, late.handle, after(GRANT_LIMIT - 1))).toBeNull()
  })

  it('each change of mode has a handle of its own: the one before opens nothing', async () => {
    const { db } = await place.open()
    const first = await visit(db)
    const second = await begun(db, first.id)
    expect(await findGrant(db, first.handle, NOW)).toBeNull()
    const third = await endWriting(db, first.id, NOW)
    expect(await findGrant(db, second.handle, NOW)).toBeNull()
    expect(await findGrant(db, third ?? '', NOW)).toMatchObject({ writing: null })
    expect(await endWriting(db, first.id, NOW)).toBeNull()
    expect(await findGrant(db, third ?? '', NOW)).not.toBeNull()
  })

  it('one at a time, however many ask at once', async () => {
    const [db, another] = await two(place)
    const { id } = await visit(db)
    for (let round = 0; round < 10; round += 1) {
      const tries = Array.from({ length: 20 }, (_, index) => startWriting(index % 2 ? db : another, plan(id), NOW))
      const won = (await Promise.all(tries)).filter((one) => one !== 'busy')
      expect(won).toHaveLength(1)
      await endWriting(db, id, NOW)
    }
    expect(await writingsOf(db, [id])).toHaveLength(10)
  })

  it('goes with its visit when that is no longer kept', async () => {
    const { db } = await place.open()
    const { id } = await visit(db)
    await begun(db, id)
    expect(await pruneGrants(db, NOW)).toBe(0)
    expect(await writingsOf(db, [id])).toHaveLength(1)
    expect(await pruneGrants(db, after(1))).toBe(1)
    expect(await writingsOf(db, [id])).toEqual([])
  })
})

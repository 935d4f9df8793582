import { beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { clientId, locationId } from '@/lib/ids'
import { PortalError } from '@/server/errors'
import { listFor } from '@/server/store/audit'
import type { Db } from '@/server/store/db'
import type { NewOperation, Operation } from '@/server/store/operations'
import { concludeOperation, openOperations, operationsOf, startSending, unconcluded } from '@/server/store/operations'
import { onBoth, two } from '@/server/store/testing/contract'
import { configured } from '@/server/testing/configured'
import { connect } from '@/server/whmcs/client'
import { WhmcsError } from '@/server/whmcs/errors'
import type { Works } from './carry-out'
import { carryOut } from './carry-out'
import type { Proof } from './kind'
import { kind } from './kind'
import { GRACE, LEASE, settleOne } from './reconcile'

beforeAll(() => configured())

const MAIN = locationId('main')
const CLIENT = clientId(1)
const HOUR = 3_600_000
/** Never called: the other side of these tests is the `Elsewhere` below. */
const NOBODY = connect({ location: MAIN, url: 'http://127.0.0.1:9', identifier: 'i', secret: 's' })

type SendFault = 'none' | 'refused' | 'never-sent' | 'lost' | 'lost-before' | 'late' | 'garbled'
type ReadFault = 'none' | 'down' | 'unclear'

/** The other side: what was really done, whoever knows of it. Its readings may lag behind and fail. */
class Elsewhere {
  readonly effects: { id: string; visibleFrom: number }[] = []
  send: SendFault = 'none'
  reading: () => ReadFault = () => 'none'
  now = Date.now()
  lag = 0

  private apply(id: string, delay = 0) {
    this.effects.push({ id, visibleFrom: this.now + delay + this.lag })
  }

  carry(id: string): void {
    if (this.send === 'refused') throw new WhmcsError('refused', 'Test', { said: 'No' })
    if (this.send === 'never-sent') throw new WhmcsError('unreachable', 'Test')
    if (this.send !== 'lost-before') this.apply(id, this.send === 'late' ? 15_000 : 0)
    if (this.send !== 'none') throw new WhmcsError('outcome_unknown', 'Test', { reason: this.send })
  }

  look(id: string): Proof<string> {
    const fault = this.reading()
    if (fault === 'down') throw new WhmcsError('unreachable', 'Test')
    if (fault === 'unclear') return { kind: 'unclear' }
    const seen = this.effects.some((one) => one.id === id && one.visibleFrom <= this.now)
    return seen ? { kind: 'applied', result: 'seen' } : { kind: 'absent' }
  }

  count(id: string): number {
    return this.effects.filter((one) => one.id === id).length
  }
}

function worksOf(db: Db, elsewhere: Elsewhere): Works {
  const only = kind({
    name: 'test',
    details: z.object({ text: z.string() }),
    send: async (_whmcs, { id }) => {
      elsewhere.carry(id)
      return 'sent'
    },
    prove: async (_whmcs, { id }) => elsewhere.look(id),
    keep: () => ({ text: '' }),
  })
  return { db, whmcs: NOBODY, kinds: () => only }
}

const plan = (target = 'service:1'): NewOperation => ({
  location: MAIN,
  client: CLIENT,
  person: { kind: 'user', id: 7 },
  kind: 'test',
  target,
  details: { text: 'why' },
})

const mine = (db: Db) => operationsOf(db, { location: MAIN, client: CLIENT }, ['test'])
const codeOf = (error: unknown) => (error instanceof PortalError ? error.key : 'other')
const outcome = (work: Promise<unknown>) => work.then(() => 'applied', codeOf)

/** Small, and the same for the same seed. */
function randomOf(seed: number) {
  let state = seed + 0x9e3779b9
  return (below: number) => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d)
    state = Math.imul(state ^ (state >>> 12), 0x297a2d39)
    state ^= state >>> 15
    return (state >>> 0) % below
  }
}

const FAULTS: readonly SendFault[] = ['none', 'refused', 'never-sent', 'lost', 'lost-before', 'late', 'garbled']
/** Where the process dies: after recording, while sending with and without effect, or not at all. */
const DEATHS = ['none', 'none', 'none', 'recorded', 'sending', 'sent'] as const

async function die(works: Works, elsewhere: Elsewhere, death: (typeof DEATHS)[number]): Promise<void> {
  const [operation] = (await openOperations(works.db, [plan()], new Date())) ?? []
  if (!operation || death === 'recorded') return
  await startSending(works.db, operation.id, new Date())
  elsewhere.send = 'none'
  if (death === 'sent') elsewhere.carry(operation.id)
}

async function round(works: Works, elsewhere: Elsewhere, at: number): Promise<void> {
  elsewhere.now = at
  const settle = async (operation: Operation) =>
    settleOne(works, operation, new Date(at), 0).catch((error: unknown) => {
      if (!(error instanceof WhmcsError)) throw error
    })
  // Two processes look at once.
  const open = await unconcluded(works.db, 10)
  await Promise.all([...open, ...open].map(settle))
}

onBoth('operations', (place) => {
  it('ends every schedule of faults and deaths with the truth, and with one effect at most', async () => {
    const { db } = await place.open()
    const seeds = place.kind === 'sqlite' ? 400 : 100
    for (let seed = 0; seed < seeds; seed += 1) {
      const random = randomOf(seed)
      const elsewhere = new Elsewhere()
      elsewhere.send = FAULTS[random(FAULTS.length)] ?? 'none'
      elsewhere.lag = random(10_000)
      elsewhere.reading = () => (['none', 'none', 'down', 'unclear'] as const)[random(4)] ?? 'none'
      const works = worksOf(db, elsewhere)
      const death = DEATHS[random(DEATHS.length)] ?? 'none'
      const said = death === 'none' ? await outcome(carryOut(works, [plan()])) : await die(works, elsewhere, death)
      // Whoever tries again while it is open is told so, and nothing is sent.
      if ((await unconcluded(db, 1)).length > 0) {
        expect(await outcome(carryOut(works, [plan()])), `seed ${seed}`).toBe('operation_open')
      }
      const start = Date.now()
      for (const age of [30_000, GRACE, GRACE + LEASE, 2 * HOUR, 3 * HOUR]) await round(works, elsewhere, start + age)
      elsewhere.reading = () => 'none'
      await round(works, elsewhere, start + 4 * HOUR)
      const [operation] = await mine(db)
      const effects = elsewhere.count(operation?.id ?? '')
      expect(operation?.state, `seed ${seed}`).toBe(effects === 1 ? 'applied' : 'rejected')
      expect(effects, `seed ${seed}`).toBeLessThanOrEqual(1)
      if (said === 'applied') expect(effects, `seed ${seed}`).toBe(1)
      if (said === 'refused' || said === 'unavailable') expect(effects, `seed ${seed}`).toBe(0)
      // A text that was only kept to be sent is gone.
      expect(operation?.details, `seed ${seed}`).toEqual({ text: '' })
      await db.deleteFrom('operations').execute()
    }
  })

  it('is one effect, however many ask at once and through however many processes', async () => {
    const [a, b] = await two(place)
    const elsewhere = new Elsewhere()
    const asked = Array.from({ length: 50 }, (_, index) => carryOut(worksOf(index % 2 ? a : b, elsewhere), [plan()]))
    const said = await Promise.all(asked.map(outcome))
    expect(said.filter((one) => one === 'applied').length).toBeGreaterThanOrEqual(1)
    const rows = await mine(a)
    expect(elsewhere.effects.length).toBe(rows.length)
    for (const { id } of rows) expect(elsewhere.count(id)).toBe(1)
    // While the first was open, nobody else got in: whoever came in afterwards found the target free again.
    expect(said.filter((one) => one === 'operation_open').length).toBe(50 - rows.length)
  })

  it('sends what follows only when what it follows is proved, and refuses it with it', async () => {
    const { db } = await place.open()
    const elsewhere = new Elsewhere()
    const works = worksOf(db, elsewhere)
    elsewhere.send = 'refused'
    expect(await outcome(carryOut(works, [plan('service:1'), plan('refund:1')]))).toBe('other')
    expect((await mine(db)).map(({ state }) => state)).toEqual(['rejected', 'rejected'])
    elsewhere.send = 'lost'
    elsewhere.reading = () => 'down'
    expect(await outcome(carryOut(works, [plan('service:2'), plan('refund:2')]))).toBe('outcome_unknown')
    expect(elsewhere.effects).toHaveLength(1)
    elsewhere.send = 'none'
    elsewhere.reading = () => 'none'
    const start = Date.now()
    await round(works, elsewhere, start + 1000)
    await round(works, elsewhere, start + 2000)
    const states = new Map((await mine(db)).map(({ target, state }) => [target, state]))
    expect([states.get('service:2'), states.get('refund:2')]).toEqual(['applied', 'applied'])
    expect(elsewhere.effects).toHaveLength(2)
    const trail = await listFor(db, { location: MAIN, client: 1 }, { limit: 50 })
    expect(trail.filter(({ target }) => target === 'refund:2').map((row) => row.outcome)).toEqual(['done', 'attempted'])
  })

  it('asks a person after a day, and blocks the target until then', async () => {
    const { db } = await place.open()
    const elsewhere = new Elsewhere()
    const works = worksOf(db, elsewhere)
    elsewhere.send = 'garbled'
    elsewhere.reading = () => 'unclear'
    expect(await outcome(carryOut(works, [plan()]))).toBe('outcome_unknown')
    const start = Date.now()
    await round(works, elsewhere, start + 23 * HOUR)
    expect(await outcome(carryOut(works, [plan()]))).toBe('operation_open')
    await round(works, elsewhere, start + 25 * HOUR)
    expect((await mine(db)).map(({ state }) => state)).toEqual(['human'])
  })

  it('keeps what was proved', async () => {
    const { db } = await place.open()
    const elsewhere = new Elsewhere()
    const [done] = await carryOut(worksOf(db, elsewhere), [plan()])
    await concludeOperation(db, done?.id ?? '', ['sending', 'unknown'], { state: 'rejected', result: null }, new Date())
    expect((await mine(db)).map(({ state, result }) => [state, result])).toEqual([['applied', 'sent']])
  })
})

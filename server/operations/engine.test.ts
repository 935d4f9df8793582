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
import { LEASE, reconcile, settleOne } from './reconcile'

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
    const times = this.effects.filter((one) => one.id === id && one.visibleFrom <= this.now).length
    return times > 0 ? { kind: 'applied', result: 'seen', times } : { kind: 'absent' }
  }

  count(id: string): number {
    return this.effects.filter((one) => one.id === id).length
  }
}

function worksOf(db: Db, elsewhere: Elsewhere) {
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
  return { db, whmcs: NOBODY, kinds: () => only } satisfies Works
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

  it('looks once more for what was applied, and leaves what is gone or there twice to a person', async () => {
    const { db } = await place.open()
    const elsewhere = new Elsewhere()
    const works = worksOf(db, elsewhere)
    const [kept] = await carryOut(works, [plan('service:1')])
    const [lost] = await carryOut(works, [plan('service:2')])
    const [doubled] = await carryOut(works, [plan('service:3')])
    elsewhere.effects.splice(1, 1)
    elsewhere.carry(doubled?.id ?? '')
    const start = Date.now()
    const look = (age: number) =>
      reconcile(db, () => NOBODY, new Date(start + age), { ...works, looks: new Map(), wait: 0 })
    elsewhere.now = start + HOUR
    await look(50_000)
    expect((await mine(db)).map(({ state }) => state)).toEqual(['applied', 'applied', 'applied'])
    // Two processes at once, and again later: one trace.
    await Promise.all([look(70_000), look(70_000)])
    await look(140_000)
    const states = new Map((await mine(db)).map(({ id, state }) => [id, state]))
    expect([kept, lost, doubled].map((one) => states.get(one?.id ?? ''))).toEqual(['applied', 'human', 'human'])
    const trail = await listFor(db, { location: MAIN, client: 1 }, { limit: 50 })
    expect(trail.map(({ outcome, details }) => [outcome, details])).toEqual([
      ['unknown', { contradicted: true }],
      ['unknown', { contradicted: true }],
    ])
    expect(trail.map(({ target }) => target).toSorted()).toEqual(['service:2', 'service:3'])
  })

  it('asks a person after a day of silence, too, and refuses what follows', async () => {
    const { db } = await place.open()
    const elsewhere = new Elsewhere()
    const works = worksOf(db, elsewhere)
    elsewhere.send = 'lost'
    elsewhere.reading = () => 'down'
    expect(await outcome(carryOut(works, [plan('service:1'), plan('refund:1')]))).toBe('outcome_unknown')
    const start = Date.now()
    await round(works, elsewhere, start + 23 * HOUR)
    expect((await mine(db)).map(({ state }) => state).toSorted()).toEqual(['intent', 'unknown'])
    await round(works, elsewhere, start + 25 * HOUR)
    await round(works, elsewhere, start + 25 * HOUR)
    const states = new Map((await mine(db)).map(({ target, state }) => [target, state]))
    expect([states.get('service:1'), states.get('refund:1')]).toEqual(['human', 'rejected'])
    expect(elsewhere.effects).toHaveLength(1)
  })

  it('leaves alone what was taken for not begun and is being sent by now', async () => {
    const { db } = await place.open()
    const works = worksOf(db, new Elsewhere())
    const [stale] = (await openOperations(db, [plan()], new Date())) ?? []
    if (!stale) throw new Error('nothing recorded')
    await startSending(db, stale.id, new Date())
    const seen = await settleOne(works, stale, new Date(Date.now() + LEASE), 0)
    expect(seen.state).toBe('sending')
    expect((await unconcluded(db, 1)).map(({ state }) => state)).toEqual(['sending'])
  })

  it('asks a WHMCS that is silent four times a round, and about others the next time', async () => {
    const { db } = await place.open()
    const elsewhere = new Elsewhere()
    const works = worksOf(db, elsewhere)
    elsewhere.send = 'lost'
    elsewhere.reading = () => 'down'
    for (let number = 0; number < 10; number += 1) await outcome(carryOut(works, [plan(`service:${number}`)]))
    let asked: string[] = []
    const kinds = () => ({
      ...works.kinds(),
      prove: async (_: unknown, { target }: Operation) => {
        asked.push(target)
        throw new WhmcsError('unreachable', 'Test')
      },
    })
    const looks = new Map()
    const start = Date.now()
    const rounds: string[][] = []
    for (const at of [15_000, 30_000, 45_000]) {
      asked = []
      await reconcile(db, () => NOBODY, new Date(start + at), { kinds, looks, wait: 0 })
      rounds.push(asked)
    }
    expect(rounds.map(({ length }) => length)).toEqual([4, 4, 4])
    expect(new Set(rounds.flat()).size).toBe(10)
  })
})

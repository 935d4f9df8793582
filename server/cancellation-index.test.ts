import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { locationId } from '@/lib/ids'
import { known, requestsOf, standingIds } from '@/server/store/cancellations'
import type { Db } from '@/server/store/db'
import { onBoth, two } from '@/server/store/testing/contract'
import type { Fake } from '@/server/whmcs/testing/fake'
import { fakeWhmcs, json } from '@/server/whmcs/testing/fake'
import { configured } from './testing/configured'
import { rebuild, refreshIndex, syncIndex } from './cancellation-index'

type Request = { id: number; relid: number; type?: string }

const MAIN = locationId('main')
const NOW = new Date('2026-11-21T10:00:00Z')

/** WHMCS's list, which the test changes. The order is not documented: each of these may be the real one. */
const ORDERS = {
  'oldest first': (a: Request, b: Request) => a.id - b.id,
  'newest first': (a: Request, b: Request) => b.id - a.id,
  'no order': (a: Request, b: Request) => ((a.id * 7919) % 1009) - ((b.id * 7919) % 1009) || a.id - b.id,
} as const

let list: Request[] = []
let order: keyof typeof ORDERS = 'oldest first'
let most = 100
let between: () => void = () => undefined
let fake: Fake

function requests(count: number): Request[] {
  return Array.from({ length: count }, (_, index) => ({ id: index + 1, relid: 1000 + index }))
}

beforeEach(async () => {
  configured()
  list = []
  order = 'oldest first'
  most = 100
  between = () => undefined
  vi.useFakeTimers({ toFake: ['Date'], now: NOW })
  fake = await fakeWhmcs(({ params }, response) => {
    const start = Number(params.get('limitstart'))
    const sorted = list.toSorted(ORDERS[order])
    const rows = sorted.slice(start, start + Math.min(most, Number(params.get('limitnum'))))
    json(response, {
      result: 'success',
      totalresults: String(list.length),
      startnumber: String(start),
      numreturned: String(rows.length),
      packages: {
        package: rows.map(({ id, relid, type = 'Immediate' }) => ({
          id: String(id),
          relid: String(relid),
          type,
          date: '2026-11-20 09:00:00',
          reason: 'A reason that stays in WHMCS',
        })),
      },
    })
    between()
  })
})

afterEach(async () => {
  vi.useRealTimers()
  await fake[Symbol.asyncDispose]()
})

const place = () => ({ location: MAIN, whmcs: fake.whmcs() })

async function sync(db: Db): Promise<{ complete: boolean; calls: number }> {
  const before = fake.received.length
  const { complete } = await syncIndex(db, place())
  return { complete, calls: fake.received.length - before }
}

async function ids(db: Db): Promise<number[]> {
  return (await standingIds(db, MAIN)).sort((a, b) => a - b)
}

/** A reading that began in the background has ended. */
async function settled(db: Db): Promise<void> {
  await vi.waitFor(async () => expect(await ids(db)).toEqual(list.map(({ id }) => id).sort((a, b) => a - b)), 5000)
}

const later = (ms: number) => vi.setSystemTime(Date.now() + ms)

onBoth('the index of cancellation requests', (store) => {
  it('sees a list of one page whole, in one call: what is new, gone and there again', async () => {
    const { db } = await store.open()
    expect(await sync(db)).toEqual({ complete: true, calls: 1 })
    list = requests(3)
    expect(await sync(db)).toEqual({ complete: true, calls: 1 })
    expect(await ids(db)).toEqual([1, 2, 3])
    list = list.filter(({ id }) => id !== 2)
    expect(await sync(db)).toEqual({ complete: true, calls: 1 })
    expect(await requestsOf(db, MAIN, [1000, 1001])).toEqual([
      { id: 2, serviceId: 1001, type: 'Immediate', requestedAt: '2026-11-20 09:00:00', gone: true },
      { id: 1, serviceId: 1000, type: 'Immediate', requestedAt: '2026-11-20 09:00:00', gone: false },
    ])
    list = requests(3)
    await sync(db)
    expect(await ids(db)).toEqual([1, 2, 3])
    expect(JSON.stringify(await db.selectFrom('cancellations').selectAll().execute())).not.toContain('reason')
  })

  it.each(['oldest first', 'newest first'] as const)('a long list, %s: read once, then one call', async (how) => {
    const { db } = await store.open()
    order = how
    list = requests(250)
    expect((await sync(db)).complete).toBe(false)
    await settled(db)
    expect(await sync(db)).toEqual({ complete: true, calls: 1 })
    list.push({ id: 251, relid: 7 }, { id: 252, relid: 8 })
    expect(await sync(db)).toEqual({ complete: true, calls: 1 })
    expect((await requestsOf(db, MAIN, [7, 8])).map(({ id }) => id)).toEqual([252, 251])
    expect(await sync(db)).toEqual({ complete: true, calls: 1 })
  })

  it.each(['oldest first', 'newest first'] as const)('%s: what is gone from the middle is noticed', async (how) => {
    const { db } = await store.open()
    order = how
    list = requests(250)
    await rebuild(db, place())
    expect((await sync(db)).complete).toBe(true)
    later(10 * 60_000)
    // One withdrawn and one made: their number is what it was.
    list = [...list.filter(({ id }) => id !== 90), { id: 251, relid: 7 }]
    expect((await sync(db)).complete).toBe(false)
    await settled(db)
    expect(await requestsOf(db, MAIN, [1089])).toMatchObject([{ id: 90, gone: true }])
    expect(await sync(db)).toEqual({ complete: true, calls: 1 })
  })

  it('a list without order is never believed for its end, and read whole at most every five minutes', async () => {
    const { db } = await store.open()
    order = 'no order'
    list = requests(150)
    await rebuild(db, place())
    list.push({ id: 151, relid: 7 })
    expect((await sync(db)).complete).toBe(false)
    expect(await rebuild(db, place())).toBe(false)
    later(5 * 60_000)
    expect(await rebuild(db, place())).toBe(true)
    expect(await ids(db)).toHaveLength(151)
  })

  it('survives a WHMCS that gives 25 rows a page', async () => {
    const { db } = await store.open()
    most = 25
    list = requests(120)
    expect(await rebuild(db, place())).toBe(true)
    list.push({ id: 121, relid: 7 })
    expect(await sync(db)).toEqual({ complete: true, calls: 1 })
    expect(await ids(db)).toHaveLength(121)
  })

  it('does not believe a list that moved while it was read', async () => {
    const { db } = await store.open()
    list = requests(350)
    between = () => {
      list = list.filter(({ id }) => id !== 5)
    }
    expect(await rebuild(db, place())).toBe(false)
    expect(await ids(db)).toEqual([])
    later(60_000)
    expect(await rebuild(db, place())).toBe(true)
    // As many as before, and yet not the same: one gone before the place of reading, one made at the end.
    later(5 * 60_000)
    between = () => {
      list = list.some(({ id }) => id === 6) ? [...list.filter(({ id }) => id !== 6), { id: 400, relid: 9 }] : list
    }
    expect(await rebuild(db, place())).toBe(false)
    expect(await ids(db)).toContain(6)
  })

  it('of two processes one reads, and what is made meanwhile is not taken for gone', async () => {
    const [a, b] = await two(store)
    list = requests(220)
    expect((await Promise.all([rebuild(a, place()), rebuild(b, place())])).sort()).toEqual([false, true])
    expect(fake.received).toHaveLength(3)
    expect(await ids(b)).toHaveLength(220)
    const seen = await known(b, MAIN, 5)
    expect(seen).toMatchObject({ complete: true, newestFirst: false, count: 220, newest: [220, 219, 218, 217, 216] })
  })

  it('a reader that died lets go after a minute; a whole reading is made once a day', async () => {
    const { db } = await store.open()
    list = requests(110)
    await db
      .insertInto('cancellation_syncs')
      .values({ location: MAIN, synced_at: 0, complete: 0, newest_first: 0, rebuilding_until: NOW.getTime() + 60_000 })
      .execute()
    await refreshIndex(db, place(), new Date())
    expect(fake.received).toHaveLength(0)
    later(60_000)
    await refreshIndex(db, place(), new Date())
    expect(await ids(db)).toHaveLength(110)
    const calls = fake.received.length
    later(23 * 3_600_000)
    await refreshIndex(db, place(), new Date())
    expect(fake.received).toHaveLength(calls)
    later(3_600_000)
    await refreshIndex(db, place(), new Date())
    expect(fake.received.length).toBeGreaterThan(calls)
  })

  it('20,000 requests cost a view what 3 do: one call', async () => {
    const { db } = await store.open()
    list = requests(3)
    expect(await sync(db)).toEqual({ complete: true, calls: 1 })
    list = requests(20_000)
    expect((await sync(db)).calls).toBeGreaterThanOrEqual(1)
    await settled(db)
    expect(fake.received.length).toBeLessThan(20_000 / 90)
    const began = performance.now()
    for (let view = 0; view < 10; view += 1) expect(await sync(db)).toEqual({ complete: true, calls: 1 })
    expect(await requestsOf(db, MAIN, [1000, 11_000, 20_999])).toHaveLength(3)
    // The fake sorts its 20,000 rows at each call too.
    expect((performance.now() - began) / 10).toBeLessThan(250)
  })
})

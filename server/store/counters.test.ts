import { expect, it } from 'vitest'
import { clear, hit, pruneCounters } from '@/server/store/counters'
import { after, onBoth, two } from '@/server/store/testing/contract'

const NOW = new Date('2026-11-21T10:00:00Z')
const LIMIT = { name: 'sign-in', max: 3, windowSeconds: 60 }

onBoth('counters', (place) => {
  it('allows up to the limit, then says how long to wait', async () => {
    const { db } = await place.open()
    for (let i = 0; i < LIMIT.max; i++) {
      expect(await hit(db, LIMIT, 'a@example.com', after(NOW, i))).toEqual({ allowed: true, retryAfterSeconds: 0 })
    }
    const refused = await hit(db, LIMIT, 'a@example.com', after(NOW, 20_500))
    expect(refused).toEqual({ allowed: false, retryAfterSeconds: 40 })
    expect(await hit(db, LIMIT, 'a@example.com', after(NOW, 59_999))).toEqual({ allowed: false, retryAfterSeconds: 1 })
  })

  it('makes room when a hit is a window old, one by one, and refused hits do not prolong the wait', async () => {
    const { db } = await place.open()
    const allowed = async (ms: number) => (await hit(db, LIMIT, 'k', after(NOW, ms))).allowed
    for (const ms of [0, 10_000, 20_000]) expect(await allowed(ms)).toBe(true)
    for (let ms = 20_001; ms < 60_000; ms += 5_000) expect(await allowed(ms)).toBe(false)
    expect(await allowed(60_000)).toBe(true)
    expect(await hit(db, LIMIT, 'k', after(NOW, 60_001))).toEqual({ allowed: false, retryAfterSeconds: 10 })
    expect(await allowed(70_000)).toBe(true)
    expect(await allowed(200_000)).toBe(true)
  })

  it('never lets more than the limit through in any window, wherever it begins', async () => {
    const { db } = await place.open()
    const through: number[] = []
    // Twenty at the end of every minute and twenty at its beginning: what a fixed window lets through twice.
    for (let minute = 1; minute <= 3; minute++) {
      for (let i = -20; i < 20; i++) {
        const ms = minute * 60_000 + i * 100
        if ((await hit(db, LIMIT, 'k', after(NOW, ms))).allowed) through.push(ms)
      }
    }
    for (const from of through) {
      expect(through.filter((ms) => ms >= from && ms < from + 60_000).length).toBeLessThanOrEqual(LIMIT.max)
    }
    expect(through.length).toBeGreaterThan(LIMIT.max)
  })

  it('keeps keys and limits apart', async () => {
    const { db } = await place.open()
    for (let i = 0; i < 4; i++) await hit(db, LIMIT, 'k', NOW)
    expect((await hit(db, LIMIT, 'other', NOW)).allowed).toBe(true)
    expect((await hit(db, { ...LIMIT, name: 'reset' }, 'k', NOW)).allowed).toBe(true)
    expect((await hit(db, LIMIT, 'k', NOW)).allowed).toBe(false)
  })

  it('forgets one key', async () => {
    const { db } = await place.open()
    for (let i = 0; i < 4; i++) for (const key of ['k', 'other']) await hit(db, LIMIT, key, NOW)
    await clear(db, LIMIT, 'k')
    expect((await hit(db, LIMIT, 'k', NOW)).allowed).toBe(true)
    expect((await hit(db, LIMIT, 'other', NOW)).allowed).toBe(false)
  })

  it('never waits longer than the window, even when the clock was set back', async () => {
    const { db } = await place.open()
    for (let i = 0; i < 4; i++) await hit(db, LIMIT, 'k', after(NOW, 3_600_000))
    expect(await hit(db, LIMIT, 'k', NOW)).toEqual({ allowed: false, retryAfterSeconds: 60 })
    expect((await hit(db, LIMIT, 'k', after(NOW, 60_000))).allowed).toBe(true)
  })

  it('counts a hundred at once, from two instances, exactly', async () => {
    const [a, b] = await two(place)
    const limit = { name: 'code', max: 10, windowSeconds: 600 }
    const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => hit(i % 2 ? a : b, limit, 'k', NOW)))
    expect(answers.filter((answer) => answer.allowed)).toHaveLength(10)
    expect(answers.filter((answer) => !answer.allowed && answer.retryAfterSeconds === 600)).toHaveLength(90)
  })

  it('lets no more than the limit through when a hundred arrive as a window ends', async () => {
    const [a, b] = await two(place)
    const limit = { name: 'code', max: 10, windowSeconds: 60 }
    for (let i = 0; i < 11; i++) await hit(a, limit, 'k', NOW)
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, i) => hit(i % 2 ? a : b, limit, 'k', after(NOW, 60_000 + i))),
    )
    expect(answers.filter((answer) => answer.allowed)).toHaveLength(10)
  })

  it('stores no key in clear', async () => {
    const { db } = await place.open()
    await hit(db, LIMIT, 'somebody@example.com', NOW)
    expect(JSON.stringify(await db.selectFrom('counters').selectAll().execute())).not.toContain('somebody')
  })

  it('prunes what is over', async () => {
    const { db } = await place.open()
    await hit(db, LIMIT, 'old', NOW)
    await hit(db, LIMIT, 'new', after(NOW, 30_000))
    expect(await pruneCounters(db, after(NOW, 60_000))).toBe(1)
    expect(await pruneCounters(db, after(NOW, 60_000))).toBe(0)
  })
})

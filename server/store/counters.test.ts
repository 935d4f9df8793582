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

  it('begins a new window when the old one is over, and refused hits do not prolong it', async () => {
    const { db } = await place.open()
    for (let i = 0; i < 10; i++) await hit(db, LIMIT, 'k', after(NOW, i * 1_000))
    for (let i = 0; i < LIMIT.max; i++) {
      expect((await hit(db, LIMIT, 'k', after(NOW, 60_000))).allowed).toBe(true)
    }
    expect((await hit(db, LIMIT, 'k', after(NOW, 60_000))).allowed).toBe(false)
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

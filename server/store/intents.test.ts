import { expect, it } from 'vitest'
import { locationId } from '@/lib/ids'
import { listFor, verifyChain } from '@/server/store/audit'
import type { AuditEntry } from '@/server/store/audit'
import type { Db } from '@/server/store/db'
import { KEPT_SETTLED, KEPT_UNKNOWN, OPEN_LIMIT, claim, pruneIntents, settle } from '@/server/store/intents'
import type { IntentKey } from '@/server/store/intents'
import { after, onBoth, two } from '@/server/store/testing/contract'

const NOW = new Date('2026-11-21T10:00:00Z')
const MAIN = locationId('main')
const KEY: IntentKey = {
  location: MAIN,
  person: 'user:7',
  action: 'contacts.update',
  intent: 'b4c1f6b2-8f0e-4f65-9a1e-0d5c3a7f1f11',
}

function entry(outcome: AuditEntry['outcome']): AuditEntry {
  const where = { location: MAIN, actor: 'user:7', client: 12, ref: 'r1', ip: '192.0.2.1' }
  return { ...where, at: NOW, event: 'contacts.update', outcome, target: 'contact:3' }
}

const begin = (db: Db, key = KEY, now = NOW, input = 'hash') => claim(db, key, input, entry('attempted'), now)
const trail = async (db: Db) =>
  (await listFor(db, { location: MAIN, client: 12 }, { limit: 100 })).map((row) => row.outcome).toReversed()

onBoth('intents', (place) => {
  it('is fresh once, with an audit row in the same transaction', async () => {
    const { db } = await place.open()
    expect(await begin(db)).toEqual({ kind: 'fresh' })
    expect(await begin(db)).toEqual({ kind: 'in_progress' })
    expect(await trail(db)).toEqual(['attempted'])
  })

  it('replays a result, good or bad', async () => {
    const { db } = await place.open()
    for (const outcome of ['done', 'failed'] as const) {
      const key = { ...KEY, action: outcome }
      const result = { ok: outcome === 'done', data: { id: 3, name: 'Zoë \0 \uD800', list: [null, 1.5] } }
      await begin(db, key)
      await settle(db, key, outcome, result, entry(outcome), after(NOW, 10))
      expect(await begin(db, key, after(NOW, KEPT_SETTLED))).toEqual({ kind: 'replay', result })
    }
    expect(await trail(db)).toEqual(['attempted', 'done', 'attempted', 'failed'])
  })

  it('replays nothing as null', async () => {
    const { db } = await place.open()
    await begin(db)
    await settle(db, KEY, 'done', undefined, entry('done'), NOW)
    expect(await begin(db)).toEqual({ kind: 'replay', result: null })
  })

  it('tells another input apart, whatever the state', async () => {
    const { db } = await place.open()
    await begin(db)
    expect(await begin(db, KEY, NOW, 'other')).toEqual({ kind: 'mismatch' })
    await settle(db, KEY, 'done', 1, entry('done'), NOW)
    expect(await begin(db, KEY, NOW, 'other')).toEqual({ kind: 'mismatch' })
    expect(await begin(db)).toEqual({ kind: 'replay', result: 1 })
  })

  it('keeps persons, actions and locations apart', async () => {
    const { db } = await place.open()
    await begin(db)
    for (const other of [{ person: 'user:8' }, { action: 'tickets.open' }, { location: locationId('other') }]) {
      expect(await begin(db, { ...KEY, ...other })).toEqual({ kind: 'fresh' })
    }
  })

  it('does not know how a claim ended that stayed open for two minutes; its end may still arrive', async () => {
    const { db } = await place.open()
    await begin(db)
    expect(await begin(db, KEY, after(NOW, OPEN_LIMIT))).toEqual({ kind: 'in_progress' })
    expect(await begin(db, KEY, after(NOW, OPEN_LIMIT + 1))).toEqual({ kind: 'unknown' })
    await settle(db, KEY, 'done', 'late', entry('done'), after(NOW, OPEN_LIMIT + 2))
    expect(await begin(db)).toEqual({ kind: 'replay', result: 'late' })
  })

  it('remembers that the end is unknown, and learns it later', async () => {
    const { db } = await place.open()
    await begin(db)
    await settle(db, KEY, 'unknown', null, entry('unknown'), NOW)
    expect(await begin(db)).toEqual({ kind: 'unknown' })
    await settle(db, KEY, 'failed', 'nothing happened', entry('failed'), NOW)
    expect(await begin(db)).toEqual({ kind: 'replay', result: 'nothing happened' })
  })

  it('keeps a definite end, and the audit row of whoever settles again', async () => {
    const { db } = await place.open()
    await begin(db)
    await settle(db, KEY, 'done', 'first', entry('done'), NOW)
    await settle(db, KEY, 'unknown', 'second', entry('unknown'), NOW)
    expect(await begin(db)).toEqual({ kind: 'replay', result: 'first' })
    expect(await trail(db)).toEqual(['attempted', 'done', 'unknown'])
  })

  it('refuses to settle what was never claimed, and writes nothing', async () => {
    const { db } = await place.open()
    await expect(settle(db, KEY, 'done', 1, entry('done'), NOW)).rejects.toThrow(RangeError)
    expect(await trail(db)).toEqual([])
  })

  it('claims nothing when the audit row cannot be written', async () => {
    const { db } = await place.open()
    const bad = { ...entry('attempted'), at: new Date('never') }
    await expect(claim(db, KEY, 'hash', bad, NOW)).rejects.toThrow('not a time')
    expect(await begin(db)).toEqual({ kind: 'fresh' })
    await expect(settle(db, KEY, 'done', 1, { ...bad, outcome: 'done' }, NOW)).rejects.toThrow('not a time')
    expect(await begin(db)).toEqual({ kind: 'in_progress' })
  })

  it('is fresh for exactly one of fifty at once, from two instances', async () => {
    const [a, b] = await two(place)
    const claims = await Promise.all(Array.from({ length: 50 }, (_, i) => begin(i % 2 ? a : b)))
    const kinds = claims.map((answer) => answer.kind)
    expect(kinds.filter((kind) => kind === 'fresh')).toHaveLength(1)
    expect(kinds.filter((kind) => kind === 'in_progress')).toHaveLength(49)
    expect(await trail(a)).toEqual(['attempted'])
  })

  it('survives many claims and ends crossing each other', async () => {
    const [a, b] = await two(place)
    await Promise.all(
      Array.from({ length: 40 }, async (_, i) => {
        const [mine, other] = i % 2 ? [a, b] : [b, a]
        const key = { ...KEY, intent: `intent ${i}` }
        await begin(mine, key)
        await Promise.all([settle(mine, key, 'done', i, entry('done'), NOW), begin(other, key)])
        expect(await begin(other, key)).toEqual({ kind: 'replay', result: i })
      }),
    )
    expect(await verifyChain(a)).toEqual({ ok: true, rows: 80 })
  })

  it('prunes a day after a known end, thirty after an unknown one', async () => {
    const { db } = await place.open()
    const [done, open, unknown] = ['done', 'open', 'unknown'].map((action) => ({ ...KEY, action }))
    if (!done || !open || !unknown) throw new Error('keys')
    for (const key of [done, open, unknown]) await begin(db, key)
    await settle(db, done, 'done', 1, entry('done'), NOW)
    await settle(db, unknown, 'unknown', null, entry('unknown'), NOW)
    expect(await pruneIntents(db, after(NOW, KEPT_SETTLED))).toBe(0)
    expect(await pruneIntents(db, after(NOW, KEPT_SETTLED + 1))).toBe(1)
    expect(await begin(db, open, after(NOW, KEPT_UNKNOWN))).toEqual({ kind: 'unknown' })
    expect(await pruneIntents(db, after(NOW, KEPT_UNKNOWN + 1))).toBe(2)
  })
})

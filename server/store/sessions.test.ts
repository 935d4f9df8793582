import { expect, it } from 'vitest'
import { clientId, locationId, sessionId } from '@/lib/ids'
import type { Person } from '@/lib/ids'
import type { Db } from '@/server/store/db'
import {
  ABSOLUTE_LIMIT,
  IDLE_LIMIT,
  createSession,
  findSession,
  listSessions,
  pruneSessions,
  replaceSession,
  revokeSession,
  revokeSessionByHandle,
  revokeSessionsOf,
  sessionHandle,
} from '@/server/store/sessions'
import { keepPaySession, takePaySession } from '@/server/store/pay-sessions'
import { after, onBoth, two } from '@/server/store/testing/contract'

const NOW = new Date('2026-11-21T10:00:00.123Z')
const MAIN = locationId('main')
const ANNA: Person = { kind: 'user', id: 7 }
const MINUTE = 60_000

function begin(db: Db, more: { person?: Person; location?: typeof MAIN; paySession?: string } = {}, now = NOW) {
  const device = { userAgent: 'Firefox', ip: '192.0.2.1' }
  return createSession(
    db,
    {
      location: MAIN,
      person: ANNA,
      email: 'anna@example.com',
      clientId: null,
      amr: ['pwd', 'otp'],
      ...device,
      ...more,
    },
    now,
  )
}

onBoth('sessions', (place) => {
  it('finds what was created, and nothing under another id', async () => {
    const { db } = await place.open()
    const session = await begin(db)
    expect(session.id).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(await findSession(db, session.id, NOW)).toEqual({
      id: session.id,
      location: 'main',
      person: ANNA,
      email: 'anna@example.com',
      clientId: null,
      amr: ['pwd', 'otp'],
      createdAt: NOW,
      lastSeenAt: NOW,
      authenticatedAt: NOW,
      userAgent: 'Firefox',
      ip: '192.0.2.1',
    })
    expect(await findSession(db, sessionId('x'.repeat(43)), NOW)).toBeNull()
  })

  it('stores no id: a copy of the database opens no session', async () => {
    const { db } = await place.open()
    const session = await begin(db)
    const rows = JSON.stringify(await db.selectFrom('sessions').selectAll().execute())
    expect(rows).not.toContain(session.id)
    for (const stored of await db.selectFrom('sessions').select('id_hash').execute()) {
      expect(() => sessionId(stored.id_hash)).toThrow(RangeError)
    }
  })

  it('ends after 30 minutes without a request', async () => {
    const { db } = await place.open()
    const session = await begin(db)
    expect(await findSession(db, session.id, after(NOW, IDLE_LIMIT))).not.toBeNull()
    // That request counts; the next 30 minutes begin with it.
    expect(await findSession(db, session.id, after(NOW, 2 * IDLE_LIMIT))).not.toBeNull()
    expect(await findSession(db, session.id, after(NOW, 3 * IDLE_LIMIT + 1))).toBeNull()
  })

  it('ends after 12 hours however busy, account switch or not', async () => {
    const { db } = await place.open()
    let session = await begin(db)
    for (let ms = 0; ms < ABSOLUTE_LIMIT; ms += 20 * MINUTE) {
      const next = await replaceSession(db, session.id, { authenticatedAt: after(NOW, ms) }, after(NOW, ms))
      if (!next) throw new Error(`over after ${ms} ms`)
      session = next
    }
    expect(await findSession(db, session.id, after(NOW, ABSOLUTE_LIMIT))).not.toBeNull()
    expect(await findSession(db, session.id, after(NOW, ABSOLUTE_LIMIT + 1))).toBeNull()
  })

  it('writes at most once a minute', async () => {
    const { db } = await place.open()
    const session = await begin(db)
    const stored = async () => (await db.selectFrom('sessions').select('last_seen_at').executeTakeFirst())?.last_seen_at
    await findSession(db, session.id, after(NOW, MINUTE - 1))
    expect(await stored()).toBe(NOW.getTime())
    const seen = await findSession(db, session.id, after(NOW, MINUTE))
    expect(seen?.lastSeenAt).toEqual(after(NOW, MINUTE))
    expect(await stored()).toBe(NOW.getTime() + MINUTE)
  })

  it('never sets the last request back, whichever page comes last', async () => {
    const { db } = await place.open()
    const session = await begin(db)
    await Promise.all([5 * MINUTE, MINUTE].map((ms) => findSession(db, session.id, after(NOW, ms))))
    const [listed] = await listSessions(db, MAIN, ANNA, NOW)
    expect(listed?.lastSeenAt).toEqual(after(NOW, 5 * MINUTE))
  })

  it('keeps a session of WHMCS’s: one of twenty gets it, a new id keeps it, an end empties it', async () => {
    const [a, b] = await two(place)
    const row = async () => (await a.selectFrom('sessions').select('pay_session').executeTakeFirst())?.pay_session
    const session = await begin(a, { paySession: 'sealed' })
    expect(JSON.stringify(session)).not.toContain('sealed')
    const taken = await Promise.all(Array.from({ length: 20 }, (_, i) => takePaySession(i % 2 ? a : b, session.id)))
    expect(taken.filter((one) => one !== null)).toEqual(['sealed'])
    await keepPaySession(b, session.id, 'newer')
    const next = await replaceSession(a, session.id, { clientId: clientId(1) }, NOW)
    if (!next) throw new Error('not replaced')
    await keepPaySession(a, session.id, 'under the old id')
    expect(await row()).toBe('newer')
    await revokeSession(b, next.id, NOW)
    await keepPaySession(a, next.id, 'too late')
    expect(await row()).toBeNull()
    expect(await takePaySession(a, next.id)).toBeNull()
  })

  it('replaces the id: the old one is dead, the rest stays', async () => {
    const { db } = await place.open()
    const session = await begin(db)
    const chosen = await replaceSession(db, session.id, { clientId: clientId(12) }, after(NOW, 5))
    expect(chosen).toEqual({ ...session, id: chosen?.id, clientId: 12, lastSeenAt: after(NOW, 5) })
    expect(chosen?.id).not.toBe(session.id)
    expect(await findSession(db, session.id, NOW)).toBeNull()
    if (!chosen) throw new Error('not replaced')
    const proven = await replaceSession(db, chosen.id, { authenticatedAt: after(NOW, 9), amr: ['pwd'] }, after(NOW, 9))
    expect(proven).toMatchObject({ clientId: 12, authenticatedAt: after(NOW, 9), amr: ['pwd'], createdAt: NOW })
    expect(await replaceSession(db, chosen.id, {}, NOW)).toBeNull()
  })

  it('is replaced by exactly one of twenty requests at once', async () => {
    const [a, b] = await two(place)
    const session = await begin(a)
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, i) => replaceSession(i % 2 ? a : b, session.id, { clientId: clientId(1) }, NOW)),
    )
    expect(made.filter(Boolean)).toHaveLength(1)
    expect(await listSessions(a, MAIN, ANNA, NOW)).toHaveLength(1)
  })

  it('revokes one, in every instance at once, and an idle page does not revive it', async () => {
    const [a, b] = await two(place)
    const session = await begin(a)
    await revokeSession(a, session.id, NOW)
    await revokeSession(a, session.id, after(NOW, 1))
    expect(await findSession(b, session.id, after(NOW, 2 * MINUTE))).toBeNull()
    expect(await replaceSession(b, session.id, {}, NOW)).toBeNull()
  })

  it('revokes all of a person’s but this one, and nobody else’s', async () => {
    const { db } = await place.open()
    const here = await begin(db)
    await begin(db)
    await begin(db)
    const idle = await begin(db, {}, after(NOW, -2 * IDLE_LIMIT))
    const others = [
      await begin(db, { person: { kind: 'contact', id: 7 } }),
      await begin(db, { person: { kind: 'user', id: 77 } }),
      await begin(db, { location: locationId('other') }),
    ]
    expect(await revokeSessionsOf(db, MAIN, ANNA, NOW, here.id)).toBe(2)
    expect(await findSession(db, here.id, NOW)).not.toBeNull()
    expect(await findSession(db, idle.id, after(NOW, -2 * IDLE_LIMIT))).toBeNull()
    for (const other of others) expect(await findSession(db, other.id, NOW)).not.toBeNull()
    expect(await revokeSessionsOf(db, MAIN, ANNA, NOW)).toBe(1)
    expect(await findSession(db, here.id, NOW)).toBeNull()
  })

  it('lists living sessions by a handle that names and opens nothing else', async () => {
    const { db } = await place.open()
    const older = await begin(db)
    const newer = await begin(db, {}, after(NOW, 5))
    await begin(db, { person: { kind: 'user', id: 8 } })
    await revokeSession(db, (await begin(db)).id, NOW)
    const list = await listSessions(db, MAIN, ANNA, after(NOW, 10))
    expect(list.map((info) => info.handle)).toEqual([sessionHandle(newer.id), sessionHandle(older.id)])
    const stored = await db.selectFrom('sessions').select('id_hash').execute()
    for (const { handle } of list) {
      for (const secret of [older.id, newer.id, ...stored.map((row) => row.id_hash)])
        expect(secret).not.toContain(handle)
    }
    expect(list[0]).toMatchObject({ userAgent: 'Firefox', ip: '192.0.2.1', createdAt: after(NOW, 5) })
  })

  it('revokes by handle only for its owner', async () => {
    const { db } = await place.open()
    const session = await begin(db)
    const handle = sessionHandle(session.id)
    expect(await revokeSessionByHandle(db, MAIN, { kind: 'user', id: 8 }, handle, NOW)).toBe(false)
    expect(await revokeSessionByHandle(db, locationId('other'), ANNA, handle, NOW)).toBe(false)
    expect(await findSession(db, session.id, NOW)).not.toBeNull()
    expect(await revokeSessionByHandle(db, MAIN, ANNA, handle, NOW)).toBe(true)
    expect(await revokeSessionByHandle(db, MAIN, ANNA, handle, NOW)).toBe(false)
    expect(await findSession(db, session.id, NOW)).toBeNull()
  })

  it('stores a user agent of any length and any characters', async () => {
    const { db } = await place.open()
    const device = { userAgent: `a\0b\uD800${'x'.repeat(9_000)}`, ip: '2001:db8::1' }
    const person: Person = { kind: 'client', id: 4_294_967_295 }
    const created = await createSession(
      db,
      { location: MAIN, person, email: 'ü@example.com', clientId: clientId(4_294_967_295), amr: [], ...device },
      NOW,
    )
    expect(created.userAgent).toHaveLength(400)
    expect(await findSession(db, created.id, NOW)).toEqual(created)
  })

  it('refuses an invalid time', async () => {
    const { db } = await place.open()
    await expect(begin(db, {}, new Date('never'))).rejects.toThrow('not a time')
  })

  it('prunes what is over and nothing else', async () => {
    const { db } = await place.open()
    const living = await begin(db)
    await begin(db, {}, after(NOW, -IDLE_LIMIT - 1))
    await revokeSession(db, (await begin(db)).id, NOW)
    expect(await pruneSessions(db, NOW)).toBe(2)
    expect(await findSession(db, living.id, NOW)).not.toBeNull()
  })
})

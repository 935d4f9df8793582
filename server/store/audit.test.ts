import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { locationId } from '@/lib/ids'
import { append, auditHead, listFor, listVisits, verifyChain } from '@/server/store/audit'
import type { AuditEntry } from '@/server/store/audit'
import type { Db } from '@/server/store/db'
import { after, onBoth, two } from '@/server/store/testing/contract'
import { asRequest } from '@/server/testing/request'
import { nextCall } from '@/server/observability/context'
import { transact } from '@/server/store/transaction'

const NOW = new Date('2026-11-21T10:00:00Z')
const MAIN = locationId('main')

function entry(more: Partial<AuditEntry> = {}): AuditEntry {
  const what = { event: 'contacts.update', outcome: 'done', target: 'contact:3', details: { fields: 2 } } as const
  return { at: NOW, location: MAIN, actor: 'user:7', client: 12, ...what, ref: 'r1', ip: '192.0.2.1', ...more }
}

async function fill(db: Db, rows: number): Promise<void> {
  for (let i = 1; i <= rows; i++) await append(db, entry({ at: after(NOW, i), ref: `r${i}` }))
}

onBoth('audit', (place) => {
  it('gives back what was written, the newest first, page by page', async () => {
    const { db } = await place.open()
    await fill(db, 5)
    await append(db, entry({ client: 13 }))
    await append(db, entry({ location: locationId('other') }))
    const first = await listFor(db, { location: MAIN, client: 12 }, { limit: 2 })
    expect(first).toEqual([
      { ...entry({ at: after(NOW, 5), ref: 'r5' }), seq: 5 },
      { ...entry({ at: after(NOW, 4), ref: 'r4' }), seq: 4 },
    ])
    const rest = await listFor(db, { location: MAIN, client: 12 }, { limit: 10, before: first[1]?.seq })
    expect(rest.map((row) => row.seq)).toEqual([3, 2, 1])
  })

  it('stores any characters, nothing at all, and details with their keys in order', async () => {
    const { db } = await place.open()
    const odd = '\0 \uD800 Zoë 雪 \u2028 " \\'
    await append(db, entry({ target: odd, details: { z: odd, a: null, m: true, n: -1.5 } }))
    await append(db, {
      at: NOW,
      location: null,
      actor: 'anonymous',
      client: null,
      event: 'sign-in',
      outcome: 'refused',
      ref: '',
      ip: '',
    })
    expect(await verifyChain(db)).toEqual({ ok: true, rows: 2 })
    const [row] = await listFor(db, { location: MAIN, client: 12 }, { limit: 1 })
    expect(row?.target).toBe('\uFFFD \uFFFD Zoë 雪 \u2028 " \\')
    expect(Object.entries(row?.details ?? {})).toEqual([
      ['a', null],
      ['m', true],
      ['n', -1.5],
      ['z', odd],
    ])
  })

  it('says of agents alone which browser it was and which calls to WHMCS were made, and older rows stay whole', async () => {
    const { db } = await place.open()
    // As it was before rows said so.
    await append(db, entry({ actor: 'agent:3', details: { grant: 'g' } }))
    asRequest('r1', 'Browser/1\u202E" "grant":"h')
    nextCall()
    nextCall()
    await append(db, entry({ actor: 'agent:3', details: { grant: 'g' } }))
    await append(db, entry({ actor: 'anonymous', client: null, event: 'agent.sign-in' }))
    await append(db, entry())
    // Of another request: what is proved later, by whoever comes along.
    await append(db, entry({ actor: 'agent:3', ref: 'r0' }))
    const rows = await db.selectFrom('audit').select('details').orderBy('seq').execute()
    const seen = { calls: 'r1-1 … r1-2', userAgent: 'Browser/1" "grant":"h' }
    expect(rows.map(({ details }) => JSON.parse(details ?? '{}'))).toEqual([
      { grant: 'g' },
      { grant: 'g', ...seen },
      { fields: 2, ...seen },
      { fields: 2 },
      { fields: 2 },
    ])
    // No browser makes a row belong to a visit by its name.
    expect((await listVisits(db, { location: MAIN, client: 12 }, new Date(0))).map(({ seq }) => seq)).toEqual([1, 2])
    expect(await verifyChain(db)).toEqual({ ok: true, rows: 5 })
  })

  it('joins a transaction, and vanishes with it', async () => {
    const { db } = await place.open()
    await fill(db, 1)
    const failing = transact(db, async (trx) => {
      await append(trx, entry())
      throw new Error('after the append')
    })
    await expect(failing).rejects.toThrow('after the append')
    await transact(db, (trx) => append(trx, entry()))
    expect(await verifyChain(db)).toEqual({ ok: true, rows: 2 })
  })

  it('keeps the chain when two instances append at once', async () => {
    const [a, b] = await two(place)
    await Promise.all(Array.from({ length: 100 }, (_, i) => append(i % 2 ? a : b, entry({ ref: `r${i}` }))))
    expect(await verifyChain(b)).toEqual({ ok: true, rows: 100 })
    const rows = await listFor(a, { location: MAIN, client: 12 }, { limit: 200 })
    expect(new Set(rows.map((row) => row.ref)).size).toBe(100)
  })

  it('verifies while appends go on, and beyond one batch', async () => {
    const [a, b] = await two(place)
    await transact(a, async (trx) => {
      for (let i = 0; i < 1_500; i++) await append(trx, entry())
    })
    const [verified] = await Promise.all([verifyChain(b), fill(a, 20)])
    expect(verified).toMatchObject({ ok: true })
    expect(await verifyChain(b)).toEqual({ ok: true, rows: 1_520 })
  })

  it('refuses to change or delete rows, or to set the head back', async () => {
    const { db } = await place.open()
    await fill(db, 3)
    const refused = [
      () => db.updateTable('audit').set({ actor: 'user:8' }).where('seq', '=', 2).execute(),
      () => db.deleteFrom('audit').where('seq', '=', 3).execute(),
      () => db.deleteFrom('audit').execute(),
      () => db.deleteFrom('audit_head').execute(),
      () => db.updateTable('audit_head').set({ seq: 2 }).execute(),
      ...(place.kind === 'postgres'
        ? [() => sql`truncate audit`.execute(db), () => sql`truncate audit_head`.execute(db)]
        : []),
    ]
    for (const attempt of refused) await expect(attempt()).rejects.toThrow('append-only')
    expect(await verifyChain(db)).toEqual({ ok: true, rows: 3 })
  })

  it('is whole when it is empty', async () => {
    const { db } = await place.open()
    expect(await verifyChain(db)).toEqual({ ok: true, rows: 0 })
    expect(await auditHead(db)).toEqual({ seq: 0, hash: '0'.repeat(64) })
  })

  describe('finds tampering by somebody who removed the triggers', () => {
    async function tampered(change: (db: Db) => Promise<unknown>) {
      const { db } = await place.open()
      await fill(db, 6)
      const triggers = [
        'audit_no_update',
        'audit_no_delete',
        'audit_no_change',
        'audit_head_no_delete',
        'audit_head_forward',
      ]
      for (const name of triggers) {
        const table = name.startsWith('audit_head') ? 'audit_head' : 'audit'
        const on = place.kind === 'postgres' ? sql` on ${sql.table(table)}` : sql``
        await sql`drop trigger if exists ${sql.id(name)}${on}`.execute(db)
      }
      await change(db)
      return verifyChain(db)
    }
    const row = (db: Db, seq: number) =>
      db.selectFrom('audit').selectAll().where('seq', '=', seq).executeTakeFirstOrThrow()
    const set = (db: Db, seq: number, change: Partial<Awaited<ReturnType<typeof row>>>) =>
      db.updateTable('audit').set(change).where('seq', '=', seq).execute()

    it.each([
      ['at', 1],
      ['location', 'x'],
      ['actor', 'user:8'],
      ['client', 99],
      ['event', 'x'],
      ['outcome', 'refused'],
      ['target', null],
      ['details', '{"fields":3}'],
      ['ref', 'x'],
      ['ip', 'x'],
      ['hash', 'x'],
    ])('an edited %s', async (column, value) => {
      expect(await tampered((db) => set(db, 3, { [column]: value }))).toEqual({ ok: false, brokenAt: 3 })
    })

    it('an edited last row', async () => {
      expect(await tampered((db) => set(db, 6, { actor: 'user:8' }))).toEqual({ ok: false, brokenAt: 6 })
    })

    it.each([1, 4])('a deleted row %i', async (seq) => {
      expect(await tampered((db) => db.deleteFrom('audit').where('seq', '=', seq).execute())).toEqual({
        ok: false,
        brokenAt: seq,
      })
    })

    it('a deleted row whose gap was closed', async () => {
      const change = async (db: Db) => {
        await db.deleteFrom('audit').where('seq', '=', 3).execute()
        for (const seq of [4, 5, 6]) await set(db, seq, { seq: seq - 1 })
        await db.updateTable('audit_head').set({ seq: 5 }).execute()
      }
      expect(await tampered(change)).toEqual({ ok: false, brokenAt: 3 })
    })

    it('two rows exchanged', async () => {
      const change = async (db: Db) => {
        await set(db, 2, { seq: 1_000 })
        await set(db, 3, { seq: 2 })
        await set(db, 1_000, { seq: 3 })
      }
      expect(await tampered(change)).toEqual({ ok: false, brokenAt: 2 })
    })

    it('a tail cut off', async () => {
      expect(await tampered((db) => db.deleteFrom('audit').where('seq', '>', 4).execute())).toEqual({
        ok: false,
        brokenAt: 5,
      })
    })

    it('everything cut off', async () => {
      expect(await tampered((db) => db.deleteFrom('audit').execute())).toEqual({ ok: false, brokenAt: 1 })
    })

    it('a tail cut off with the head set back to another hash', async () => {
      const change = async (db: Db) => {
        await db.deleteFrom('audit').where('seq', '>', 4).execute()
        await db.updateTable('audit_head').set({ seq: 4 }).execute()
      }
      expect(await tampered(change)).toEqual({ ok: false, brokenAt: 4 })
    })

    it('a row put behind the end', async () => {
      const change = async (db: Db) =>
        db
          .insertInto('audit')
          .values({ ...(await row(db, 6)), seq: 7 })
          .execute()
      expect(await tampered(change)).toEqual({ ok: false, brokenAt: 7 })
    })

    it('a lost head, and then refuses to append', async () => {
      expect(await tampered((db) => db.deleteFrom('audit_head').execute())).toEqual({ ok: false, brokenAt: 0 })
      const { db } = await place.open()
      await expect(append(db, entry())).rejects.toThrow('lost its head')
    })
  })
})

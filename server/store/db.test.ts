import BetterSqlite from 'better-sqlite3'
import { sql } from 'kysely'
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { openStore } from '@/server/store/db'
import { hit } from '@/server/store/counters'
import { onBoth, two } from '@/server/store/testing/contract'
import { transact } from '@/server/store/transaction'

const NOW = new Date('2026-11-21T10:00:00Z')
const LIMIT = { name: 'l', max: 5, windowSeconds: 60 }

onBoth('store', (place) => {
  it('can be written to until it is closed', async () => {
    const store = await place.open()
    expect(store.kind).toBe(place.kind)
    expect(await store.writable()).toBe(true)
    expect(await store.writable()).toBe(true)
    await store.close()
    expect(await store.writable()).toBe(false)
    await store.close()
  })

  it('gives whole numbers back as numbers', async () => {
    const { db } = await place.open()
    await db.insertInto('heartbeat').values({ id: 2, at: Number.MAX_SAFE_INTEGER }).execute()
    const row = await db.selectFrom('heartbeat').selectAll().executeTakeFirst()
    expect(row).toEqual({ id: 2, at: Number.MAX_SAFE_INTEGER })
  })

  it('rolls back what a transaction threw away, and goes on', async () => {
    const { db } = await place.open()
    const failing = transact(db, async (trx) => {
      await hit(trx, LIMIT, 'k', NOW)
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await db.selectFrom('counters').selectAll().execute()).toEqual([])
    await hit(db, LIMIT, 'k', NOW)
    expect(await db.selectFrom('counters').selectAll().execute()).toHaveLength(1)
  })

  it(
    'says at once that db was used inside a transaction, instead of waiting for ever',
    { timeout: 3_000 },
    async () => {
      const { db } = await place.open()
      await expect(transact(db, () => hit(db, LIMIT, 'k', NOW))).rejects.toThrow('only trx')
      await expect(transact(db, () => transact(db, async () => 1))).rejects.toThrow('only trx')
      expect((await hit(db, LIMIT, 'k', NOW)).allowed).toBe(true)
    },
  )

  it('does not blame what a transaction started and left behind', async () => {
    const { db } = await place.open()
    let late: Promise<unknown> = Promise.resolve()
    await transact(db, async () => {
      late = sleep(20).then(() => hit(db, LIMIT, 'k', NOW))
    })
    expect(await late).toMatchObject({ allowed: true })
  })

  it('reads, then writes, in two instances at once without an error', async () => {
    const [a, b] = await two(place)
    await a.insertInto('heartbeat').values({ id: 5, at: 0 }).execute()
    await Promise.all(
      Array.from({ length: 100 }, (_, i) =>
        transact(i % 2 ? a : b, async (trx) => {
          const lock = place.kind === 'postgres' ? sql` for update` : sql``
          const { rows } = await sql<{ at: number }>`select at from heartbeat where id = 5${lock}`.execute(trx)
          await trx
            .updateTable('heartbeat')
            .set({ at: (rows[0]?.at ?? 0) + 1 })
            .where('id', '=', 5)
            .execute()
        }),
      ),
    )
    expect(await a.selectFrom('heartbeat').select('at').executeTakeFirst()).toEqual({ at: 100 })
  })
})

onBoth('a database that throws its clients out', (place) => {
  it('is used again as soon as it lets us in', async () => {
    const [store, other] = [await place.open(), await place.open()]
    await Promise.all(Array.from({ length: 5 }, () => store.writable()))
    if (place.kind === 'postgres') {
      const others = sql`pid <> pg_backend_pid() and datname = current_database()`
      await sql`select pg_terminate_backend(pid) from pg_stat_activity where ${others}`.execute(other.db)
    } else {
      // A file throws nobody out: another one that closes it is the nearest thing.
      await other.close()
    }
    await sleep(100)
    expect(await store.writable()).toBe(true)
  })
})

describe('SQLite file', () => {
  async function inFolder(test: (dataDir: string) => Promise<void>) {
    const folder = mkdtempSync(join(tmpdir(), 'portal-store-'))
    try {
      await test(join(folder, 'deeper', 'data'))
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }

  it('is durable, and nobody else’s to read', async () => {
    await inFolder(async (dataDir) => {
      const store = await openStore({ dataDir })
      const pragma = async (name: string) =>
        Object.values((await sql`pragma ${sql.raw(name)}`.execute(store.db)).rows[0] ?? {})
      expect(await pragma('journal_mode')).toEqual(['wal'])
      expect(await pragma('synchronous')).toEqual([2])
      expect(await pragma('foreign_keys')).toEqual([1])
      for (const file of ['portal.sqlite', 'portal.sqlite-wal', 'portal.sqlite-shm']) {
        expect(statSync(join(dataDir, file)).mode & 0o777).toBe(0o600)
      }
      await store.close()
    })
  })

  it('waits for another process’s lock without stopping this process', async () => {
    await inFolder(async (dataDir) => {
      const store = await openStore({ dataDir })
      const other = new BetterSqlite(join(dataDir, 'portal.sqlite'))
      other.exec('begin immediate')
      const writing = store.writable()
      let ticks = 0
      const clock = setInterval(() => ticks++, 5)
      await sleep(300)
      clearInterval(clock)
      other.exec('commit')
      expect(await writing).toBe(true)
      expect(ticks).toBeGreaterThan(5)
      other.close()
      await store.close()
    })
  })

  it('waits when another process holds the file that is to be switched to WAL', async () => {
    await inFolder(async (dataDir) => {
      mkdirSync(dataDir, { recursive: true })
      const other = new BetterSqlite(join(dataDir, 'portal.sqlite'))
      other.exec('create table t (a); begin exclusive')
      const opening = openStore({ dataDir })
      await sleep(200)
      other.exec('commit')
      other.close()
      await (await opening).close()
    })
  })

  it('says so when it cannot be written to', async () => {
    await inFolder(async (dataDir) => {
      const store = await openStore({ dataDir })
      await sql`pragma query_only = on`.execute(store.db)
      expect(await store.writable()).toBe(false)
      await sql`pragma query_only = off`.execute(store.db)
      expect(await store.writable()).toBe(true)
      await store.close()
    })
  })

  it('reports why SQLite rolled back by itself, not that there is nothing left to roll back', async () => {
    await inFolder(async (dataDir) => {
      const store = await openStore({ dataDir })
      const failing = transact(store.db, async (trx) => {
        await trx.insertInto('heartbeat').values({ id: 1, at: 1 }).execute()
        await sql`insert or rollback into heartbeat (id, at) values (1, 2)`.execute(trx)
      })
      await expect(failing).rejects.toThrow('UNIQUE')
      expect(await store.db.selectFrom('heartbeat').selectAll().execute()).toEqual([])
      await store.close()
    })
  })

  it('gives up on a stuck connection, and works again when it is free', async () => {
    await inFolder(async (dataDir) => {
      const store = await openStore({ dataDir })
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
      // Kysely's own transaction, which the guard of `transact` does not see.
      const stuck = store.db.transaction().execute(() => hit(store.db, LIMIT, 'k', NOW))
      const refused = expect(stuck).rejects.toThrow('is db used inside a transaction?')
      await vi.advanceTimersByTimeAsync(10_000)
      await refused
      vi.useRealTimers()
      expect(await store.writable()).toBe(true)
      await store.close()
    })
  })

  it('is not opened when it is something else', async () => {
    await inFolder(async (dataDir) => {
      await (await openStore({ dataDir })).close()
      writeFileSync(join(dataDir, 'portal.sqlite'), 'this is no database, but a text of some length'.repeat(100))
      await expect(openStore({ dataDir })).rejects.toThrow('not a database')
    })
  })
})

describe('PostgreSQL address', () => {
  it('is refused without repeating the password in it', async () => {
    const opening = openStore({ databaseUrl: 'mysql://root:hunter2@db/portal', dataDir: '' })
    await expect(opening).rejects.toThrow('must begin with postgres://')
    await expect(opening).rejects.not.toThrow('hunter2')
  })

  it('fails soon when nobody is there', { timeout: 10_000 }, async () => {
    await expect(openStore({ databaseUrl: 'postgres://portal@127.0.0.1:1/portal', dataDir: '' })).rejects.toThrow()
  })
})

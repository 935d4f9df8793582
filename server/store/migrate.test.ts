import { sql } from 'kysely'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { append, verifyChain } from '@/server/store/audit'
import type { Db } from '@/server/store/db'
import { MIGRATIONS, NewerDatabaseError, migrate } from '@/server/store/migrate'
import type { Migration } from '@/server/store/migrate'
import { isPostgres } from '@/server/store/postgres'
import { onBoth } from '@/server/store/testing/contract'
import { startWorker } from '@/server/store/testing/processes'

const applied = async (db: Db) =>
  (await db.selectFrom('migrations').select('name').orderBy('name').execute()).map((row) => row.name)
const NAMES = MIGRATIONS.map((migration) => migration.name)

async function exists(db: Db, table: string): Promise<boolean> {
  const catalogue = isPostgres(db)
    ? sql`select 1 as one from information_schema.tables where table_name = ${table}`
    : sql`select 1 as one from sqlite_master where type = 'table' and name = ${table}`
  return (await catalogue.execute(db)).rows.length > 0
}

const entry = (ref: string) => {
  const what = { event: 'test', outcome: 'done' } as const
  return { at: new Date(), location: null, actor: 'anonymous', client: null, ...what, ref, ip: '' }
}

onBoth('migrate', (place) => {
  it('runs in the order of the names', () => {
    expect(NAMES).toEqual(NAMES.toSorted())
    expect(new Set(NAMES).size).toBe(NAMES.length)
  })

  it('runs each once, and keeps what is stored', async () => {
    const first = await place.open()
    await append(first.db, entry('kept'))
    const second = await place.open()
    expect(await applied(second.db)).toEqual(NAMES)
    expect(await verifyChain(second.db)).toEqual({ ok: true, rows: 1 })
  })

  it('goes on where it stopped, and leaves nothing of a migration that failed', async () => {
    const { db } = await place.open()
    const good: Migration = { name: '9001', up: (trx) => trx.schema.createTable('t1').addColumn('a', 'text').execute() }
    const bad: Migration = {
      name: '9002',
      up: async (trx) => {
        await trx.schema.createTable('t2').addColumn('a', 'text').execute()
        throw new Error('half way')
      },
    }
    await expect(migrate(db, [...MIGRATIONS, good, bad])).rejects.toThrow('half way')
    expect(await applied(db)).toEqual([...NAMES, '9001'])
    expect([await exists(db, 't1'), await exists(db, 't2')]).toEqual([true, false])
    await migrate(db, [...MIGRATIONS, good, { ...good, name: '9002', up: async () => undefined }])
    expect(await applied(db)).toEqual([...NAMES, '9001', '9002'])
  })

  it('refuses a database newer than itself in one clear sentence, and leaves it alone', async () => {
    const { db } = await place.open()
    await db.insertInto('migrations').values({ name: '9999_future', applied_at: 1 }).execute()
    const opening = place.open()
    await expect(opening).rejects.toThrow(NewerDatabaseError)
    await expect(opening).rejects.toThrow(/newer version of Atrium.*9999_future/)
    expect(await applied(db)).toEqual([...NAMES, '9999_future'])
  })

  it('is run once by three processes and three stores of this one, all at the same time', async () => {
    const workers = await Promise.all([1, 2, 3].map(() => startWorker('open', place.config)))
    for (const worker of workers) worker.go()
    const [store] = await Promise.all([place.open(), place.open(), place.open()])
    const codes = await Promise.all(workers.map((worker) => worker.ended))
    expect(workers.map((worker) => worker.errors())).toEqual(['', '', ''])
    expect(codes).toEqual([0, 0, 0])
    expect(await applied(store.db)).toEqual(NAMES)
    expect(await verifyChain(store.db)).toEqual({ ok: true, rows: 0 })
  })

  it('leaves nothing of a migration whose process was killed in the middle, and runs it again', async () => {
    const worker = await startWorker('half', place.config)
    worker.go()
    await worker.said('half')
    worker.process.kill('SIGKILL')
    await worker.ended
    const { db } = await place.open()
    expect(await exists(db, 'half')).toBe(false)
    const whole: Migration = {
      name: '9001_half',
      up: (trx) => trx.schema.createTable('half').addColumn('a', 'text').execute(),
    }
    await migrate(db, [...MIGRATIONS, whole])
    expect(await exists(db, 'half')).toBe(true)
    expect(await applied(db)).toEqual([...NAMES, '9001_half'])
  })

  it('is whole after processes were killed at any moment of it', async () => {
    for (let round = 0; round < 6; round++) {
      const worker = await startWorker('open', place.config)
      worker.go()
      // From before the first statement to after the last: opening takes some 30 ms.
      await sleep(round * 7)
      worker.process.kill('SIGKILL')
      await worker.ended
    }
    const { db } = await place.open()
    expect(await applied(db)).toEqual(NAMES)
    await append(db, entry('after'))
    expect(await verifyChain(db)).toEqual({ ok: true, rows: 1 })
  })
})

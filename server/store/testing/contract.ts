import 'server-only'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, inject } from 'vitest'
import { openStore } from '@/server/store/db'
import type { Db, Store } from '@/server/store/db'

export type StoreConfig = { databaseUrl?: string; dataDir: string }

/** An empty database: a new folder for SQLite, a new database in the run's PostgreSQL. */
export type Place = {
  readonly kind: Store['kind']
  readonly config: StoreConfig
  /** Opens the store once more, like another instance. Closed after the test. */
  open(): Promise<Store>
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${inject('postgres')}postgres` })
  await client.connect()
  await client.query(statement)
  await client.end()
}

/** Describes what holds on either database; each test gets an empty one. */
export function onBoth(what: string, tests: (place: Place) => void): void {
  describe.each(['sqlite', 'postgres'] as const)(`${what} on %s`, (kind) => {
    const config: StoreConfig = { dataDir: '' }
    const stores: Store[] = []
    let name = ''

    beforeEach(async () => {
      config.dataDir = mkdtempSync(join(tmpdir(), 'portal-store-'))
      if (kind === 'sqlite') return
      name = `t${randomBytes(8).toString('hex')}`
      await administer(`create database ${name}`)
      config.databaseUrl = inject('postgres') + name
    })

    afterEach(async () => {
      await Promise.all(stores.splice(0).map((store) => store.close()))
      rmSync(config.dataDir, { recursive: true, force: true })
      if (kind === 'postgres') await administer(`drop database ${name} with (force)`)
    })

    tests({
      kind,
      config,
      open: async () => {
        const store = await openStore(config)
        stores.push(store)
        return store
      },
    })
  })
}

/** Two instances on one database, each with its own connections. */
export async function two(place: Place): Promise<[Db, Db]> {
  const [a, b] = await Promise.all([place.open(), place.open()])
  return [a.db, b.db]
}

/** `start` and some milliseconds. */
export function after(start: Date, ms: number): Date {
  return new Date(start.getTime() + ms)
}

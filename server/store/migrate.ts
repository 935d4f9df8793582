import 'server-only'
import { sql } from 'kysely'
import { time } from '@/server/store/columns'
import type { Db } from '@/server/store/db'
import * as init from '@/server/store/migrations/0001_init'
import * as counters from '@/server/store/migrations/0002_counters'
import * as services from '@/server/store/migrations/0003_services'
import * as money from '@/server/store/migrations/0004_money'
import * as agents from '@/server/store/migrations/0005_agents'
import * as grants from '@/server/store/migrations/0006_grants'
import * as writeGrants from '@/server/store/migrations/0007_write_grants'
import * as consent from '@/server/store/migrations/0008_consent'
import * as audit from '@/server/store/migrations/0009_audit'
import * as paySessions from '@/server/store/migrations/0010_pay_sessions'
import { isPostgres } from '@/server/store/postgres'
import { whileBusy } from '@/server/store/sqlite'
import { transact } from '@/server/store/transaction'
import type { Trx } from '@/server/store/transaction'

export type MigrationsTable = { name: string; applied_at: number }

/**
 * One step forward; there is no way back but the backup. `up` runs in a transaction together with the note that it ran.
 * A released migration is never edited: the next change is the next file, and one more line in `MIGRATIONS`.
 */
export type Migration = { readonly name: string; readonly up: (trx: Trx) => Promise<void> }

/** In the order in which they run. */
export const MIGRATIONS: readonly Migration[] = [
  { name: '0001_init', up: init.up },
  { name: '0002_counters', up: counters.up },
  { name: '0003_services', up: services.up },
  { name: '0004_money', up: money.up },
  { name: '0005_agents', up: agents.up },
  { name: '0006_grants', up: grants.up },
  { name: '0007_write_grants', up: writeGrants.up },
  { name: '0008_consent', up: consent.up },
  { name: '0009_audit', up: audit.up },
  { name: '0010_pay_sessions', up: paySessions.up },
]

/** The database knows a migration that this version does not: to run on it could destroy what it cannot see. */
export class NewerDatabaseError extends Error {
  override readonly name = 'NewerDatabaseError'

  constructor(unknown: string) {
    super(
      `The database was changed by a newer version of Atrium (it has "${unknown}", which this version does not know). ` +
        'Start that version, or restore the backup made before the upgrade.',
    )
  }
}

/** Names PostgreSQL's lock. Any number will do, but it must never change: "ATRM" in ASCII. */
const LOCK = 0x4154524d

/** How long to wait for another process that migrates a SQLite file, in ms. */
const PATIENCE = 60_000

/**
 * Runs the migrations that have not run yet, one transaction each. Killed anywhere, it goes on from there next time;
 * several processes take turns.
 * @throws NewerDatabaseError before anything is changed
 */
export async function migrate(db: Db, migrations: readonly Migration[]): Promise<void> {
  while (await whileBusy(() => transact(db, (trx) => step(trx, migrations)), PATIENCE));
}

/** Runs the next migration. False when there is none left. */
async function step(trx: Trx, migrations: readonly Migration[]): Promise<boolean> {
  // SQLite's transaction is the lock. On PostgreSQL this comes first: two "create table if not exists" at once collide.
  if (isPostgres(trx)) await sql`select pg_advisory_xact_lock(${LOCK})`.execute(trx)
  await trx.schema
    .createTable('migrations')
    .ifNotExists()
    .addColumn('name', 'text', (column) => column.primaryKey().notNull())
    .addColumn('applied_at', 'bigint', (column) => column.notNull())
    .execute()
  const rows = await trx.selectFrom('migrations').select('name').orderBy('name').execute()
  const applied = new Set(rows.map((row) => row.name))
  const unknown = rows.find((row) => !migrations.some((migration) => migration.name === row.name))
  if (unknown) throw new NewerDatabaseError(unknown.name)
  const next = migrations.find((migration) => !applied.has(migration.name))
  if (!next) return false
  await next.up(trx)
  await trx
    .insertInto('migrations')
    .values({ name: next.name, applied_at: time(new Date()) })
    .execute()
  return true
}

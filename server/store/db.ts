import 'server-only'
import { Kysely } from 'kysely'
import type { AgentSessionsTable } from '@/server/store/agent-sessions'
import type { AgentRecoveryCodesTable, AgentsTable } from '@/server/store/agents'
import type { AuditHeadTable, AuditTable } from '@/server/store/audit'
import type { ChallengesTable } from '@/server/store/challenges'
import type { CancellationsTable, CancellationSyncsTable } from '@/server/store/cancellations'
import type { SupportConsentsTable, SupportPinsTable } from '@/server/store/consents'
import type { CountersTable } from '@/server/store/counters'
import type { GrantsTable } from '@/server/store/grants'
import type { IntentsTable } from '@/server/store/intents'
import type { InvoiceRefsTable } from '@/server/store/invoice-refs'
import { MIGRATIONS, migrate } from '@/server/store/migrate'
import type { MigrationsTable } from '@/server/store/migrate'
import type { OperationLocksTable, OperationsTable } from '@/server/store/operations'
import { postgresDialect } from '@/server/store/postgres'
import type { ServiceNamesTable } from '@/server/store/service-names'
import type { SessionsTable } from '@/server/store/sessions'
import { sqliteDialect } from '@/server/store/sqlite'
import type { SupportAlarmsTable } from '@/server/store/support-alarms'
import type { SupportStopsTable } from '@/server/store/support-stops'
import type { WriteGrantsTable } from '@/server/store/write-grants'
import type { SupportRequestsTable } from '@/server/store/support-requests'

/** Every table, each described in the file that owns it. Moments are milliseconds since 1970 in UTC. */
export type Database = {
  migrations: MigrationsTable
  heartbeat: { id: number; at: number }
  sessions: SessionsTable
  challenges: ChallengesTable
  grants: GrantsTable
  write_grants: WriteGrantsTable
  intents: IntentsTable
  audit: AuditTable
  audit_head: AuditHeadTable
  counters: CountersTable
  agents: AgentsTable
  agent_recovery_codes: AgentRecoveryCodesTable
  agent_sessions: AgentSessionsTable
  operations: OperationsTable
  operation_locks: OperationLocksTable
  cancellations: CancellationsTable
  cancellation_syncs: CancellationSyncsTable
  invoice_refs: InvoiceRefsTable
  service_names: ServiceNamesTable
  support_alarms: SupportAlarmsTable
  support_stops: SupportStopsTable
  support_consents: SupportConsentsTable
  support_pins: SupportPinsTable
  support_requests: SupportRequestsTable
}

/** What the functions of the store take: the database, or a transaction, which they then join. */
export type Db = Kysely<Database>

export type Store = {
  readonly db: Db
  readonly kind: 'sqlite' | 'postgres'
  /** Waits for running queries, then lets go of files and connections. */
  close(): Promise<void>
  /** Writes one tiny row. False when that fails for any reason: a full disk, a lost connection, a read-only standby. */
  writable(): Promise<boolean>
}

/**
 * Opens the store and brings its tables up to date. Any number of processes may do so at once.
 * @param config PostgreSQL when there is a `databaseUrl`, else the file `portal.sqlite` in `dataDir`
 * @throws NewerDatabaseError when a newer version of the portal has been here; otherwise whatever kept it from opening
 */
export async function openStore(config: { databaseUrl?: string | undefined; dataDir: string }): Promise<Store> {
  const { databaseUrl } = config
  if (databaseUrl) {
    const migrator = new Kysely<Database>({ dialect: postgresDialect(databaseUrl, 'migrate') })
    try {
      await migrate(migrator, MIGRATIONS)
    } finally {
      await migrator.destroy()
    }
    return storeOver(new Kysely<Database>({ dialect: postgresDialect(databaseUrl, 'serve') }), 'postgres')
  }
  const db = new Kysely<Database>({ dialect: await sqliteDialect(config.dataDir) })
  try {
    await migrate(db, MIGRATIONS)
  } catch (error) {
    await db.destroy()
    throw error
  }
  return storeOver(db, 'sqlite')
}

function storeOver(db: Db, kind: Store['kind']): Store {
  return {
    db,
    kind,
    close: () => db.destroy(),
    writable: async () => {
      const at = Date.now()
      try {
        await db
          .insertInto('heartbeat')
          .values({ id: 1, at })
          .onConflict((conflict) => conflict.column('id').doUpdateSet({ at }))
          .execute()
        return true
      } catch {
        return false
      }
    },
  }
}

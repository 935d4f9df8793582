import 'server-only'
import { sql } from 'kysely'
import { isPostgres } from '@/server/store/postgres'
import type { Trx } from '@/server/store/transaction'

/** Support agents, their sessions and recovery codes: a principal of its own, with no column that names a customer. */
export async function up(trx: Trx): Promise<void> {
  await agents(trx)
  await trx.schema
    .createTable('agent_recovery_codes')
    .addColumn('agent_id', 'bigint', (column) => column.notNull().references('agents.id'))
    .addColumn('code_hash', 'text', (column) => column.notNull())
    .addColumn('used_at', 'bigint')
    .addPrimaryKeyConstraint('agent_recovery_codes_key', ['agent_id', 'code_hash'])
    .execute()
  await trx.schema
    .createTable('agent_sessions')
    // Stays the same while `token_hash` is replaced: what is bound to the session names this.
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('token_hash', 'text', (column) => column.notNull().unique())
    .addColumn('agent_id', 'bigint', (column) => column.notNull().references('agents.id'))
    .addColumn('amr', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('last_seen_at', 'bigint', (column) => column.notNull())
    .addColumn('authenticated_at', 'bigint', (column) => column.notNull())
    .addColumn('user_agent', 'text', (column) => column.notNull())
    .addColumn('ip', 'text', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .execute()
  await trx.schema.createIndex('agent_sessions_agent').on('agent_sessions').column('agent_id').execute()
}

/** Never deleted, only disabled: the audit trail names an agent by its number, so no number may come twice. */
async function agents(trx: Trx): Promise<void> {
  const table = trx.schema.createTable('agents')
  const numbered = isPostgres(trx)
    ? table.addColumn('id', 'bigint', (column) => column.generatedAlwaysAsIdentity().primaryKey())
    : table.addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
  await numbered
    .addColumn('email', 'text', (column) => column.notNull().unique())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull().check(sql`role in ('support', 'lead')`))
    .addColumn('password_hash', 'text')
    .addColumn('totp_secret', 'text')
    .addColumn('totp_step', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('issuer', 'text')
    .addColumn('subject', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('disabled_at', 'bigint')
    .execute()
  await trx.schema.createIndex('agents_identity').on('agents').columns(['issuer', 'subject']).unique().execute()
}

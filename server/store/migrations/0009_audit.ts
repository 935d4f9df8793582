import 'server-only'
import type { Trx } from '@/server/store/transaction'

/** What leads need: the audit searched, support stopped, and what is unusual told once. */
export async function up(trx: Trx): Promise<void> {
  for (const column of ['actor', 'event', 'ref', 'ip']) {
    await trx.schema.createIndex(`audit_${column}`).on('audit').columns([column, 'seq']).execute()
  }
  await trx.schema.createIndex('audit_at').on('audit').column('at').execute()
  await trx.schema
    .createTable('support_stops')
    // Both of nothing (`''` and 0) for everywhere: a primary key knows no null.
    .addColumn('location', 'text', (column) => column.notNull())
    .addColumn('client_id', 'bigint', (column) => column.notNull())
    .addColumn('stopped_at', 'bigint', (column) => column.notNull())
    .addColumn('stopped_by', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('support_stops_key', ['location', 'client_id'])
    .execute()
  await trx.schema
    .createTable('support_alarms')
    // What it is about: the same thing is told once, whoever looks first.
    .addColumn('key', 'text', (column) => column.primaryKey().notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('raised_at', 'bigint', (column) => column.notNull())
    .addColumn('agent_id', 'bigint', (column) => column.notNull())
    .addColumn('location', 'text')
    .addColumn('client_id', 'bigint')
    .addColumn('count', 'bigint', (column) => column.notNull())
    .addColumn('mailed_at', 'bigint')
    .execute()
  await trx.schema.createIndex('support_alarms_at').on('support_alarms').column('raised_at').execute()
  await trx.schema.createIndex('grants_started').on('grants').column('started_at').execute()
  // When somebody looked whether the ticket was answered; null for not yet.
  await trx.schema.alterTable('grants').addColumn('followed_up_at', 'bigint').execute()
}

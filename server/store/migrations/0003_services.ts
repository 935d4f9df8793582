import 'server-only'
import { sql } from 'kysely'
import type { Trx } from '@/server/store/transaction'

/** Operations in WHMCS with their proof, customers' names for services, and two indices of ids. */
export async function up(trx: Trx): Promise<void> {
  await operations(trx)
  await cancellations(trx)
  await trx.schema
    .createTable('invoice_refs')
    .addColumn('location', 'text', (column) => column.notNull())
    .addColumn('invoice_id', 'bigint', (column) => column.notNull())
    .addColumn('client_id', 'bigint', (column) => column.notNull())
    .addColumn('refs', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('invoice_refs_key', ['location', 'invoice_id'])
    .execute()
  await trx.schema.createIndex('invoice_refs_client').on('invoice_refs').columns(['location', 'client_id']).execute()
  await trx.schema
    .createTable('service_names')
    .addColumn('location', 'text', (column) => column.notNull())
    .addColumn('service_id', 'bigint', (column) => column.notNull())
    .addColumn('client_id', 'bigint', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('service_names_key', ['location', 'service_id'])
    .execute()
  await trx.schema.createIndex('service_names_client').on('service_names').columns(['location', 'client_id']).execute()
}

async function operations(trx: Trx): Promise<void> {
  await trx.schema
    .createTable('operations')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('location', 'text', (column) => column.notNull())
    .addColumn('client_id', 'bigint', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('target', 'text', (column) => column.notNull())
    .addColumn('follows', 'text')
    .addColumn('details', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('result', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('sent_at', 'bigint')
    .addColumn('concluded_at', 'bigint')
    .execute()
  // Two tabs, two people and two servers meet here: one open operation per target.
  await sql`create unique index operations_open on operations (location, kind, target)
    where state in ('intent', 'sending', 'unknown')`.execute(trx)
  await trx.schema
    .createIndex('operations_client')
    .on('operations')
    .columns(['location', 'client_id', 'kind'])
    .execute()
  await trx.schema.createIndex('operations_state').on('operations').column('state').execute()
}

async function cancellations(trx: Trx): Promise<void> {
  await trx.schema
    .createTable('cancellations')
    .addColumn('location', 'text', (column) => column.notNull())
    .addColumn('request_id', 'bigint', (column) => column.notNull())
    .addColumn('service_id', 'bigint', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('requested_at', 'text')
    .addColumn('gone_at', 'bigint')
    .addPrimaryKeyConstraint('cancellations_key', ['location', 'request_id'])
    .execute()
  await trx.schema
    .createIndex('cancellations_service')
    .on('cancellations')
    .columns(['location', 'service_id'])
    .execute()
  await trx.schema
    .createTable('cancellation_syncs')
    .addColumn('location', 'text', (column) => column.primaryKey().notNull())
    .addColumn('synced_at', 'bigint', (column) => column.notNull())
    .addColumn('complete', 'bigint', (column) => column.notNull())
    .addColumn('newest_first', 'bigint', (column) => column.notNull())
    .addColumn('rebuilding_until', 'bigint', (column) => column.notNull())
    .execute()
}

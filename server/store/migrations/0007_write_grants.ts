import 'server-only'
import { sql } from 'kysely'
import type { Trx } from '@/server/store/transaction'

/** An agent in an account may change one class of things for a while; and who asked for an operation in a customer's place. */
export async function up(trx: Trx): Promise<void> {
  await trx.schema
    .createTable('write_grants')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('grant_id', 'text', (column) => column.notNull().references('grants.id').onDelete('cascade'))
    .addColumn('class', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .execute()
  // One at a time, whatever a form forgets to ask.
  await sql`create unique index write_grants_open on write_grants (grant_id) where ended_at is null`.execute(trx)
  await trx.schema.createIndex('write_grants_grant').on('write_grants').column('grant_id').execute()
  // Null where the person asked.
  await trx.schema.alterTable('operations').addColumn('actor', 'text').execute()
}

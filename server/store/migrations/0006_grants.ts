import 'server-only'
import { sql } from 'kysely'
import type { Trx } from '@/server/store/transaction'

/** Agents in customers' accounts: who, why, and until when. */
export async function up(trx: Trx): Promise<void> {
  await trx.schema
    .createTable('grants')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('handle_hash', 'text', (column) => column.notNull().unique())
    .addColumn('agent_id', 'bigint', (column) => column.notNull().references('agents.id'))
    .addColumn('agent_session', 'text', (column) => column.notNull())
    .addColumn('location', 'text', (column) => column.notNull())
    .addColumn('client_id', 'bigint', (column) => column.notNull())
    // Two agents at most are in one account: places 1 and 2.
    .addColumn('place', 'bigint', (column) => column.notNull().check(sql`place in (1, 2)`))
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('customer', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('ticket', 'text', (column) => column.notNull())
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('last_seen_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('ended_by', 'text')
    .execute()
  // An agent is in one account at a time, whatever a form forgets to ask.
  await sql`create unique index grants_agent on grants (agent_id) where ended_at is null`.execute(trx)
  await sql`create unique index grants_place on grants (location, client_id, place) where ended_at is null`.execute(trx)
  await trx.schema.createIndex('grants_client').on('grants').columns(['location', 'client_id']).execute()
}

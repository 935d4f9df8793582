import 'server-only'
import { sql } from 'kysely'
import type { Trx } from '@/server/store/transaction'

/** How an account lets support in: the owner's choice, the PIN that they gave out, and agents' questions. */
export async function up(trx: Trx): Promise<void> {
  await trx.schema
    .createTable('support_consents')
    .addColumn('location', 'text', (column) => column.notNull())
    .addColumn('client_id', 'bigint', (column) => column.notNull())
    .addColumn('mode', 'text', (column) => column.notNull())
    .addColumn('set_by', 'text', (column) => column.notNull())
    .addColumn('set_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('support_consents_pk', ['location', 'client_id'])
    .execute()
  // One PIN of an account: the next one takes its place.
  await trx.schema
    .createTable('support_pins')
    .addColumn('location', 'text', (column) => column.notNull())
    .addColumn('client_id', 'bigint', (column) => column.notNull())
    .addColumn('pin_mac', 'text', (column) => column.notNull())
    .addColumn('tries', 'bigint', (column) => column.notNull())
    .addColumn('made_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('support_pins_pk', ['location', 'client_id'])
    .execute()
  await requests(trx)
}

async function requests(trx: Trx): Promise<void> {
  await trx.schema
    .createTable('support_requests')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('agent_id', 'bigint', (column) => column.notNull().references('agents.id'))
    .addColumn('agent_session', 'text', (column) => column.notNull())
    .addColumn('location', 'text', (column) => column.notNull())
    .addColumn('client_id', 'bigint', (column) => column.notNull())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('customer', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('ticket', 'text', (column) => column.notNull())
    .addColumn('ticket_id', 'bigint')
    .addColumn('decider', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('asked_at', 'bigint', (column) => column.notNull())
    .addColumn('decided_at', 'bigint')
    .addColumn('decided_by', 'text')
    .execute()
  // An agent asks one thing at a time.
  await sql`create unique index support_requests_agent on support_requests (agent_id)
    where state in ('waiting', 'allowed')`.execute(trx)
  await trx.schema
    .createIndex('support_requests_client')
    .on('support_requests')
    .columns(['location', 'client_id'])
    .execute()
}

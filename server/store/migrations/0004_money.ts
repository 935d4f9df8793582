import 'server-only'
import { sql } from 'kysely'
import type { Trx } from '@/server/store/transaction'

/** What an open operation holds until its end is known: several things at once, whatever the kind of operation. */
export async function up(trx: Trx): Promise<void> {
  await trx.schema
    .createTable('operation_locks')
    .addColumn('location', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('operation_id', 'text', (column) => column.notNull())
    // Two tabs, two people and two servers meet here.
    .addPrimaryKeyConstraint('operation_locks_key', ['location', 'name'])
    .execute()
  await trx.schema.createIndex('operation_locks_operation').on('operation_locks').column('operation_id').execute()
  await sql`insert into operation_locks (location, name, operation_id)
    select location, kind || ' ' || target, id from operations where state in ('intent', 'sending', 'unknown')`.execute(
    trx,
  )
  await sql`drop index operations_open`.execute(trx)
  // When an operation that was applied was looked for once more.
  await trx.schema.alterTable('operations').addColumn('checked_at', 'bigint').execute()
  await sql`update operations set checked_at = concluded_at where state = 'applied'`.execute(trx)
  // Every few seconds each process asks for what is open, and for what was applied lately.
  await trx.schema.dropIndex('operations_state').execute()
  await trx.schema.createIndex('operations_state').on('operations').columns(['state', 'concluded_at']).execute()
}

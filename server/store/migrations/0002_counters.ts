import 'server-only'
import type { Trx } from '@/server/store/transaction'

/** A counter keeps when its hits came, not how many they were. What was counted until now begins anew. */
export async function up(trx: Trx): Promise<void> {
  await trx.deleteFrom('counters').execute()
  await trx.schema.alterTable('counters').dropColumn('hits').execute()
  await trx.schema
    .alterTable('counters')
    .addColumn('times', 'text', (column) => column.notNull().defaultTo('[]'))
    .execute()
}

import 'server-only'
import type { Trx } from '@/server/store/transaction'

/** A person's session of WHMCS's REST v2, sealed; null for most. */
export async function up(trx: Trx): Promise<void> {
  await trx.schema.alterTable('sessions').addColumn('pay_session', 'text').execute()
}

import 'server-only'
import type { SessionId } from '@/lib/ids'
import { sha256 } from '@/server/store/columns'
import type { Db } from '@/server/store/db'

/**
 * A person's session of WHMCS's REST v2, sealed, in the row of their session here. It goes with that row, and a sign-out
 * empties it.
 */

/**
 * Takes it out of the row: of several at once one gets it, because its requests must go one after the other.
 * @returns null when there is none, or another request has it
 */
export async function takePaySession(db: Db, id: SessionId): Promise<string | null> {
  const idHash = sha256(id)
  const row = await db.selectFrom('sessions').select('pay_session').where('id_hash', '=', idHash).executeTakeFirst()
  if (!row?.pay_session) return null
  const taken = await db
    .updateTable('sessions')
    .set({ pay_session: null })
    .where('id_hash', '=', idHash)
    .where('pay_session', '=', row.pay_session)
    .returning('id_hash')
    .executeTakeFirst()
  return taken ? row.pay_session : null
}

/** Puts it back for the next payment. Nothing happens when the session here has ended, or has another id by now. */
export async function keepPaySession(db: Db, id: SessionId, sealed: string): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ pay_session: sealed })
    .where('id_hash', '=', sha256(id))
    .where('revoked_at', 'is', null)
    .execute()
}

import 'server-only'
import { agentKey } from '@/lib/ids'
import type { RequestInfo } from '@/server/request'
import type { AuditEntry } from '@/server/store/audit'
import { append } from '@/server/store/audit'
import type { Db } from '@/server/store/db'
import { store } from '@/server/store/current'
import type { Grant } from '@/server/store/grants'

type Told = Pick<AuditEntry, 'event' | 'outcome'> & { readonly target?: string }

/** What an agent opened or tried in an account: where, never what stood there. @throws when it cannot be stored: nothing is shown then */
export async function trace(grant: Grant, { ref, ip }: Pick<RequestInfo, 'ref' | 'ip'>, told: Told, within?: Db) {
  const db = within ?? (await store()).db
  const { location, client } = grant
  const actor = agentKey(grant.agent.id)
  await append(db, { ...told, at: new Date(), location, client, actor, details: { grant: grant.id }, ref, ip })
}

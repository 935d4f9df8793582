import 'server-only'
import type { ClientId, LocationId } from '@/lib/ids'
import { agentKey } from '@/lib/ids'
import type { AgentNeeds } from '@/lib/schemas/agent'
import type { AuditEntry } from '@/server/store/audit'
import { append } from '@/server/store/audit'
import { store } from '@/server/store/current'
import type { Db } from '@/server/store/db'
import type { Admitted } from './admitted'

type Told = Pick<AuditEntry, 'event' | 'outcome'> &
  Partial<Pick<AuditEntry, 'target' | 'details'>> & {
    /** Whose account it is about. */
    readonly account?: { readonly location: LocationId; readonly client: ClientId }
  }

/** Ids and plain facts, never what was typed or read. @throws when it cannot be stored: what it is about must then not happen */
export async function record(by: Pick<Admitted<AgentNeeds>, 'agent' | 'info'>, told: Told, within?: Db): Promise<void> {
  const { account, ...rest } = told
  const { ref, ip } = by.info
  const db = within ?? (await store()).db
  const where = { location: account?.location ?? null, client: account?.client ?? null }
  await append(db, { ...rest, ...where, at: new Date(), actor: agentKey(by.agent.id), ref, ip })
}

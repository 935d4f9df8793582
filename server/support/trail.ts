import 'server-only'
import { agentKey } from '@/lib/ids'
import type { RequestInfo } from '@/server/request'
import type { AuditEntry } from '@/server/store/audit'
import { append } from '@/server/store/audit'
import type { Db } from '@/server/store/db'
import { store } from '@/server/store/current'
import type { Grant } from '@/server/store/grants'
import type { Change } from './facts'
import { factsOf } from './facts'

type Told = Pick<AuditEntry, 'event' | 'outcome'> & { readonly target?: string } & Partial<{
    /** The action that changes something, and what. */
    readonly of: string
    readonly change: Change
  }>

/** What an agent opened, tried or changed in an account: where, never what stood there. @throws when it cannot be stored: nothing is shown then */
export async function trace(grant: Grant, { ref, ip }: Pick<RequestInfo, 'ref' | 'ip'>, told: Told, within?: Db) {
  const db = within ?? (await store()).db
  const { location, client } = grant
  const { of, change, ...row } = told
  const target = change ? { target: change.target } : {}
  const about = { ...(grant.writing && { write: grant.writing.id }), ...(of && { of }), ...(change && factsOf(change)) }
  const actor = agentKey(grant.agent.id)
  const details = { grant: grant.id, ...about }
  await append(db, { ...row, ...target, at: new Date(), location, client, actor, details, ref, ip })
}

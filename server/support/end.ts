import 'server-only'
import type { SupportVisit } from '@/lib/schemas/support'
import type { Permitted } from '@/server/access/permitted'
import { PortalError } from '@/server/errors'
import type { RequestInfo } from '@/server/request'
import { listVisits } from '@/server/store/audit'
import { store } from '@/server/store/current'
import type { Grant } from '@/server/store/grants'
import { endGrant, grantOfHandle, grantsOf } from '@/server/store/grants'
import { transact } from '@/server/store/transaction'
import { writingsOf } from '@/server/store/write-grants'
import { grantCookie } from './cookie'
import { changesIn } from './changes'
import { trace } from './trail'

const SHOWN = 50

/**
 * The agent leaves. Works once and any number of times, also when it is over already; signs nobody in.
 * @returns the grant; null for a cookie that opens nothing
 * @throws PortalError `forbidden` for whoever has no such cookie
 */
export async function leaveAccount(info: RequestInfo): Promise<Grant | null> {
  const cookie = await grantCookie()
  if (!cookie) throw new PortalError('forbidden')
  if (cookie.handle === null) return null
  const { db } = await store()
  const now = new Date()
  const grant = await grantOfHandle(db, cookie.handle, now)
  if (!grant) return null
  await transact(db, async (trx) => {
    if (await endGrant(trx, grant.id, 'agent', now)) {
      await trace(grant, info, { event: 'support.leave', outcome: 'done' }, trx)
    }
  })
  return grant
}

/** Who was in the account, when, why, and what they opened and changed. */
export async function supportVisits({ location, clientId }: Permitted<'owner'>): Promise<SupportVisit[]> {
  const { db } = await store()
  const grants = await grantsOf(db, { location, client: clientId }, SHOWN, new Date())
  const first = grants.at(-1)
  const rows = first ? await listVisits(db, { location, client: clientId }, first.startedAt) : []
  const writings = await writingsOf(
    db,
    grants.map(({ id }) => id),
  )
  return grants.map((grant) => {
    const own = rows.filter(({ details }) => details?.['grant'] === grant.id)
    const opened = own.flatMap(({ event, target }) => (event === 'support.view' && target ? [target] : []))
    const { id, agent, startedAt, endedAt, endedBy, reason, ticket } = grant
    return {
      ...{ id, agentName: agent.name, agentRole: agent.role, startedAt, endedAt, endedBy, reason, ticket },
      opened: [...new Set(opened)],
      revealed: own.flatMap(({ event, target }) => (event === 'support.reveal' && target ? [target] : [])),
      overridden: own.some(({ event }) => event === 'support.override'),
      refused: own.filter(({ event }) => event === 'support.refused').length,
      writings: writings.filter((one) => one.grant === grant.id),
      changes: changesIn(own),
    }
  })
}

/**
 * The customer ends it: the agent's next click is refused.
 * @throws PortalError `not_found` for a visit of somebody else's account
 */
export async function endVisit({ location, clientId }: Permitted<'owner'>, id: string): Promise<null> {
  const { db } = await store()
  const now = new Date()
  const grants = await grantsOf(db, { location, client: clientId }, SHOWN, now)
  if (!grants.some((grant) => grant.id === id)) throw new PortalError('not_found')
  await endGrant(db, id, 'customer', now)
  return null
}

import 'server-only'
import type { ChangeInput } from '@/lib/schemas/support'
import type { Admitted } from '@/server/agents/admitted'
import { accountAt, placeOf } from '@/server/agents/sheet'
import { proveAgain } from '@/server/agents/step-up'
import { PortalError } from '@/server/errors'
import type { RequestInfo } from '@/server/request'
import type { Limit } from '@/server/store/counters'
import { hit } from '@/server/store/counters'
import { store } from '@/server/store/current'
import type { Grant } from '@/server/store/grants'
import { grantOfHandle } from '@/server/store/grants'
import { transact } from '@/server/store/transaction'
import { endWriting, startWriting } from '@/server/store/write-grants'
import { findHeldGrant } from './current'
import type { Addressee } from './letters'
import { addresseeOf } from './letters'
import { trace } from './trail'
import type { WritingGrant } from './write'

/** How often an agent may ask to change something in a day. */
const CHANGES: Limit = { name: 'support.write', max: 20, windowSeconds: 86_400 }

/** The account that this very agent is in; null when they are in none. */
export async function ownGrant(by: Admitted<'agent'>): Promise<Grant | null> {
  const held = await findHeldGrant()
  return held.kind === 'living' && held.grant.agent.id === by.agent.id ? held.grant : null
}

async function begin(by: Admitted<'agent'>, visit: Grant, { class: kind, reason }: ChangeInput) {
  const { db } = await store()
  const now = new Date()
  // No trace, no grant.
  return transact(db, async (trx) => {
    const started = await startWriting(trx, { grant: visit.id, class: kind, reason }, now)
    if (started === 'busy') throw new PortalError('rejected', { message: 'support_writing' })
    const grant = await grantOfHandle(trx, started.handle, now)
    if (!grant?.writing) throw new PortalError('signed_out')
    await trace(grant, by.info, { event: 'support.write', outcome: 'done', target: kind }, trx)
    return { handle: started.handle, grant: { ...grant, writing: grant.writing } satisfies WritingGrant }
  })
}

/**
 * An agent in an account may change one class of things there for ten minutes: with a reason of its own, and having proved
 * once more who they are.
 *
 * @returns the new handle of the visit, and where the owner is told
 * @throws PortalError `signed_out` for an agent who is in no account; `rejected`: `support_writing` (may change something
 *   already), and those of `proveAgain`; `rate_limited`
 */
export async function beginChange(
  by: Admitted<'agent'>,
  input: ChangeInput,
): Promise<{ readonly handle: string; readonly grant: WritingGrant; readonly to: Addressee }> {
  const visit = await ownGrant(by)
  if (!visit) throw new PortalError('signed_out')
  const { client } = await accountAt(placeOf(by, visit.location).reader, visit.client)
  // Counted when WHMCS has answered, as an entry is.
  const { db } = await store()
  const { allowed } = await hit(db, CHANGES, String(by.agent.id), new Date())
  if (!allowed) throw new PortalError('rate_limited', { message: 'support_daily' })
  await proveAgain(by, input.code ?? '')
  return { ...(await begin(by, visit, input)), to: addresseeOf(client) }
}

/**
 * The agent goes on reading. Works any number of times.
 * @returns the new handle of the visit; null when nothing could be changed any more
 */
export async function backToReading(info: RequestInfo): Promise<string | null> {
  const held = await findHeldGrant()
  if (held.kind !== 'living') throw new PortalError('signed_out')
  const { db } = await store()
  return transact(db, async (trx) => {
    const handle = await endWriting(trx, held.grant.id, new Date())
    if (handle) await trace(held.grant, info, { event: 'support.read', outcome: 'done' }, trx)
    return handle
  })
}

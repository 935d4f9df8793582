import 'server-only'
import { PortalError } from '@/server/errors'
import type { RequestInfo } from '@/server/request'
import { findHeldGrant } from './current'
import { trace } from './trail'

/**
 * Stands before everything that changes something, and before what an agent must never open: under a grant it is on record
 * and refused.
 * @throws PortalError `forbidden` (`support_read_only`) under a living grant; `signed_out` under one that is over
 */
export async function refuseUnderGrant(name: string, info: RequestInfo): Promise<void> {
  const held = await findHeldGrant()
  if (held.kind === 'none') return
  if (held.kind === 'over') throw new PortalError('signed_out')
  await trace(held.grant, info, { event: 'support.refused', outcome: 'refused', target: name })
  throw new PortalError('forbidden', { message: 'support_read_only' })
}

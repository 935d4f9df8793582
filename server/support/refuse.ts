import 'server-only'
import type { SupportRule } from '@/lib/support-class'
import { PortalError } from '@/server/errors'
import type { RequestInfo } from '@/server/request'
import { findHeldGrant } from './current'
import { trace } from './trail'
import type { WritingGrant } from './write'
import { mayChange } from './write'

/**
 * Stands before everything that changes something, and before what an agent must never open: under a grant it is on record
 * and refused, unless it is of the class that may be changed just now.
 *
 * @returns the grant under which it may be done; null for everybody who is no agent
 * @throws PortalError `forbidden` (`support_read_only`, `support_not_this`) under a living grant; `signed_out` under one
 *   that is over
 */
export async function refuseUnderGrant(
  name: string,
  info: RequestInfo,
  rule: SupportRule = 'never',
): Promise<WritingGrant | null> {
  const held = await findHeldGrant()
  if (held.kind === 'none') return null
  if (held.kind === 'over') throw new PortalError('signed_out')
  if (rule !== 'never' && mayChange(held.grant, rule)) return held.grant
  await trace(held.grant, info, { event: 'support.refused', outcome: 'refused', target: name })
  throw new PortalError('forbidden', { message: held.grant.writing ? 'support_not_this' : 'support_read_only' })
}

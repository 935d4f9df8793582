import 'server-only'
import { cache } from 'react'
import { markAgent } from '@/server/observability/context'
import { store } from '@/server/store/current'
import type { Grant } from '@/server/store/grants'
import { findGrant } from '@/server/store/grants'
import { grantCookie } from './cookie'
import { isSupportOn } from './switches'

/**
 * Whether an agent's grant comes with this request: none, a living one, or the cookie of one that is over.
 * @throws when the store does not answer
 */
export type Held =
  | { readonly kind: 'none' }
  /** `left` is how long its mode may last yet, in ms. */
  | { readonly kind: 'living'; readonly grant: Grant; readonly left: number }
  | { readonly kind: 'over' }

export async function findHeldGrant(): Promise<Held> {
  const cookie = await grantCookie()
  if (!cookie) return { kind: 'none' }
  if (cookie.handle === null || !isSupportOn()) return { kind: 'over' }
  const { db } = await store()
  const now = new Date()
  const grant = await findGrant(db, cookie.handle, now)
  if (!grant) return { kind: 'over' }
  markAgent()
  const end = grant.writing?.endsAt ?? grant.endsAt
  return { kind: 'living', grant, left: end.getTime() - now.getTime() }
}

/** Once per request while a page renders. */
export const heldGrant = cache(findHeldGrant)

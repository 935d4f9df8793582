import 'server-only'
import { cache } from 'react'
import { cookies } from 'next/headers'
import { currentHost } from '@/server/hosts'
import { locations } from '@/server/locations'
import { store } from '@/server/store/current'
import type { Session } from '@/server/store/sessions'
import { findSession, peekSession } from '@/server/store/sessions'
import { grantCookie } from '@/server/support/cookie'
import { cookieName, openSession } from './cookie'

/**
 * The living session behind the request's cookie, or null for a guest, also when its installation is no longer
 * configured. @throws when the store does not answer
 */
export function findCurrentSession(): Promise<Session | null> {
  return behindCookie(findSession)
}

/** The same for what a page asks by itself: the session ages on. */
export function peekCurrentSession(): Promise<Session | null> {
  return behindCookie(peekSession)
}

async function behindCookie(find: typeof findSession): Promise<Session | null> {
  const jar = await cookies()
  // An agent who is in an account is nobody's customer, whatever else the browser holds.
  if (await grantCookie()) return null
  if ((await currentHost()) === 'agents') return null
  const id = await openSession(jar.get(cookieName('session'))?.value)
  if (!id) return null
  const { db } = await store()
  const session = await find(db, id, new Date())
  return session && locations().some((one) => one.id === session.location) ? session : null
}

/** Once per request while a page renders. */
export const currentSession = cache(findCurrentSession)

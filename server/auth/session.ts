import 'server-only'
import { cache } from 'react'
import { cookies } from 'next/headers'
import { store } from '@/server/store/current'
import type { Session } from '@/server/store/sessions'
import { findSession } from '@/server/store/sessions'
import { cookieName, openSession } from './cookie'

/** The living session behind the request's cookie, or null for a guest. @throws when the store does not answer. */
export async function findCurrentSession(): Promise<Session | null> {
  const jar = await cookies()
  const id = await openSession(jar.get(cookieName('session'))?.value)
  if (!id) return null
  const { db } = await store()
  return findSession(db, id, new Date())
}

/** Once per request while a page renders. */
export const currentSession = cache(findCurrentSession)

import 'server-only'
import { cookies } from 'next/headers'
import { cookieName, cookieOptions } from '@/server/auth/cookie'
import { seal, unseal } from '@/server/auth/seal'
import { currentHost } from '@/server/hosts'
import { GRANT_LIMIT } from '@/server/store/grants'

/**
 * The cookie of an agent who is in a customer's account: a random handle, sealed for this purpose alone. While it is there,
 * a customer's cookie in the same browser counts for nothing.
 */
const NAME = 'grant'
const SECONDS = GRANT_LIMIT / 1000

/** Null when there is none. One that cannot be opened is there all the same, and opens nothing. */
export async function grantCookie(): Promise<{ readonly handle: string | null } | null> {
  // On the customers' host it counts for nothing.
  if ((await currentHost()) === 'customers') return null
  const sealed = (await cookies()).get(cookieName(NAME))?.value
  if (!sealed) return null
  const handle = (await unseal(NAME, sealed))?.['handle']
  return { handle: typeof handle === 'string' ? handle : null }
}

export async function keepGrant(handle: string): Promise<void> {
  const jar = await cookies()
  jar.set(cookieName(NAME), await seal(NAME, { handle }, SECONDS), cookieOptions(SECONDS))
}

export async function dropGrant(): Promise<void> {
  const jar = await cookies()
  jar.set(cookieName(NAME), '', cookieOptions(0))
}

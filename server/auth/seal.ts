import 'server-only'
import { decode, encode } from 'next-auth/jwt'
import { env } from '@/server/env'

/** Encrypts a small value for one purpose, so that it can wait in a cookie or a row. Not opened for another purpose. */
export async function seal(purpose: string, value: Record<string, unknown>, seconds: number): Promise<string> {
  const [signing = ''] = env().PORTAL_SECRET
  return encode({ token: value, secret: signing, maxAge: seconds, salt: purpose })
}

/** Null for whatever was not sealed by us for this purpose, or has ended. */
export async function unseal(purpose: string, sealed: string | undefined): Promise<Record<string, unknown> | null> {
  if (!sealed || sealed.length > 12_000) return null
  for (const secret of env().PORTAL_SECRET) {
    try {
      return await decode({ token: sealed, secret, salt: purpose })
    } catch {
      // Not sealed with this secret: the next one may be older.
    }
  }
  return null
}

import 'server-only'
import { cookies } from 'next/headers'
import { env } from './env'

const YEAR_SECONDS = 365 * 24 * 60 * 60

/** A choice of looks, kept in this browser: no secret, so no signature, and an unknown value is ignored when read. */
export async function setPreference(name: string, value: string): Promise<null> {
  const jar = await cookies()
  const secure = env().PORTAL_URL.protocol === 'https:'
  jar.set(name, value, { sameSite: 'lax', secure, path: '/', maxAge: YEAR_SECONDS, httpOnly: true })
  return null
}

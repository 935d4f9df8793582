import 'server-only'
import { cookies } from 'next/headers'
import type { SessionId } from '@/lib/ids'
import { sessionId } from '@/lib/ids'
import { env } from '@/server/env'
import { seal, unseal } from './seal'

/**
 * The session cookie is next-auth's encrypted token (JWE), and holds a session id and nothing else. It proves nothing
 * by itself: a row in the store says whether the session lives, on every request.
 */
const ABSOLUTE_SECONDS = 12 * 60 * 60

/** next-auth's own session token has no salt. */
const SESSION = ''

function secure(): boolean {
  return env().PORTAL_URL.protocol === 'https:'
}

/** `__Host-` needs https, which a developer's localhost does not have. */
export function cookieName(name: string): string {
  return secure() ? `__Host-portal.${name}` : `portal.${name}`
}

export function cookieOptions(maxAge: number) {
  return { httpOnly: true, sameSite: 'lax', secure: secure(), path: '/', maxAge } as const
}

function sealSession(id: SessionId): Promise<string> {
  return seal(SESSION, { sid: id }, ABSOLUTE_SECONDS)
}

/** Null for every cookie that is not one of ours: another key, an altered byte, an expired token. */
export async function openSession(sealed: string | undefined): Promise<SessionId | null> {
  const token = await unseal(SESSION, sealed)
  return typeof token?.['sid'] === 'string' ? sessionId(token['sid']) : null
}

export async function setSessionCookie(id: SessionId): Promise<void> {
  const jar = await cookies()
  jar.set(cookieName('session'), await sealSession(id), cookieOptions(ABSOLUTE_SECONDS))
}

export async function clearSessionCookie(): Promise<void> {
  const jar = await cookies()
  jar.set(cookieName('session'), '', cookieOptions(0))
}

import 'server-only'
import { cookies } from 'next/headers'
import { fromWhmcs } from '@/lib/i18n/locales'
import { LOCALE_COOKIE } from '@/lib/preferences'
import { setPreference } from '@/server/preferences'
import type { RequestInfo } from '@/server/request'
import type { SignedIn, Visit } from '@/server/use-cases/sign-in'
import { isCodeExpected } from '@/server/use-cases/sign-in'
import { cookieName, cookieOptions, setSessionCookie } from './cookie'
import { seal, unseal } from './seal'

/** The cookies of somebody who is signing in. */
const DEVICE_SECONDS = 180 * 24 * 60 * 60
const CHALLENGE_SECONDS = 600

export async function visit({ ref, ip, userAgent }: RequestInfo): Promise<Visit> {
  const device = (await cookies()).get(cookieName('device'))?.value
  return { ref, ip, userAgent, device }
}

/** A new session id at every sign-in: whatever cookie was there before is replaced. A language chosen here by hand stays. */
export async function enter({ session, device, language }: SignedIn): Promise<void> {
  await setSessionCookie(session.id)
  const jar = await cookies()
  jar.set(cookieName('device'), device, cookieOptions(DEVICE_SECONDS))
  jar.set(cookieName('challenge'), '', cookieOptions(0))
  const locale = fromWhmcs(language)
  if (locale && !jar.has(LOCALE_COOKIE)) await setPreference(LOCALE_COOKIE, locale)
}

export async function waitForCode(challenge: string, next: string): Promise<void> {
  const sealed = await seal('waiting', { challenge, next }, CHALLENGE_SECONDS)
  const jar = await cookies()
  jar.set(cookieName('challenge'), sealed, cookieOptions(CHALLENGE_SECONDS))
}

export async function waiting(): Promise<{ challenge: string; next: string } | null> {
  const value = await unseal('waiting', (await cookies()).get(cookieName('challenge'))?.value)
  const challenge = value?.['challenge']
  const next = value?.['next']
  return typeof challenge === 'string' && typeof next === 'string' ? { challenge, next } : null
}

export async function stopWaiting(): Promise<void> {
  const jar = await cookies()
  jar.set(cookieName('challenge'), '', cookieOptions(0))
}

export async function codeExpected(): Promise<boolean> {
  return isCodeExpected((await waiting())?.challenge)
}

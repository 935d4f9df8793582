import 'server-only'
import { getRequestConfig } from 'next-intl/server'
import { cookies, headers } from 'next/headers'
import { messagesOf } from '@/lib/i18n/catalogue'
import { findLocale, fromAcceptLanguage, PSEUDO_LOCALE } from '@/lib/i18n/locales'
import { LOCALE_COOKIE } from '@/lib/preferences'
import { env } from '@/server/env'

/** Chosen by hand or at sign-in (the cookie), else what the browser asks for. The address never holds a language. */
async function requestLocale(): Promise<string> {
  const chosen = (await cookies()).get(LOCALE_COOKIE)?.value
  if (chosen === PSEUDO_LOCALE) return PSEUDO_LOCALE
  return (
    findLocale(chosen) ?? fromAcceptLanguage((await headers()).get('accept-language') ?? '') ?? env().PORTAL_LANGUAGE
  )
}

/** `asked`: what is written to somebody else than who asks, a mail, names its language. */
export default getRequestConfig(async ({ locale: asked }) => {
  const locale = asked ?? (await requestLocale())
  return { locale, messages: messagesOf(locale), timeZone: 'UTC', now: new Date() }
})

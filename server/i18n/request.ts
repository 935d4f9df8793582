import 'server-only'
import { getRequestConfig } from 'next-intl/server'
import { cookies, headers } from 'next/headers'
import { messagesOf } from '@/lib/i18n/catalogue'
import { DEFAULT_LOCALE, findLocale, fromAcceptLanguage, PSEUDO_LOCALE } from '@/lib/i18n/locales'
import { LOCALE_COOKIE } from '@/lib/preferences'

/** Chosen by hand or at sign-in (the cookie), else what the browser asks for. The address never holds a language. */
async function requestLocale(): Promise<string> {
  const chosen = (await cookies()).get(LOCALE_COOKIE)?.value
  if (chosen === PSEUDO_LOCALE) return PSEUDO_LOCALE
  return findLocale(chosen) ?? fromAcceptLanguage((await headers()).get('accept-language') ?? '') ?? DEFAULT_LOCALE
}

export default getRequestConfig(async () => {
  const locale = await requestLocale()
  return { locale, messages: messagesOf(locale), timeZone: 'UTC', now: new Date() }
})

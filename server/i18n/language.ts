import 'server-only'
import type { Locale } from '@/lib/i18n/locales'
import { fromWhmcs } from '@/lib/i18n/locales'
import { env } from '@/server/env'

/**
 * The language of a mail to an account, whoever causes it: what WHMCS keeps for the client, and writes its own mails in.
 * @param whmcs WHMCS's name of it ("german"); '' and what the portal does not speak become the portal's own language
 */
export function languageOf(whmcs: string): Locale {
  return fromWhmcs(whmcs) ?? env().PORTAL_LANGUAGE
}

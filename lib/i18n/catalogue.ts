import ar from './messages/ar.json'
import de from './messages/de.json'
import en from './messages/en.json'
import nl from './messages/nl.json'
import type { Locale } from './locales'
import { findLocale, PSEUDO_LOCALE } from './locales'
import { pseudoMessages } from './pseudo'

/** The keys of every message: English is where they are born. */
export type Messages = typeof en

const CATALOGUE: Readonly<Record<Locale, Messages>> = { en, de, nl, ar }

let pseudo: object | undefined

export function messagesOf(locale: string): object {
  if (locale === PSEUDO_LOCALE) return (pseudo ??= pseudoMessages(en))
  return ownMessages(findLocale(locale) ?? 'en')
}

/** Of one of the portal's languages. */
export function ownMessages(locale: Locale): Messages {
  return CATALOGUE[locale]
}

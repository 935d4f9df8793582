import ar from './messages/ar.json'
import de from './messages/de.json'
import en from './messages/en.json'
import nl from './messages/nl.json'
import { PSEUDO_LOCALE } from './locales'
import { pseudoMessages } from './pseudo'

/** The keys of every message: English is where they are born. */
export type Messages = typeof en

const CATALOGUE: Readonly<Record<string, object>> = { en, de, nl, ar }

let pseudo: object | undefined

export function messagesOf(locale: string): object {
  if (locale === PSEUDO_LOCALE) return (pseudo ??= pseudoMessages(en))
  return CATALOGUE[locale] ?? en
}

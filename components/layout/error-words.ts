import type { useTranslations } from 'next-intl'
import { ERROR_CODES } from '@/lib/result'

type Translate = ReturnType<typeof useTranslations<'errors'>>
type Key = Parameters<Translate>[0]

/** The sentences that a form may need, by message key: those every form can meet, and its own. */
export function errorWords(t: Translate, ...own: readonly Key[]): Record<string, string> {
  const keys: readonly Key[] = [...ERROR_CODES, 'cross_site', 'no_intent', 'intent_reused', ...own]
  return Object.fromEntries(keys.map((key) => [key, t(key)]))
}

import type { useTranslations } from 'next-intl'
import { ERROR_CODES } from '@/lib/result'

type Translate = ReturnType<typeof useTranslations<'errors'>>
type Key = Parameters<Translate>[0]

/** What every form can meet beside the codes. */
const EVERYWHERE = [
  'cross_site',
  'no_intent',
  'intent_reused',
  'refused',
  'connection_lost',
  'field_required',
  'field_invalid',
  'too_long',
] as const satisfies readonly Key[]

/** The sentences that a form may need, by message key: those every form can meet, and its own. */
export function errorWords(t: Translate, ...own: readonly Key[]): Record<string, string> {
  const keys: readonly Key[] = [...ERROR_CODES, ...EVERYWHERE, ...own]
  const words = Object.fromEntries(keys.map((key) => [key, t(key)]))
  return { ...words, reference: t('reference', { ref: '{ref}' }), stored_now: t('stored_now', { value: '{value}' }) }
}

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
  'support_read_only',
  'support_not_this',
  'support_field',
] as const satisfies readonly Key[]

function pick(t: Translate, keys: readonly Key[]): Record<string, string> {
  const words = Object.fromEntries(keys.map((key) => [key, t(key)]))
  return { ...words, reference: t('reference', { ref: '{ref}' }) }
}

/** The sentences that a form may need, by message key: those every form can meet, and its own. */
export function errorWords(t: Translate, ...own: readonly Key[]): Record<string, string> {
  return {
    ...pick(t, [...ERROR_CODES, ...EVERYWHERE, ...own]),
    stored_now: t('stored_now', { value: '{value}' }),
  }
}

import { useTranslations } from 'next-intl'
import type { ConfirmWords } from './confirm-password'

/** The words of the field that asks for the password again. */
export function useConfirmWords(): ConfirmWords {
  const t = useTranslations('profile')
  const s = useTranslations('signIn')
  return {
    currentPassword: t('currentPassword'),
    currentPasswordHint: t('currentPasswordHint'),
    show: s('show'),
    hide: s('hide'),
  }
}

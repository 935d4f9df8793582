import { useTranslations } from 'next-intl'
import type { Contact, EmailKind } from '@/lib/schemas/contact'
import { contactName } from '@/lib/schemas/contact'
import type { RemoveWords } from '../form/remove'

/** What is about to be removed, and what that would mean, in whole sentences. */
export function useRemoveWords(contact: Contact, soleFor: readonly EmailKind[]): RemoveWords {
  const t = useTranslations('contact')
  const list = useTranslations('contacts')
  const name = contactName(contact)
  return {
    open: list('remove'),
    openLabel: list('removeLabel', { name }),
    title: t('removeTitle', { name }),
    effects: [
      t('removeEffect'),
      ...(contact.signsIn ? [t('removeSignsIn')] : []),
      ...(soleFor.includes('invoice') ? [t('removeSole.invoice')] : []),
      ...(soleFor.includes('domain') ? [t('removeSole.domain')] : []),
    ],
    confirm: t('removeConfirm'),
    removing: t('removing'),
    keep: t('keep'),
  }
}

import { useTranslations } from 'next-intl'
import { errorWords } from '../layout/error-words'

/** Every word of the form that is the same for a new contact and for a known one. */
export function useContactWords() {
  const t = useTranslations('contact')
  return {
    person: t('person'),
    firstName: t('firstName'),
    lastName: t('lastName'),
    company: t('company'),
    email: t('email'),
    phone: t('phone'),
    phoneHint: t('phoneHint'),
    taxId: t('taxId'),
    taxIdHint: t('taxIdHint'),
    taxIdFixed: t('taxIdFixed'),
    mail: t('mail'),
    saving: t('saving'),
  }
}

export type ContactWords = ReturnType<typeof useContactWords>

export function useContactErrors() {
  return errorWords(
    useTranslations('errors'),
    'first_name_required',
    'last_name_required',
    'contact_email_required',
    'email_format',
    'phone_format',
    'country_format',
    'choice',
    'email_taken',
    'domain_mail_required',
    'contact_locked',
    'changed_meanwhile',
    'stored_nothing',
  )
}

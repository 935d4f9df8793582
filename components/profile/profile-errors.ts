import { useTranslations } from 'next-intl'
import { errorWords } from '../layout/error-words'

/** What the forms about an account and its people may be answered. */
export function useProfileErrors() {
  const t = useTranslations('errors')
  const words = errorWords(
    t,
    'first_name_required',
    'last_name_required',
    'country_required',
    'country_format',
    'phone_format',
    'email_required',
    'email_format',
    'password_required',
    'password_wrong',
    'choice',
    'domain_mail_required',
    'field_locked',
    'changed_meanwhile',
    'stored_nothing',
  )
  // Whose it is, is nobody's business.
  return { ...words, email_taken: t('email_unavailable') }
}

/** The page's title with and without an error, and the heading of the summary. */
export function useFrameWords(title: string, brandName: string) {
  const e = useTranslations('errors')
  return {
    pageTitle: `${title} – ${brandName}`,
    errorTitle: `${e('titlePrefix', { title })} – ${brandName}`,
    summary: e('summary'),
  }
}

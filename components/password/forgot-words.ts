import type { useTranslations } from 'next-intl'
import { errorWords } from '../layout/error-words'

type Translate<Noun extends 'forgotPassword' | 'checkEmail' | 'errors'> = ReturnType<typeof useTranslations<Noun>>

type Translators = {
  readonly t: Translate<'forgotPassword'>
  readonly c: Translate<'checkEmail'>
  readonly e: Translate<'errors'>
}

/** The words of the form, under whichever title its page has. */
export function forgotWords({ t, c, e }: Translators, title: string, brandName: string) {
  return {
    words: {
      pageTitle: `${title} – ${brandName}`,
      errorTitle: `${e('titlePrefix', { title })} – ${brandName}`,
      summary: e('summary'),
      email: t('email'),
      submit: t('submit'),
      sending: t('sending'),
    },
    sent: {
      pageTitle: `${c('title')} – ${brandName}`,
      title: c('title'),
      said: t('sent'),
      next: c('next'),
    },
    errors: errorWords(e, 'email_required', 'email_format'),
  }
}

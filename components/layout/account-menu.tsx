import { useTranslations } from 'next-intl'
import type { Action } from '@/lib/result'
import { ActionButton } from '../form/action-button'
import { AppLink } from './app-link'
import { buttonWords } from './error-words'

/** Who is signed in, the way to another account, and out. */
export function AccountMenu({ email, mayLeave, signOut }: { email: string; mayLeave: boolean; signOut: Action }) {
  const t = useTranslations('nav')
  const words = buttonWords(useTranslations('errors'))
  return (
    <div className="flex flex-wrap items-center gap-x-4 border-t border-line px-3 pt-4 lg:flex-col lg:items-start">
      <p className="w-full truncate text-meta text-muted">
        <span className="sr-only">{t('signedInAs')}</span>
        <bdi data-i18n="data">{email}</bdi>
      </p>
      <AppLink href="/accounts" className="inline-flex min-h-11 items-center">
        {t('switchAccount')}
      </AppLink>
      {mayLeave && (
        <AppLink href="/people/leave" className="inline-flex min-h-11 items-center">
          {t('leaveAccount')}
        </AppLink>
      )}
      <ActionButton action={signOut} look="link" label={t('signOut')} words={words} className="px-0" />
    </div>
  )
}

import { useTranslations } from 'next-intl'
import type { Action } from '@/lib/result'
import { ActionButton } from '../form/action-button'
import { AppLink } from './app-link'

type AccountMenuProps = { email: string; location: string | null; mayLeave: boolean; signOut: Action }

/** Who is signed in, and at which installation where there are several; the way to another account, and out. */
export function AccountMenu({ email, location, mayLeave, signOut }: AccountMenuProps) {
  const t = useTranslations('nav')
  return (
    <div className="flex flex-wrap items-center gap-x-4 border-t border-line px-3 pt-4 lg:flex-col lg:items-start">
      <p className="w-full truncate text-meta text-muted">
        <span className="sr-only">{t('signedInAs')}</span>
        <bdi>{email}</bdi>
        {location && <bdi className="block truncate font-semibold">{location}</bdi>}
      </p>
      <AppLink href="/accounts" className="inline-flex min-h-11 items-center">
        {t('switchAccount')}
      </AppLink>
      {mayLeave && (
        <AppLink href="/people/leave" className="inline-flex min-h-11 items-center">
          {t('leaveAccount')}
        </AppLink>
      )}
      <ActionButton action={signOut} look="link" label={t('signOut')} className="px-0" />
    </div>
  )
}

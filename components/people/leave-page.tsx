import { useTranslations } from 'next-intl'
import type { Permission } from '@/lib/permissions'
import type { Action } from '@/lib/result'
import { ActionButton } from '../form/action-button'
import { AppLink } from '../layout/app-link'
import { PageTitle } from '../layout/page-title'
import { Banner } from '../ui/banner'
import { buttonClass } from '../ui/button'
import { usePermissionNames } from './permission-words'

type LeavePageProps = {
  access: { readonly account: string; readonly permissions: readonly Permission[] | null }
  action: Action
  intent: string
  brandName: string
}

/** Giving one's own access back: what is lost by it, and a way to stay. */
export function LeavePage({ access: { account, permissions }, action, intent, brandName }: LeavePageProps) {
  const t = useTranslations('leave')
  const e = useTranslations('errors')
  const namesOf = usePermissionNames()
  const title = t('title', { account })
  return (
    <div className="max-w-[40rem]">
      <PageTitle>{`${title} – ${brandName}`}</PageTitle>
      <h1 className="mb-4 text-h1 wrap-anywhere sm:text-h1-wide">{title}</h1>
      {permissions === null ? (
        <Banner tone="info" title={e('owner_stays')} />
      ) : (
        <>
          <div className="mb-6 space-y-2">
            <p>{t('effect')}</p>
            {permissions.length > 0 && (
              <>
                <p>{t('loses')}</p>
                <ul className="list-disc ps-6">
                  {namesOf(permissions).map((name) => (
                    <li key={name}>{name}</li>
                  ))}
                </ul>
              </>
            )}
          </div>
          <div className="flex flex-wrap gap-3">
            <AppLink href="/" className={buttonClass('outlined')}>
              {t('stay')}
            </AppLink>
            <ActionButton {...{ action, intent }} look="danger" label={t('confirm')} pendingLabel={t('leaving')} />
          </div>
        </>
      )}
    </div>
  )
}

import { useTranslations } from 'next-intl'
import type { Permission } from '@/lib/permissions'
import { Data } from '../ui/text'
import { AppLink } from './app-link'

/** Which permission is missing, and who can give it. */
export function NoAccess({ permission, owner }: { permission: Permission | null; owner: string | null }) {
  const t = useTranslations('noAccess')
  const words = useTranslations('permissions')
  return (
    <div className="max-w-[40rem] space-y-4">
      <h1 className="text-h1 sm:text-h1-wide">{t('title')}</h1>
      <p>{permission ? t('explain', { permission: words(permission) }) : t('owner')}</p>
      {permission && (
        <p className="text-muted">{owner ? t.rich('who', { owner: () => <Data>{owner}</Data> }) : t('whoUnknown')}</p>
      )}
      <p>
        <AppLink href="/" className="inline-flex min-h-11 items-center">
          {t('home')}
        </AppLink>
      </p>
    </div>
  )
}

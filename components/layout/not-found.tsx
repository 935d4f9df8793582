import { useTranslations } from 'next-intl'
import { AppLink } from './app-link'
import { PageTitle } from './page-title'

/** The same words for what does not exist and for what is somebody else's. */
export function NotFound({ brandName, home = '/' }: { brandName: string; home?: '/' | '/agent' }) {
  const t = useTranslations('notFound')
  return (
    <div className="max-w-[40rem] space-y-4">
      <PageTitle>{`${t('title')} – ${brandName}`}</PageTitle>
      <h1 className="text-h1 sm:text-h1-wide">{t('title')}</h1>
      <p className="text-muted">{t('explain')}</p>
      <p>
        <AppLink href={home} className="inline-flex min-h-11 items-center">
          {t(home === '/' ? 'home' : 'agentHome')}
        </AppLink>
      </p>
    </div>
  )
}

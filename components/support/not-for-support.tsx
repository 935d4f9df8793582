import { useTranslations } from 'next-intl'
import { AppLink } from '../layout/app-link'
import { PageTitle } from '../layout/page-title'
import { Banner } from '../ui/banner'

/** In place of a part that is a person's own, and no agent's in their account. */
export function NotForSupport() {
  return <Banner tone="info" title={useTranslations('support')('notAvailable')} />
}

/** The same for a whole page. */
export function PageNotForSupport({ brandName }: { brandName: string }) {
  const t = useTranslations('support')
  const home = useTranslations('notFound')('home')
  return (
    <div className="space-y-4">
      <PageTitle>{`${t('personal')} – ${brandName}`}</PageTitle>
      <h1 className="text-h1 sm:text-h1-wide">{t('personal')}</h1>
      <p className="text-muted">{t('personalText')}</p>
      <AppLink href="/" className="inline-flex min-h-11 items-center">
        {home}
      </AppLink>
    </div>
  )
}

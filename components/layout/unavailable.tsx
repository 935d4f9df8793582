import { useTranslations } from 'next-intl'
import { Banner } from '../ui/banner'
import { PageTitle } from './page-title'
import { Retry } from './retry'

/** WHMCS does not answer: what is going on, what it means, what to do. */
export function Unavailable({ brandName, reference }: { brandName: string; reference: string }) {
  const t = useTranslations('unavailable')
  const app = useTranslations('app')
  return (
    <div className="max-w-[40rem] space-y-4">
      <PageTitle>{`${t('title')} – ${brandName}`}</PageTitle>
      <h1 className="text-h1">{t('title')}</h1>
      <p className="text-lead text-muted">{t('explain')}</p>
      <Retry label={t('retry')} pendingLabel={t('checking')} />
      <p className="text-meta text-muted">{app.rich('reference', { ref: () => <bdi>{reference.slice(0, 8)}</bdi> })}</p>
    </div>
  )
}

/** One part of a page that did not load; the rest stands. */
export function PanelFailed({ reference }: { reference: string }) {
  const t = useTranslations('unavailable')
  const app = useTranslations('app')
  return (
    <div role="status">
      <Banner tone="warn" title={t('panel')}>
        <p className="text-meta">{app.rich('reference', { ref: () => <bdi>{reference.slice(0, 8)}</bdi> })}</p>
        <Retry label={t('retry')} pendingLabel={t('checking')} />
      </Banner>
    </div>
  )
}

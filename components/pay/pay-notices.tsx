import { useTranslations } from 'next-intl'
import type { PayPageView } from '@/lib/schemas/pay'
import { AppLink } from '../layout/app-link'
import { Banner } from '../ui/banner'

/** What else may be paying this invoice at the moment. */
export function PayNotices({ view, now }: { view: PayPageView; now: Date }) {
  const t = useTranslations('pay')
  const { invoice, visitedAt, partOf, combines } = view
  if (!visitedAt && partOf === null && combines === 0) return null
  return (
    <div className="mb-6 space-y-3">
      {combines > 0 && <Banner tone="ok" title={t('combined', { count: combines, number: invoice.number })} />}
      {partOf !== null && (
        <Banner tone="warn" title={t('partOf', { number: String(partOf) })}>
          <p>
            {t('partOfText')} <AppLink href={`/invoices/${partOf}/pay`}>{t('partOfPay')}</AppLink>
          </p>
        </Banner>
      )}
      {visitedAt && (
        <Banner tone="warn" title={t('visited', { minutes: minutesBetween(visitedAt, now) })}>
          <p>
            {t('visitedText')} <AppLink href={`/invoices/${invoice.id}/payment`}>{t('see')}</AppLink>
          </p>
        </Banner>
      )}
    </div>
  )
}

export function minutesBetween(then: Date, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - then.getTime()) / 60_000))
}

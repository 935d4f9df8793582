import { useTranslations } from 'next-intl'
import type { FundsPage } from '@/lib/schemas/funds'
import { AskedLine } from '../cancellations/asked-line'
import { AppLink } from '../layout/app-link'
import { Banner } from '../ui/banner'
import { Money } from '../ui/money'

type NoticesProps = { page: Pick<FundsPage, 'unpaid' | 'asked' | 'currency'>; automatic: 'asked' | 'failed' | null }

/** What is under way already. */
export function FundsNotices({ page: { unpaid, asked, currency }, automatic }: NoticesProps) {
  const t = useTranslations('funds')
  if (!unpaid && !asked && automatic !== 'failed') return null
  return (
    <div className="mb-6 space-y-4">
      {automatic === 'failed' && (
        <Banner tone="warn" title={t('askingFailed')}>
          <p>{t('askingFailedText')}</p>
        </Banner>
      )}
      {unpaid && (
        <Banner tone="info" title={t('unpaid', { number: unpaid.number })}>
          <p>
            <AppLink href={`/invoices/${unpaid.id}/pay`}>
              {t.rich('pay', { amount: () => <Money amount={unpaid.balance} currency={currency} /> })}
            </AppLink>
          </p>
        </Banner>
      )}
      {asked && (
        <Banner tone="info" title={t('asked')}>
          <p>
            <AskedLine asked={asked} />
          </p>
          <p>{t('askedText')}</p>
        </Banner>
      )}
    </div>
  )
}

/** Why nothing can be added now. */
export function FundsStanding({ standing }: { standing: Exclude<FundsPage['standing'], { kind: 'open' }> }) {
  const t = useTranslations('funds')
  if (standing.kind === 'checking') {
    return (
      <Banner tone="warn" title={t('checking')}>
        <p>{t('checkingText')}</p>
        <p>
          <AppLink href="/credit/add">{t('lookAgain')}</AppLink>
        </p>
      </Banner>
    )
  }
  return (
    <Banner tone="info" title={t(`closed.${standing.why}`)}>
      <p>{t(`closedText.${standing.why}`)}</p>
    </Banner>
  )
}

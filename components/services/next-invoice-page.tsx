import { useTranslations } from 'next-intl'
import type { Action } from '@/lib/result'
import type { NextInvoicePage as Page } from '@/lib/schemas/service-page'
import { serviceTitle } from '@/lib/schemas/service-page'
import type { FactRow } from '../account/facts'
import { Facts } from '../account/facts'
import { PageHeading } from '../account/page-heading'
import { ActionButton } from '../form/action-button'
import { AppLink } from '../layout/app-link'
import { PageTitle } from '../layout/page-title'
import { Banner } from '../ui/banner'
import { buttonClass } from '../ui/button'
import { Money } from '../ui/money'
import { PlainDate } from '../ui/plain-date'
import { Data } from '../ui/text'
import { UnpaidList } from './related-invoices'
import { useServiceErrors } from './service-words'

type NextInvoicePageProps = {
  page: Page
  action: Action<{ service: number; invoice: number }>
  intent: string
  brandName: string
}

/** What the next invoice will be, and a button that has it made; or what is in its way. */
export function NextInvoicePage({ page, action, intent, brandName }: NextInvoicePageProps) {
  const t = useTranslations('nextInvoice')
  const words = useServiceErrors()
  const { service, block, unpaid, currency, unproved } = page
  const back = `/services/${service.id}`
  return (
    <div className="max-w-[40rem]">
      <PageTitle>{`${t('title')} – ${brandName}`}</PageTitle>
      <PageHeading title={t('title')} back={{ href: back, label: t('back') }} />
      <div className="space-y-6">
        <NextInvoiceFacts page={page} />
        {unproved && <Banner tone="warn" title={t('unproved')} />}
        {block ? (
          <Banner tone="info" title={words[block] ?? ''}>
            {block === 'next_invoice_unpaid' && <UnpaidList {...{ unpaid, currency }} />}
          </Banner>
        ) : (
          <p>{t('effect')}</p>
        )}
        <div className="flex flex-wrap gap-3">
          {!block && !unproved && (
            <ActionButton
              {...{ action, intent, words }}
              fields={{ service: String(service.id) }}
              label={t('submit')}
              pendingLabel={t('making')}
            />
          )}
          <AppLink href={back} className={buttonClass('outlined')}>
            {t('goBack')}
          </AppLink>
        </div>
      </div>
    </div>
  )
}

function NextInvoiceFacts({ page }: { page: Page }) {
  const t = useTranslations('nextInvoice')
  const { service, period, currency } = page
  const facts: FactRow[] = [{ label: t('service'), value: <Data>{serviceTitle(page)}</Data> }]
  if (period) {
    facts.push(
      { label: t('amount'), value: <Money amount={service.recurringAmount} currency={currency} /> },
      {
        label: t('period'),
        value: t.rich('until', {
          start: () => <PlainDate date={period.start} />,
          end: () => <PlainDate date={period.end} />,
        }),
      },
      { label: t('due'), value: <PlainDate date={period.start} /> },
    )
  }
  return <Facts facts={facts} none={t('none')} />
}

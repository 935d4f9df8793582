import { useLocale, useTranslations } from 'next-intl'
import { formatDate } from '@/lib/dates'
import type { AfterEnd } from '@/lib/schemas/cancellation'
import { AppLink } from '../layout/app-link'
import { Banner } from '../ui/banner'
import { Section } from '../ui/card'
import { Data } from '../ui/text'
import { AskedLine } from './asked-line'

/** Whether anything is charged for a service that a cancellation ended; nothing for one that goes on. */
export function AfterEndPanel({ check }: { check: AfterEnd | null }) {
  const t = useTranslations('afterEnd')
  if (!check) return null
  return (
    <Section id="after-end" title={t('title')}>
      <div className="space-y-4">
        <Charges check={check} />
        {check.payment && <Payment check={check} />}
      </div>
    </Section>
  )
}

function Charges({ check: { invoices, all, endedOn } }: { check: AfterEnd }) {
  const t = useTranslations('afterEnd')
  const date = formatDate(endedOn, useLocale())
  if (invoices.length > 0) {
    return (
      <Banner tone="bad" title={t('charged', { count: invoices.length, date })}>
        <p>{t('chargedText')}</p>
        <ul className="flex flex-wrap gap-x-4">
          {invoices.map(({ id, number }) => (
            <li key={id}>
              <AppLink href={`/invoices/${id}`} className="inline-flex min-h-11 items-center">
                <span>{t.rich('invoice', { number: () => <Data>{number}</Data> })}</span>
              </AppLink>
            </li>
          ))}
        </ul>
      </Banner>
    )
  }
  return all ? (
    <Banner tone="ok" title={t('clear', { date })}>
      <p>{t('clearText')}</p>
    </Banner>
  ) : (
    <Banner tone="info" title={t('partly')}>
      <p>{t('partlyText')}</p>
    </Banner>
  )
}

function Payment({ check: { service, asked, mayStop } }: { check: AfterEnd }) {
  const t = useTranslations('afterEnd')
  return (
    <Banner tone="warn" title={t('payment')}>
      <p>{t('paymentText')}</p>
      {asked && (
        <p>
          {t('paymentAsked')} <AskedLine asked={asked} />
        </p>
      )}
      {!asked && mayStop && (
        <AppLink href={`/services/${service}/automatic-payment`} className="inline-flex min-h-11 items-center">
          {t('stop')}
        </AppLink>
      )}
    </Banner>
  )
}

/** In its place when the invoices cannot be read. */
export function AfterEndFailed() {
  const t = useTranslations('afterEnd')
  return (
    <Section id="after-end" title={t('title')}>
      <p>{t('failed')}</p>
    </Section>
  )
}

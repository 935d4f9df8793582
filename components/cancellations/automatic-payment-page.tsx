import { useTranslations } from 'next-intl'
import type { Action } from '@/lib/result'
import type { Asked } from '@/lib/schemas/cancellation'
import type { Service } from '@/lib/schemas/service'
import { PageHeading } from '../account/page-heading'
import { ActionButton } from '../form/action-button'
import { AppLink } from '../layout/app-link'
import { PageTitle } from '../layout/page-title'
import { Banner } from '../ui/banner'
import { buttonClass } from '../ui/button'
import { Data } from '../ui/text'
import { AskedLine } from './asked-line'
import { ServiceName, Subject } from './subject'

type PaymentProps = {
  service: Pick<Service, 'id' | 'name' | 'domain' | 'paymentMethodName' | 'subscriptionId'>
  via: 'ticket' | 'jira'
  asked: (Asked & { readonly via: 'ticket' | 'jira' }) | null
  action: Action
  intent: string
  brandName: string
}

/** Stopping an automatic payment at the bank, without ending the service. */
export function AutomaticPaymentPage({ brandName, ...payment }: PaymentProps) {
  const t = useTranslations('automaticPayment')
  const { service, asked } = payment
  const end = useTranslations('afterEnd')
  const open = service.subscriptionId !== '' && (!asked || asked.status === 'Closed')
  const title = open ? t('title') : end('stop')
  const facts = [
    { label: t('service'), value: <ServiceName {...service} /> },
    ...(service.subscriptionId === ''
      ? []
      : [
          { label: t('method'), value: <Data>{service.paymentMethodName}</Data> },
          { label: t('number'), value: <Data>{service.subscriptionId}</Data> },
        ]),
  ]
  return (
    <div className="max-w-[40rem]">
      <PageTitle>{`${title} – ${brandName}`}</PageTitle>
      <PageHeading title={title} back={{ href: '/cancellations', label: t('back') }} />
      <Subject facts={facts} />
      {service.subscriptionId === '' && (
        <Banner tone="info" title={t('nothing')}>
          <p>{t('nothingText')}</p>
        </Banner>
      )}
      {asked && <AskedBanner asked={asked} />}
      {open && <Question {...payment} />}
    </div>
  )
}

function AskedBanner({ asked }: { asked: NonNullable<PaymentProps['asked']> }) {
  const t = useTranslations('automaticPayment')
  return (
    <div className="mb-6">
      <Banner tone="info" title={t('asked')}>
        <p className="font-semibold">
          {asked.via === 'jira' && asked.proved ? (
            t.rich('issue', { number: () => <Data>{asked.reference}</Data> })
          ) : (
            <AskedLine asked={asked} />
          )}
        </p>
        <p>{t('askedText')}</p>
      </Banner>
    </div>
  )
}

function Question({ service, via, action, intent }: Omit<PaymentProps, 'brandName'>) {
  const t = useTranslations('automaticPayment')
  return (
    <>
      <div className="mb-6 space-y-2">
        <p>{t('effect')}</p>
        <p>{t('goesOn')}</p>
        <p>{t(via)}</p>
        <p>{t('until')}</p>
      </div>
      <div className="flex flex-wrap gap-3">
        <ActionButton
          {...{ action, intent }}
          fields={{ service: String(service.id) }}
          label={t('confirm')}
          pendingLabel={t('sending')}
        />
        <AppLink href="/cancellations" className={buttonClass('outlined')}>
          {t('keep')}
        </AppLink>
      </div>
    </>
  )
}

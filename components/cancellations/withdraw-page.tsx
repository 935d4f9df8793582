import { useLocale, useTranslations } from 'next-intl'
import { formatDate } from '@/lib/dates'
import type { Action } from '@/lib/result'
import type { KnownRequest } from '@/lib/schemas/cancellation'
import type { Service } from '@/lib/schemas/service'
import { PageHeading } from '../account/page-heading'
import { ActionButton } from '../form/action-button'
import { AppLink } from '../layout/app-link'
import { PageTitle } from '../layout/page-title'
import { Banner } from '../ui/banner'
import { buttonClass } from '../ui/button'
import { ServiceName, Subject } from './subject'
import { RequestStateChip } from './request-state'
import { Standing } from './standing'

type WithdrawProps = {
  service: Pick<Service, 'id' | 'name' | 'domain'>
  request: KnownRequest | null
  action: Action
  intent: string
  brandName: string
}

/** Taking a cancellation back: what it means, who does it, and until when the cancellation stands. */
export function WithdrawPage({ service, request, action, intent, brandName }: WithdrawProps) {
  const t = useTranslations('withdrawal')
  const list = useTranslations('cancellations')
  const s = useTranslations('standing')
  const title = isOpen(request) ? t('title') : s('withdraw')
  return (
    <div className="max-w-[40rem]">
      <PageTitle>{`${title} – ${brandName}`}</PageTitle>
      <PageHeading title={title} back={{ href: '/cancellations', label: t('back') }} />
      <Subject
        facts={[
          { label: t('service'), value: <ServiceName {...service} /> },
          ...(request ? [{ label: list('state'), value: <RequestStateChip {...request} /> }] : []),
        ]}
      />
      <Answer request={request} service={service} action={action} intent={intent} />
    </div>
  )
}

/** Whether there is anything left to ask. */
function isOpen(request: KnownRequest | null): boolean {
  return request !== null && request.requestId !== null && /^(?:requested|ends_on)$/.test(request.state)
}

function Answer({ request, service, ...submit }: Omit<WithdrawProps, 'brandName'>) {
  const t = useTranslations('withdrawal')
  if (!request) return <Note title={t('nothing')} text={t('nothingText')} />
  if (request.state === 'ended') return <Note title={t('late')} text={t('lateText')} />
  if (request.requestId === null) return <Note title={t('unready')} text={t('unreadyText')} />
  if (request.state === 'withdrawal_asked') return <Standing request={request} mayWithdraw={false} />
  return <Question request={request} service={service} {...submit} />
}

function Note({ title, text }: { title: string; text: string }) {
  return (
    <Banner tone="info" title={title}>
      <p>{text}</p>
    </Banner>
  )
}

function Question({ request, service, action, intent }: Omit<WithdrawProps, 'brandName'> & { request: KnownRequest }) {
  const t = useTranslations('withdrawal')
  const s = useTranslations('standing')
  const locale = useLocale()
  const { endsOn, withdrawal } = request
  return (
    <>
      <div className="mb-6 space-y-2">
        {withdrawal && <p>{s('closed')}</p>}
        <p>{t('effect')}</p>
        <p>{t('ticket')}</p>
        <p>{endsOn === null ? t('stands') : t('standsOn', { date: formatDate(endsOn, locale) })}</p>
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

import { useLocale, useTranslations } from 'next-intl'
import { formatDate } from '@/lib/dates'
import type { Currency } from '@/lib/money'
import type { KnownRequest } from '@/lib/schemas/cancellation'
import { PageHeading } from '../account/page-heading'
import { Standing } from '../cancellations/standing'
import { Banner } from '../ui/banner'
import { buttonClass } from '../ui/button'
import { Money } from '../ui/money'
import { Data } from '../ui/text'

export type ShownRefundProgress = {
  readonly kind: 'refund.credit' | 'refund.request'
  readonly state: 'done' | 'open' | 'failed'
  readonly amount: string | null
  readonly ticket: string | null
  readonly reference: string
}

export type ShownStanding =
  | {
      readonly kind: 'requested'
      readonly request: KnownRequest
      readonly reference: string | null
      readonly refund: ShownRefundProgress | null
    }
  | { readonly kind: 'checking'; readonly reference: string }
  | { readonly kind: 'closed' }

type CancelStandingProps = {
  title: string
  back: { readonly href: string; readonly label: string }
  service: number
  standing: ShownStanding
  currency: Currency
}

/** What there is instead of a form: a request that stands, one that is being looked for, or nothing to cancel. */
export function CancelStanding({ title, back, service, standing, currency }: CancelStandingProps) {
  const t = useTranslations('cancel')
  return (
    <div className="max-w-[40rem] space-y-4">
      <PageHeading title={title} back={back} />
      {standing.kind === 'requested' && (
        <>
          <Standing request={standing.request} mayWithdraw />
          {standing.request.requestedAt && <Asked at={standing.request.requestedAt} />}
          {standing.refund && <Progress refund={standing.refund} currency={currency} />}
          {standing.reference && <Reference reference={standing.reference} />}
        </>
      )}
      {standing.kind === 'checking' && (
        <>
          <Banner tone="info" title={t('checking')}>
            <p>{t('checkingText')}</p>
          </Banner>
          <Reference reference={standing.reference} />
          <a href={`/services/${service}/cancel`} className={buttonClass('outlined')}>
            {t('lookAgain')}
          </a>
        </>
      )}
      {standing.kind === 'closed' && (
        <Banner tone="info" title={t('closed')}>
          <p>{t('closedText')}</p>
        </Banner>
      )}
    </div>
  )
}

/** The day in the installation's own time zone, as WHMCS wrote it. */
function Asked({ at }: { at: string }) {
  const t = useTranslations('cancel')
  return <p>{t('asked', { date: formatDate(at.slice(0, 10), useLocale()) })}</p>
}

function Reference({ reference }: { reference: string }) {
  const t = useTranslations('cancel')
  return <p className="text-muted">{t.rich('reference', { ref: () => <Data>{reference}</Data> })}</p>
}

function Progress({ refund, currency }: { refund: ShownRefundProgress; currency: Currency }) {
  const t = useTranslations('cancel')
  const { kind, state, amount, ticket, reference } = refund
  const sum = () => (amount === null ? '' : <Money amount={amount} currency={currency} />)
  if (state === 'failed') return <p>{t.rich('refundFailed', { ref: () => <Data>{reference}</Data> })}</p>
  if (kind === 'refund.credit') return <p>{t.rich(state === 'done' ? 'creditDone' : 'creditOpen', { amount: sum })}</p>
  if (state === 'open') return <p>{t('ticketOpen')}</p>
  return <p>{t.rich('ticketDone', { ref: () => <Data>{ticket}</Data> })}</p>
}

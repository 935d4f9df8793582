import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { formatDate, formatMoment } from '@/lib/dates'
import type { Currency } from '@/lib/money'
import type { Action } from '@/lib/result'
import { CANCEL_REASONS } from '@/lib/schemas/cancel'
import { PageHeading } from '../account/page-heading'
import { AppLink } from '../layout/app-link'
import { errorWords } from '../layout/error-words'
import { buttonClass } from '../ui/button'
import { Money } from '../ui/money'
import { Data } from '../ui/text'
import type { ShownWay } from './choose-way'
import type { Law } from './label'
import { useCancelLabel } from './label'
import { RefundWords } from './refund-words'
import { ReviewForm } from './review-form'

export type ShownReview = {
  readonly way: ShownWay
  readonly quote: string
  readonly validUntil: Date
  readonly policy: 'none' | 'request' | 'credit'
  readonly addons: readonly { readonly id: number; readonly name: string }[]
  readonly domains: readonly { readonly id: number; readonly name: string }[]
  readonly unpaid: {
    readonly count: number
    readonly shown: readonly { readonly id: number; readonly number: string; readonly balance: string }[] | null
    readonly capped: boolean
  }
  readonly automaticPayment: boolean
}

type ReviewCancellationProps = {
  service: { readonly id: number; readonly label: string; readonly mayWithdraw: boolean }
  keepHref: string
  review: ShownReview
  currency: Currency
  laws: readonly Law[]
  reasonRequired: boolean
  action: Action<{ service: number }>
  intent: string
  brandName: string
}

/** Everything that happens, in whole sentences, and the button that asks for it. */
export function ReviewCancellation(props: ReviewCancellationProps) {
  const { service, keepHref, review, currency, action, intent } = props
  const t = useTranslations('cancel')
  const e = useTranslations('errors')
  const locale = useLocale()
  const title = t('reviewTitle', { name: service.label })
  const words = useReviewWords(props, title)
  return (
    <div className="max-w-[40rem]">
      <ReviewForm
        {...{ action, intent, currency, locale, words }}
        reasonRequired={props.reasonRequired}
        stored={{ service: String(service.id), type: review.way.type, quote: review.quote }}
        errors={{
          ...errorWords(
            e,
            'choice',
            'reason_required',
            'already_requested',
            'not_cancellable',
            'licence_active',
            'whmcs_immediate_cancellation_no_invoices',
          ),
          changed_meanwhile: t('changed'),
        }}
        heading={
          <PageHeading title={title} back={{ href: `/services/${service.id}/cancel`, label: t('backToChoice') }} />
        }
        back={
          <AppLink href={keepHref} className={buttonClass('outlined')}>
            {t('keep')}
          </AppLink>
        }
      >
        <Effects {...{ service, review, currency }} />
        <p className="text-meta text-muted">{t('valid', { time: formatMoment(review.validUntil, locale) })}</p>
      </ReviewForm>
    </div>
  )
}

function useReviewWords({ service, review, laws, reasonRequired, brandName }: ReviewCancellationProps, title: string) {
  const t = useTranslations('cancel')
  const e = useTranslations('errors')
  const date = formatDate(review.way.endsOn, useLocale())
  const label = useCancelLabel(laws, 'confirm', t(`confirm.${review.way.type}`, { date }))
  const open = { date: '{date}', amount: () => '{amount}' }
  return {
    pageTitle: `${title} – ${brandName}`,
    errorTitle: `${e('titlePrefix', { title })} – ${brandName}`,
    summary: e('summary'),
    submit: service.mayWithdraw && review.way.type === 'now' ? t('confirmWithdrawal') : label,
    sending: t('sending'),
    reason: t(`reason.${reasonRequired ? 'required' : 'optional'}`),
    noReason: t('noReason'),
    details: t('details'),
    reasons: Object.fromEntries(CANCEL_REASONS.map((reason) => [reason, t(`reasons.${reason}`)])),
    before: t('before', { date: '{date}' }),
    beforeRefund: t.markup('beforeRefund', open),
    now: t('now', { date: '{date}' }),
    nowRefund: t.markup('nowRefund', open),
  }
}

function Part({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="space-y-2">
      <h2 id={id} className="text-h3">
        {title}
      </h2>
      {children}
    </section>
  )
}

type EffectsProps = Pick<ReviewCancellationProps, 'service' | 'review' | 'currency'>

function Effects({ service, review, currency }: EffectsProps) {
  const t = useTranslations('cancel')
  const { way, addons, domains } = review
  const date = formatDate(way.endsOn, useLocale())
  const names = () => <Data>{domains.map(({ name }) => name).join(', ')}</Data>
  return (
    <>
      <Part id="ends" title={t('ends')}>
        <p>{t(`endsText.${way.type}`, { name: service.label, date })}</p>
        {addons.length > 0 && (
          <>
            <p>{t('addons', { count: addons.length })}</p>
            <ul className="list-disc ps-6">
              {addons.map(({ id, name }) => (
                <li key={id}>
                  <Data>{name}</Data>
                </li>
              ))}
            </ul>
          </>
        )}
      </Part>
      <Part id="deleted" title={t('deleted')}>
        <p>{t('deletedText')}</p>
      </Part>
      {domains.length > 0 && (
        <Part id="stays" title={t('domains')}>
          <p>{t.rich('domainsText', { count: domains.length, names })}</p>
        </Part>
      )}
      <Part id="money" title={t('money')}>
        <RefundWords refund={way.refund} currency={currency} policy={review.policy} />
        <Unpaid unpaid={review.unpaid} currency={currency} />
        {review.automaticPayment ? (
          <p>
            {t('automatic')} <AppLink href={`/services/${service.id}/automatic-payment`}>{t('stopAutomatic')}</AppLink>
          </p>
        ) : (
          <p>{t('noAutomatic')}</p>
        )}
      </Part>
    </>
  )
}

function Unpaid({ unpaid: { count, shown, capped }, currency }: { unpaid: ShownReview['unpaid']; currency: Currency }) {
  const t = useTranslations('cancel')
  if (count === 0 && !capped) return <p>{t('nothingUnpaid')}</p>
  return (
    <>
      {count > 0 && <p>{t('unpaid', { count })}</p>}
      {shown && shown.length > 0 && (
        <ul className="list-disc ps-6">
          {shown.map(({ id, number, balance }) => (
            <li key={id}>
              <AppLink href={`/invoices/${id}`}>{t('unpaidRow', { number })}</AppLink>{' '}
              <Money amount={balance} currency={currency} />
            </li>
          ))}
        </ul>
      )}
      {capped && <p>{t('unpaidMore')}</p>}
    </>
  )
}

import { useLocale, useTranslations } from 'next-intl'
import { formatDate } from '@/lib/dates'
import type { Currency } from '@/lib/money'
import type { CancelType } from '@/lib/schemas/cancel'
import { PageHeading } from '../account/page-heading'
import { ErrorSummary } from '../form/error-summary'
import { AppLink } from '../layout/app-link'
import { buttonClass } from '../ui/button'
import { FieldError } from '../ui/field'
import { RefundLine } from './refund-words'
import type { ShownRefund } from './refund-words'

export type ShownWay = {
  readonly type: CancelType
  readonly endsOn: string
  readonly refund: ShownRefund
  readonly blocked: 'licence_active' | 'whmcs_immediate_cancellation_no_invoices' | null
}

type ChooseWayProps = {
  title: string
  back: { readonly href: string; readonly label: string }
  ways: readonly ShownWay[]
  currency: Currency
  /** Asked to go on, and chose nothing. */
  missing: boolean
}

/** When it should end. Nothing is chosen beforehand, and nothing is sent: the form asks for the review. */
export function ChooseWay({ title, back, ways, currency, missing }: ChooseWayProps) {
  const t = useTranslations('cancel')
  const e = useTranslations('errors')
  const error = missing ? e('choice') : undefined
  return (
    <div className="max-w-[40rem]">
      {error && (
        <ErrorSummary title={e('summary')} message="" fields={[{ name: 'type', text: error }]} reference={undefined} />
      )}
      <PageHeading title={title} back={back} intro={t('intro')} />
      <form method="get" className="space-y-6">
        <input type="hidden" name="step" value="review" />
        <fieldset id="type" tabIndex={-1} aria-describedby={error && 'type-error'}>
          <legend className="mb-3 text-h3">{t('when')}</legend>
          {error && <FieldError id="type-error">{error}</FieldError>}
          <div className="space-y-3">
            {ways.map((way) => (
              <WayChoice key={way.type} way={way} currency={currency} />
            ))}
          </div>
        </fieldset>
        <div className="grid gap-3 sm:grid-cols-2">
          <button type="submit" className={buttonClass('outlined')}>
            {t('continue')}
          </button>
          <AppLink href={back.href} className={buttonClass('outlined')}>
            {t('keep')}
          </AppLink>
        </div>
      </form>
    </div>
  )
}

function WayChoice({ way: { type, endsOn, refund, blocked }, currency }: { way: ShownWay; currency: Currency }) {
  const t = useTranslations('cancel')
  const e = useTranslations('errors')
  const title = t(`way.${type}`, { date: formatDate(endsOn, useLocale()) })
  const frame = 'flex gap-3 rounded-lg border p-4'
  if (blocked) {
    return (
      <div className={`${frame} border-line text-muted`}>
        <div>
          <p className="font-semibold">{title}</p>
          <p>{t('notPossible', { reason: e(blocked) })}</p>
        </div>
      </div>
    )
  }
  return (
    <label className={`${frame} cursor-pointer border-control has-checked:border-brand`}>
      <input
        id={`type-${type}`}
        type="radio"
        name="type"
        value={type}
        aria-describedby={`type-${type}-text`}
        className="mt-1 size-5 shrink-0"
      />
      <span>
        <span className="block font-semibold">{title}</span>
        <span id={`type-${type}-text`} className="block text-muted">
          {t(`wayText.${type}`)} {type === 'now' && <RefundLine refund={refund} currency={currency} />}
        </span>
      </span>
    </label>
  )
}

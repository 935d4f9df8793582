import { useTranslations } from 'next-intl'
import type { CreditWish } from '@/lib/pay'
import { payStep, sum } from '@/lib/pay'
import type { Action } from '@/lib/result'
import type { PaySeveralView } from '@/lib/schemas/pay'
import { PageHeading } from '../account/page-heading'
import { AppLink } from '../layout/app-link'
import { PageTitle } from '../layout/page-title'
import { Banner } from '../ui/banner'
import { buttonClass } from '../ui/button'
import { CombineSeveral } from './combine-several'
import { Receipts } from './receipts'
import { RemovedInvoices } from './removed-invoices'
import { ReviewSeveral } from './review-several'
import { SeveralCredit } from './several-credit'

export type SeveralActions = {
  readonly credit: Action<{ ids: string }>
  readonly combine: Action<{ invoice: number }>
  readonly all: Action
}

type SeveralPageProps = {
  view: PaySeveralView
  wish: CreditWish['credit']
  asked: boolean
  actions: SeveralActions
  intent: string
  brandName: string
}

/** Paying several invoices: what is left of the choice, credit first if wished, one payment for the rest. */
export function SeveralPage({ view, wish, asked, actions, intent, brandName }: SeveralPageProps) {
  const t = useTranslations('paySeveral')
  const e = useTranslations('errors')
  const { rows, credit, currency, receipts } = view
  const title = t('title')
  const total = sum(rows.map(({ balance }) => balance))
  // An amount of one's own belongs to one invoice.
  const step = payStep(
    { credit: wish === 'other' ? null : wish, amount: '' },
    rows.length < 2 ? '0' : sum(rows.map(({ share }) => share)),
    asked,
  )
  const missing = step.kind === 'choose' && step.error !== null
  const frame = {
    pageTitle: `${title} – ${brandName}`,
    errorTitle: `${e('titlePrefix', { title })} – ${brandName}`,
    summary: e('summary'),
  }
  const heading = (
    <>
      <PageHeading title={title} back={{ href: '/invoices', label: t('back') }} />
      <div className="mb-6 space-y-4 empty:hidden">
        <Receipts {...{ receipts, currency }} named />
        <RemovedInvoices removed={view.removed} />
      </div>
    </>
  )
  const own = { view, total, heading, frame, intent }
  return (
    <div className="max-w-[48rem]">
      {rows.length < 2 && <TooFew title={frame.pageTitle} {...{ view, heading }} />}
      {rows.length >= 2 && step.kind === 'choose' && (
        <>
          <PageTitle>{missing ? frame.errorTitle : frame.pageTitle}</PageTitle>
          <SeveralCredit {...{ view, total, credit, heading, missing }} />
        </>
      )}
      {rows.length >= 2 && step.kind === 'review' && (
        <ReviewSeveral {...own} amount={step.amount} action={actions.credit} brandName={brandName} />
      )}
      {rows.length >= 2 && step.kind === 'gateway' && (
        <CombineSeveral {...own} action={actions.combine} all={actions.all} />
      )}
    </div>
  )
}

/** WHMCS pays two or more together: one is paid on its own page. */
function TooFew({ title, view, heading }: { title: string; view: PaySeveralView; heading: React.ReactNode }) {
  const t = useTranslations('paySeveral')
  const e = useTranslations('errors')
  const [only] = view.rows
  return (
    <>
      <PageTitle>{title}</PageTitle>
      {heading}
      {only || view.receipts.length === 0 ? <Banner tone="info" title={e('mass_pay_requires_2_invoices')} /> : null}
      <div className="mt-6 flex flex-wrap gap-3">
        {only && (
          <AppLink href={`/invoices/${only.id}/pay`} className={buttonClass('filled')}>
            {t('payOne', { number: only.number })}
          </AppLink>
        )}
        <AppLink href="/invoices?status=unpaid" className={buttonClass('outlined')}>
          {t('toUnpaid')}
        </AppLink>
      </div>
    </>
  )
}

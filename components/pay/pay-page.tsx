import { useTranslations } from 'next-intl'
import type { CreditWish } from '@/lib/pay'
import { payStep } from '@/lib/pay'
import type { Action } from '@/lib/result'
import type { PayPageView } from '@/lib/schemas/pay'
import { PageHeading } from '../account/page-heading'
import { AppLink } from '../layout/app-link'
import { PageTitle } from '../layout/page-title'
import { Banner } from '../ui/banner'
import { buttonClass } from '../ui/button'
import { ChooseCredit } from './choose-credit'
import { GatewayStep } from './gateway-step'
import { PayNotices } from './pay-notices'
import { ReviewCredit } from './review-credit'

export type PayPageProps = {
  view: PayPageView
  wish: CreditWish
  /** Somebody went on from the choice. */
  asked: boolean
  now: Date
  actions: { readonly credit: Action<{ invoice: number; paid: boolean }>; readonly gateway: Action }
  intent: string
  brandName: string
}

/** Paying an invoice: how much credit, the review of it, and WHMCS's page for the rest. */
export function PayPage(props: PayPageProps) {
  const { view, wish, asked, now, actions, intent, brandName } = props
  const t = useTranslations('pay')
  const e = useTranslations('errors')
  const { invoice, standing } = view
  const title = t('title', { number: invoice.number })
  const back = { href: `/invoices/${invoice.id}`, label: t('back') }
  const step = payStep(wish, view.usable, asked)
  const frame = {
    pageTitle: `${title} – ${brandName}`,
    errorTitle: `${e('titlePrefix', { title })} – ${brandName}`,
    summary: e('summary'),
  }
  const heading = <PageHeading title={title} back={back} />
  const notices = <PayNotices view={view} now={now} />
  const own = { view, heading, notices, intent, frame }
  if (standing !== 'open') return <NotNow title={frame.pageTitle} {...{ view, heading }} />
  return (
    <div className="max-w-[40rem]">
      {step.kind === 'choose' && (
        <>
          <PageTitle>{step.error === null ? frame.pageTitle : frame.errorTitle}</PageTitle>
          <ChooseCredit {...{ view, wish, heading }} error={step.error}>
            {notices}
          </ChooseCredit>
        </>
      )}
      {step.kind === 'review' && (
        <ReviewCredit {...own} amount={step.amount} action={actions.credit} brandName={brandName} />
      )}
      {step.kind === 'gateway' && <GatewayStep {...own} action={actions.gateway} />}
    </div>
  )
}

/** Paid already, or perhaps just being paid: what is known stands on the page of the payment. */
function NotNow({ title, view, heading }: { title: string; view: PayPageView; heading: React.ReactNode }) {
  const t = useTranslations('pay')
  const checking = view.standing === 'checking'
  return (
    <div className="max-w-[40rem] space-y-4">
      <PageTitle>{title}</PageTitle>
      {heading}
      <Banner tone="info" title={t(checking ? 'state.checking' : 'closed')}>
        {checking && <p>{t('stateText.checking')}</p>}
      </Banner>
      <AppLink href={`/invoices/${view.invoice.id}/payment`} className={buttonClass('outlined')}>
        {t('see')}
      </AppLink>
    </div>
  )
}

import { useTranslations } from 'next-intl'
import type { Currency, Decimal } from '@/lib/money'
import type { Hint, PaymentState } from '@/lib/pay'
import { MOVING } from '@/lib/pay'
import type { Invoice } from '@/lib/schemas/invoice'
import type { Receipt } from '@/lib/schemas/pay'
import { PageHeading } from '../account/page-heading'
import { AppLink } from '../layout/app-link'
import { PageTitle } from '../layout/page-title'
import { Banner } from '../ui/banner'
import { buttonClass } from '../ui/button'
import { Money } from '../ui/money'
import { minutesBetween } from './pay-notices'
import { PaymentWatch } from './payment-watch'
import { Receipts } from './receipts'

type PaymentPageProps = {
  payment: {
    readonly invoice: Invoice
    readonly state: PaymentState
    readonly visitedAt: Date | null
    readonly receipts: readonly Receipt[]
    readonly currency: Currency
    readonly credit: Decimal
  }
  hint: Hint | null
  now: Date
  brandName: string
}

const TONES = {
  paid: 'ok',
  checking: 'info',
  pending: 'info',
  review: 'info',
  failed: 'bad',
  unknown: 'warn',
  open: 'info',
  collections: 'warn',
  void: 'info',
} as const satisfies Record<PaymentState, string>

/** Where the next step is to pay, and what it is called. */
const PAY_WORDS = { failed: 'payAgain', open: 'payNow', collections: 'payNow', unknown: 'payAfterAll' } as const

function mayPay(state: PaymentState): state is keyof typeof PAY_WORDS {
  return Object.hasOwn(PAY_WORDS, state)
}

/** What became of a payment, in plain words, and what to do now. */
export function PaymentPage({ payment, hint, now, brandName }: PaymentPageProps) {
  const t = useTranslations('pay')
  const { invoice, state, visitedAt, receipts, currency, credit } = payment
  const here = `/invoices/${invoice.id}`
  const query = hint === null ? '' : `?${hint}=true`
  const title = t('outcomeTitle', { number: invoice.number })
  const open = state !== 'paid' && state !== 'void'
  return (
    <div className="max-w-[40rem] space-y-4">
      <PageTitle>{`${t(`state.${state}`)}: ${title} – ${brandName}`}</PageTitle>
      <PageHeading title={title} back={{ href: here, label: t('back') }} />
      <div role="status">
        <Banner tone={TONES[state]} title={t(`state.${state}`)}>
          <p>{t(`stateText.${state}`)}</p>
        </Banner>
      </div>
      {visitedAt && open && <p>{t('visited', { minutes: minutesBetween(visitedAt, now) })}</p>}
      <Receipts {...{ receipts, currency }} named={false} />
      {receipts.length > 0 && (
        <p>{t.rich('creditLeft', { amount: () => <Money amount={credit} currency={currency} /> })}</p>
      )}
      {open && <p>{t.rich('stillOpen', { amount: () => <Money amount={invoice.balance} currency={currency} /> })}</p>}
      <div className="flex flex-wrap gap-3">
        {MOVING.has(state) && (
          <a href={`${here}/payment${query}`} className={buttonClass('outlined')}>
            {t('lookAgain')}
          </a>
        )}
        {mayPay(state) && (
          <AppLink href={`${here}/pay`} className={buttonClass(state === 'unknown' ? 'outlined' : 'filled')}>
            {t(receipts.length > 0 && state === 'open' ? 'payRest' : PAY_WORDS[state])}
          </AppLink>
        )}
        <AppLink href={here} className={buttonClass('outlined')}>
          {t('toInvoice')}
        </AppLink>
      </div>
      {MOVING.has(state) && (
        <PaymentWatch
          address={`${here}/payment/status${query}`}
          state={state}
          balance={invoice.balance}
          says={t('watching')}
        />
      )}
    </div>
  )
}

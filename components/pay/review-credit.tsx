import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Decimal } from '@/lib/money'
import { formatMoney, toCents } from '@/lib/money'
import { minus } from '@/lib/pay'
import type { Action } from '@/lib/result'
import type { PayPageView } from '@/lib/schemas/pay'
import type { FormFrameWords } from '../form/checked-form'
import { AppLink } from '../layout/app-link'
import { buttonClass } from '../ui/button'
import { Money } from '../ui/money'
import { Data } from '../ui/text'
import { ConfirmForm } from './confirm-form'
import { usePayErrors } from './pay-words'

type ReviewCreditProps = {
  view: PayPageView
  amount: Decimal
  action: Action<{ invoice: number; paid: boolean }>
  intent: string
  frame: FormFrameWords
  heading: ReactNode
  notices: ReactNode
  brandName: string
}

/** What is paid, to whom, for what and with what, and what is left then; and the button that pays it. */
export function ReviewCredit({ view, amount, action, intent, frame, heading, notices, brandName }: ReviewCreditProps) {
  const t = useTranslations('pay')
  const { invoice, credit, currency } = view
  const money = (sum: Decimal) =>
    function Part() {
      return <Money amount={sum} currency={currency} />
    }
  const rest = minus(invoice.balance, amount)
  const left = money(minus(credit, amount))
  return (
    <ConfirmForm
      {...{ action, intent, heading }}
      stored={{ invoice: String(invoice.id), amount, balance: invoice.balance }}
      words={{ ...frame, submit: t('submit', { amount: formatMoney(amount, currency) }), sending: t('paying') }}
      errors={usePayErrors()}
      back={
        <AppLink href={`/invoices/${invoice.id}/pay`} className={buttonClass('outlined')}>
          {t('chooseAgain')}
        </AppLink>
      }
    >
      {notices}
      <section aria-labelledby="review" className="space-y-2">
        <h2 id="review" className="text-h3">
          {t('check')}
        </h2>
        <p className="text-lead">
          {t.rich('what', {
            amount: money(amount),
            company: () => <Data>{brandName}</Data>,
            number: () => <Data>{invoice.number}</Data>,
          })}
        </p>
        <p>{toCents(rest) === 0n ? t.rich('afterPaid', { left }) : t.rich('afterPart', { rest: money(rest), left })}</p>
      </section>
    </ConfirmForm>
  )
}

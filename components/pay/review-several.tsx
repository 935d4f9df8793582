import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Decimal } from '@/lib/money'
import { formatMoney, isZero } from '@/lib/money'
import { minus } from '@/lib/pay'
import type { Action } from '@/lib/result'
import type { PaySeveralView } from '@/lib/schemas/pay'
import { figuresOf } from '@/lib/schemas/pay'
import type { FormFrameWords } from '../form/checked-form'
import { AppLink } from '../layout/app-link'
import { buttonClass } from '../ui/button'
import { Money } from '../ui/money'
import { Data } from '../ui/text'
import { ConfirmForm } from './confirm-form'
import { usePayErrors } from './pay-words'
import { SeveralTable } from './several-table'

type ReviewSeveralProps = {
  view: PaySeveralView
  total: Decimal
  amount: Decimal
  action: Action<{ ids: string }>
  intent: string
  frame: FormFrameWords
  heading: ReactNode
  brandName: string
}

/** What credit pays of each invoice, and the button that pays it. */
export function ReviewSeveral(props: ReviewSeveralProps) {
  const { view, total, amount, action, intent, frame, heading, brandName } = props
  const t = useTranslations('paySeveral')
  const pay = useTranslations('pay')
  const { rows, credit, currency } = view
  const ids = rows.map(({ id }) => id).join()
  const money = (sum: Decimal) =>
    function Part() {
      return <Money amount={sum} currency={currency} />
    }
  const left = money(minus(credit, amount))
  const rest = minus(total, amount)
  const count = rows.filter(({ share }) => share !== '0.00').length
  return (
    <ConfirmForm
      {...{ action, intent, heading }}
      stored={{ ids, figures: figuresOf(rows, true) }}
      words={{ ...frame, submit: pay('submit', { amount: formatMoney(amount, currency) }), sending: pay('paying') }}
      errors={usePayErrors()}
      back={
        <AppLink href={`/invoices/pay?ids=${ids}`} className={buttonClass('outlined')}>
          {pay('chooseAgain')}
        </AppLink>
      }
    >
      <SeveralTable rows={rows} currency={currency} shared />
      <section aria-labelledby="review" className="space-y-2">
        <h2 id="review" className="text-h3">
          {pay('check')}
        </h2>
        <p className="text-lead">
          {t.rich('what', {
            count,
            amount: money(amount),
            company: () => <Data>{brandName}</Data>,
          })}
        </p>
        <p>{isZero(rest) ? t.rich('afterPaid', { left }) : pay.rich('afterPart', { left, rest: money(rest) })}</p>
      </section>
    </ConfirmForm>
  )
}

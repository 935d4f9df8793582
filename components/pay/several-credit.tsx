import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Decimal } from '@/lib/money'
import { sum } from '@/lib/pay'
import type { PaySeveralView } from '@/lib/schemas/pay'
import { ErrorSummary } from '../form/error-summary'
import { buttonClass } from '../ui/button'
import { FieldError } from '../ui/field'
import { Money } from '../ui/money'
import { CreditChoice } from './credit-choice'
import { SeveralTable } from './several-table'

type SeveralCreditProps = {
  view: PaySeveralView
  total: Decimal
  credit: Decimal
  heading: ReactNode
  /** Went on, and chose nothing. */
  missing: boolean
}

/** Whether credit goes first. Nothing is chosen beforehand, and nothing is paid. */
export function SeveralCredit({ view, total, credit, heading, missing }: SeveralCreditProps) {
  const t = useTranslations('paySeveral')
  const pay = useTranslations('pay')
  const e = useTranslations('errors')
  const { rows, currency } = view
  const money = (amount: Decimal) =>
    function Part() {
      return <Money amount={amount} currency={currency} />
    }
  return (
    <>
      {missing && (
        <ErrorSummary
          title={e('summary')}
          message=""
          fields={[{ name: 'credit', text: e('choice') }]}
          reference={undefined}
        />
      )}
      {heading}
      <SeveralTable rows={rows} currency={currency} />
      <p className="my-6">{t.rich('have', { credit: money(credit), total: money(total) })}</p>
      <form method="get" className="space-y-6">
        <input type="hidden" name="ids" value={rows.map(({ id }) => id).join()} />
        <input type="hidden" name="step" value="review" />
        <fieldset id="credit" tabIndex={-1} aria-describedby={missing ? 'credit-error' : undefined}>
          <legend className="mb-3 text-h3">{pay('question')}</legend>
          {missing && <FieldError id="credit-error">{e('choice')}</FieldError>}
          <div className="space-y-3">
            <CreditChoice
              value="full"
              title={t.rich('full', { amount: money(sum(rows.map(({ share }) => share))) })}
              text={t('fullText')}
            />
            <CreditChoice value="none" title={pay('none')} text={t('noneText')} />
          </div>
        </fieldset>
        <button type="submit" className={buttonClass('filled')}>
          {pay('continue')}
        </button>
      </form>
    </>
  )
}

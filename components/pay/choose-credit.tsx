import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Currency, Decimal } from '@/lib/money'
import { isZero } from '@/lib/money'
import type { CreditWish, PayStep } from '@/lib/pay'
import { minus } from '@/lib/pay'
import type { PayPageView } from '@/lib/schemas/pay'
import { ErrorSummary } from '../form/error-summary'
import { buttonClass } from '../ui/button'
import { Field, FieldError } from '../ui/field'
import { Money } from '../ui/money'
import { CreditChoice } from './credit-choice'

type ChooseCreditProps = {
  view: PayPageView
  wish: CreditWish
  error: Extract<PayStep, { kind: 'choose' }>['error']
  heading: ReactNode
  children: ReactNode
}

function moneyIn(currency: Currency) {
  return (amount: Decimal) =>
    function Part() {
      return <Money amount={amount} currency={currency} />
    }
}

/** All that is needed, or all there is when that is less. */
function FullCredit({ view: { invoice, credit, usable, currency } }: { view: PayPageView }) {
  const t = useTranslations('pay')
  const money = moneyIn(currency)
  const amount = money(usable)
  const rest = minus(invoice.balance, usable)
  return isZero(rest) ? (
    <CreditChoice
      value="full"
      title={t.rich('needed', { amount })}
      text={t.rich('neededText', { left: money(minus(credit, usable)) })}
    />
  ) : (
    <CreditChoice value="full" title={t.rich('all', { amount })} text={t.rich('allText', { rest: money(rest) })} />
  )
}

/** How much credit is used. Nothing is chosen beforehand, and nothing is paid: the form asks for the review. */
export function ChooseCredit({ view, wish, error, heading, children }: ChooseCreditProps) {
  const t = useTranslations('pay')
  const e = useTranslations('errors')
  const { invoice, credit, usable, currency } = view
  const money = moneyIn(currency)
  const said = error && e(error)
  const atAmount = error !== null && error !== 'choice'
  return (
    <>
      {said && (
        <ErrorSummary
          title={e('summary')}
          message=""
          fields={[{ name: atAmount ? 'amount' : 'credit', text: said }]}
          reference={undefined}
        />
      )}
      {heading}
      {children}
      <p className="mb-6">{t.rich('have', { credit: money(credit), balance: money(invoice.balance) })}</p>
      <form method="get" className="space-y-6">
        <input type="hidden" name="step" value="review" />
        <fieldset id="credit" tabIndex={-1} aria-describedby={error === 'choice' ? 'credit-error' : undefined}>
          <legend className="mb-3 text-h3">{t('question')}</legend>
          {error === 'choice' && said && <FieldError id="credit-error">{said}</FieldError>}
          <div className="space-y-3">
            <FullCredit view={view} />
            <CreditChoice value="other" title={t('other')} chosen={wish.credit === 'other'}>
              <Field
                name="amount"
                label={t('amount')}
                hint={t.rich('amountHint', { most: money(usable) })}
                error={atAmount && said ? said : undefined}
                defaultValue={wish.amount}
                inputMode="decimal"
                autoComplete="off"
                maxLength={20}
                className="ms-8 mt-3 max-w-52"
              />
            </CreditChoice>
            <CreditChoice value="none" title={t('none')} text={t('noneText')} />
          </div>
        </fieldset>
        <button type="submit" className={buttonClass('filled')}>
          {t('continue')}
        </button>
      </form>
    </>
  )
}

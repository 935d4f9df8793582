import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Decimal } from '@/lib/money'
import type { Action } from '@/lib/result'
import type { PaySeveralView } from '@/lib/schemas/pay'
import { figuresOf } from '@/lib/schemas/pay'
import { ActionButton } from '../form/action-button'
import type { FormFrameWords } from '../form/checked-form'
import { AppLink } from '../layout/app-link'
import { PageTitle } from '../layout/page-title'
import { Banner } from '../ui/banner'
import { buttonClass } from '../ui/button'
import { Money } from '../ui/money'
import { Data } from '../ui/text'
import { ConfirmForm } from './confirm-form'
import { usePayErrors } from './pay-words'
import { SeveralTable } from './several-table'

type CombineSeveralProps = {
  view: PaySeveralView
  total: Decimal
  action: Action<{ invoice: number }>
  all: Action
  intent: string
  frame: FormFrameWords
  heading: ReactNode
}

/** One invoice for all of them. Where WHMCS does not make it, its own page for all that is open is the way. */
export function CombineSeveral(props: CombineSeveralProps) {
  const { view, total, action, all, intent, frame, heading } = props
  const t = useTranslations('paySeveral')
  const pay = useTranslations('pay')
  const errors = usePayErrors()
  const { rows, currency, together, place } = view
  const count = rows.length
  if (!together) return <OneByOne title={frame.pageTitle} view={view} heading={heading} />
  const host = () => <Data>{place.host}</Data>
  const toAll = (
    <ActionButton
      action={all}
      intent={intent}
      look={place.signsOn ? 'outlined' : 'filled'}
      label={t('allSubmit')}
      pendingLabel={pay('opening')}
    />
  )
  if (!place.signsOn) {
    return (
      <div className="space-y-6">
        <PageTitle>{frame.pageTitle}</PageTitle>
        {heading}
        <SeveralTable rows={rows} currency={currency} />
        <p>{t.rich('allOnly', { host })}</p>
        {toAll}
      </div>
    )
  }
  return (
    <>
      <ConfirmForm
        {...{ action, intent, heading, errors }}
        stored={{ ids: rows.map(({ id }) => id).join(), figures: figuresOf(rows, false) }}
        words={{ ...frame, submit: t('combine', { count }), sending: t('combining') }}
        back={
          <AppLink href="/invoices?status=unpaid" className={buttonClass('outlined')}>
            {pay('chooseAgain')}
          </AppLink>
        }
      >
        <SeveralTable rows={rows} currency={currency} />
        <div className="space-y-2">
          <p className="text-lead">
            {t.rich('combineWhat', { count, total: () => <Money amount={total} currency={currency} /> })}
          </p>
          <p>{t.rich('combineNext', { host })}</p>
        </div>
      </ConfirmForm>
      <div className="mt-8 space-y-3 border-t border-line pt-6">
        <p>{t.rich('allInstead', { host })}</p>
        {toAll}
      </div>
    </>
  )
}

function OneByOne({ title, view, heading }: { title: string; view: PaySeveralView; heading: ReactNode }) {
  const t = useTranslations('paySeveral')
  const { rows, currency } = view
  return (
    <div className="space-y-6">
      <PageTitle>{title}</PageTitle>
      {heading}
      <Banner tone="info" title={t('separately')} />
      <ul className="space-y-3">
        {rows.map(({ id, number, balance }) => (
          <li key={id}>
            <AppLink href={`/invoices/${id}/pay`}>{t('payOne', { number })}</AppLink>{' '}
            <Money amount={balance} currency={currency} />
          </li>
        ))}
      </ul>
    </div>
  )
}

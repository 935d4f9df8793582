import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Action } from '@/lib/result'
import type { PayPageView } from '@/lib/schemas/pay'
import type { FormFrameWords } from '../form/checked-form'
import { Money } from '../ui/money'
import { Data } from '../ui/text'
import { GatewayForm } from './gateway-form'
import { usePayErrors } from './pay-words'

type GatewayStepProps = {
  view: PayPageView
  action: Action
  intent: string
  frame: FormFrameWords
  heading: ReactNode
  notices: ReactNode
}

/** The way to pay, and a click that leaves: never by itself, and never without saying where to. */
export function GatewayStep({ view, action, intent, frame, heading, notices }: GatewayStepProps) {
  const t = useTranslations('pay')
  const { invoice, gateways, currency, place } = view
  const own = gateways.find(({ module }) => module === invoice.paymentMethod)
  return (
    <GatewayForm
      {...{ action, intent, gateways }}
      invoice={invoice.id}
      chosen={own?.module ?? ''}
      words={{ ...frame, legend: t('how'), submit: t('go'), opening: t('opening') }}
      errors={usePayErrors()}
      heading={
        <>
          {heading}
          {notices}
          <p className="mb-6 text-lead">
            {t.rich('toPay', { amount: () => <Money amount={invoice.balance} currency={currency} /> })}
          </p>
        </>
      }
    >
      <p>
        {t.rich('leave', { host: () => <Data className="font-semibold">{place.host}</Data> })}{' '}
        {t(place.signsOn ? 'signedIn' : 'signIn')}
      </p>
    </GatewayForm>
  )
}

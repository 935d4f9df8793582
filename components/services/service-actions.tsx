import { useTranslations } from 'next-intl'
import type { Action } from '@/lib/result'
import { ActionButton } from '../form/action-button'
import { AppLink } from '../layout/app-link'
import { buttonClass } from '../ui/button'

type OpenPanelProps = { service: number; action: Action; intent: string }

/** To the control panel of the service itself, by way of WHMCS. */
export function OpenPanel({ service, action, intent }: OpenPanelProps) {
  const t = useTranslations('service')
  return (
    <ActionButton
      {...{ action, intent }}
      fields={{ service: String(service) }}
      look="filled"
      label={t('openPanel')}
      pendingLabel={t('opening')}
      className="w-full"
    />
  )
}

export function NextInvoiceLink({ service }: { service: number }) {
  const t = useTranslations('service')
  return (
    <AppLink href={`/services/${service}/next-invoice`} className={buttonClass('outlined')}>
      {t('nextInvoice')}
    </AppLink>
  )
}

export function StopPaymentLink({ service }: { service: number }) {
  const t = useTranslations('service')
  return (
    <AppLink href={`/services/${service}/automatic-payment`} className={buttonClass('outlined')}>
      {t('stopPayment')}
    </AppLink>
  )
}

/** Stands where none of the others does. */
export function NoActions() {
  const t = useTranslations('service')
  return <p className="text-muted">{t('noActions')}</p>
}

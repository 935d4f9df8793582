import { useTranslations } from 'next-intl'
import { Chip } from '../ui/chip'
import { Ban, CircleCheck, CirclePause } from '../ui/icons'

/** The state of an account; WHMCS knows three. */
export function ClientStatus({ status }: { status: string }) {
  const t = useTranslations('agent.statuses')
  if (status === 'Active') return <Chip {...{ tone: 'ok', icon: CircleCheck }}>{t('Active')}</Chip>
  if (status === 'Inactive') return <Chip {...{ tone: 'warn', icon: CirclePause }}>{t('Inactive')}</Chip>
  return <Chip {...{ tone: 'neutral', icon: Ban }}>{status === 'Closed' ? t('Closed') : status}</Chip>
}

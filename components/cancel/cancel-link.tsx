import { useTranslations } from 'next-intl'
import { AppLink } from '../layout/app-link'
import { buttonClass } from '../ui/button'
import type { Law } from './label'
import { useCancelLabel } from './label'

type CancelLinkProps = {
  service: number
  laws: readonly Law[]
  /** The contract is so young that a law lets it be withdrawn from. */
  mayWithdraw: boolean
}

/** The way to the end of a service, with the words that a law prescribes for it. */
export function CancelLink({ service, laws, mayWithdraw }: CancelLinkProps) {
  const t = useTranslations('cancel')
  const label = useCancelLabel(laws, 'enter', t('enter'))
  return (
    <AppLink href={`/services/${service}/cancel`} className={buttonClass('outlined')}>
      {mayWithdraw ? t('withdrawHere') : label}
    </AppLink>
  )
}

import { useTranslations } from 'next-intl'
import type { Action } from '@/lib/result'
import { ActionButton } from '../form/action-button'
import { Data } from '../ui/text'
import { TimeLeft } from './time-left'

/** `left` in milliseconds. */
type SupportBarProps = { customer: string; ticket: string; location: string | null; left: number; leave: Action }

/** Above every page while an agent is in a customer's account: it cannot be closed, and it is printed too. */
export function SupportBar({ customer, ticket, location, left, leave }: SupportBarProps) {
  const t = useTranslations('support')
  const noTicket = useTranslations('supportConsent')('noTicket')
  return (
    <div
      role="region"
      aria-label={t('bar')}
      data-support-bar
      className="sticky top-0 z-30 border-b-4 border-warn bg-warn-bg px-4 py-1 text-fg"
    >
      <div className="mx-auto flex max-w-[100rem] flex-wrap items-center gap-x-4 gap-y-1">
        <p className="me-auto">
          <strong>{t('readOnly')}</strong> <Data>{[customer, location].filter(Boolean).join(', ')}</Data> ·{' '}
          {ticket === '' ? noTicket : t.rich('forTicket', { number: () => <Data>{`#${ticket}`}</Data> })}
        </p>
        <TimeLeft ms={left} words={{ left: t('left', { time: '{time}' }), prefix: t('titlePrefix') }} />
        <ActionButton action={leave} look="outlined" label={t('leave')} />
      </div>
    </div>
  )
}

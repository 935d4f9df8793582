import { useTranslations } from 'next-intl'
import type { Action } from '@/lib/result'
import type { WriteClass } from '@/lib/support-class'
import { ActionButton } from '../form/action-button'
import { Button } from '../ui/button'
import { Data } from '../ui/text'
import { BarCheck } from './bar-check'
import { TimeLeft } from './time-left'

type SupportBarProps = {
  customer: string
  ticket: string
  location: string | null
  /** What may be changed; null when it is reading only. */
  writing: WriteClass | null
  /** Of the mode it is in, in milliseconds. */
  left: number
  leave: Action
  readOnly: Action
}

/** Above every page while an agent is in a customer's account: it cannot be closed, and it is printed too. */
export function SupportBar({ customer, ticket, location, writing, left, leave, readOnly }: SupportBarProps) {
  const t = useTranslations('support')
  const tone = writing ? 'border-bad bg-bad-bg' : 'border-warn bg-warn-bg'
  const noTicket = useTranslations('supportConsent')('noTicket')
  return (
    <div
      role="region"
      aria-label={t('bar')}
      data-support-bar={writing ?? 'read'}
      className={`sticky top-0 z-30 border-b-4 px-4 py-1 text-fg ${tone}`}
    >
      <BarCheck />
      <div className="mx-auto flex max-w-[100rem] flex-wrap items-center gap-x-3 gap-y-1">
        <p className="me-auto max-sm:basis-full">
          <strong>{writing ? t(`canChange.${writing}`) : t('readOnly')}</strong>{' '}
          <Data>{[customer, location].filter(Boolean).join(', ')}</Data> ·{' '}
          {ticket === '' ? noTicket : t.rich('forTicket', { number: () => <Data>{`#${ticket}`}</Data> })}
        </p>
        <TimeLeft key={writing ?? 'read'} ms={left} words={t('left', { time: '{time}' })} />
        {writing ? (
          <ActionButton action={readOnly} look="outlined" label={t('backShort')} ariaLabel={t('backToReading')} />
        ) : (
          // No link: the first link of a page leads to its content.
          <form action="/agent/change">
            <Button type="submit" aria-label={t('changeSomething')}>
              {t('changeShort')}
            </Button>
          </form>
        )}
        <ActionButton action={leave} look="outlined" label={t('leaveShort')} ariaLabel={t('leave')} />
      </div>
    </div>
  )
}

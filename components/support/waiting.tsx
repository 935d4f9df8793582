import { useTranslations } from 'next-intl'
import type { Action } from '@/lib/result'
import type { WaitingVisit } from '@/lib/schemas/support-consent'
import { ActionButton } from '../form/action-button'
import { AppLink } from '../layout/app-link'
import { Banner } from '../ui/banner'
import { Moment } from '../ui/moment'
import { Data } from '../ui/text'
import { LookAgain } from './look-again'

const TONES = {
  waiting: 'info',
  allowed: 'ok',
  refused: 'warn',
  withdrawn: 'info',
  expired: 'warn',
  used: 'info',
} as const

type WaitingProps = { visit: WaitingVisit; enter: Action; withdraw: Action }

/** What became of an agent's question. The page is made again while it is open; without JavaScript by a link. */
export function Waiting({ visit, enter, withdraw }: WaitingProps) {
  const t = useTranslations('supportWaiting')
  const { state, decider, customer, ticket, reason, until } = visit
  const open = state === 'waiting' || state === 'allowed'
  return (
    <div className="max-w-2xl space-y-6">
      <h1 className="text-h2">{t.rich('title', { customer: () => <Data>{customer}</Data> })}</h1>
      <div role="status">
        <Banner tone={TONES[state]} title={state === 'waiting' ? t(`waiting.${decider}`) : t(`states.${state}`)}>
          {open && (
            <p>
              {t.rich('until', { time: () => <Moment at={until} /> })} {state === 'waiting' && t('looks')}
            </p>
          )}
        </Banner>
      </div>
      <p className="wrap-anywhere text-muted">
        {ticket !== '' && (
          <>
            <Data>{`#${ticket}`}</Data>
            {': '}
          </>
        )}
        <Data>{reason}</Data>
      </p>
      <div className="flex flex-wrap items-center gap-3">
        {state === 'allowed' && <ActionButton action={enter} label={t('enter')} pendingLabel={t('entering')} />}
        {state === 'waiting' && (
          <AppLink href="/agent/waiting" className="inline-flex min-h-11 items-center">
            {t('look')}
          </AppLink>
        )}
        {open && <ActionButton action={withdraw} look="outlined" label={t('withdraw')} />}
        <AppLink href="/agent" className="inline-flex min-h-11 items-center">
          {t('back')}
        </AppLink>
      </div>
      {state === 'waiting' && <LookAgain />}
    </div>
  )
}

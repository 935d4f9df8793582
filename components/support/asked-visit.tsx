import { useTranslations } from 'next-intl'
import type { Action } from '@/lib/result'
import type { AskedVisit } from '@/lib/schemas/support-consent'
import { ActionButton } from '../form/action-button'
import { Moment } from '../ui/moment'
import { Data } from '../ui/text'
import { useRole } from './role'

type AnswerProps = {
  visit: AskedVisit
  allow: Action
  refuse: Action
  newIntent: () => string
}

/** Who wants to come in, why, and until when the question stands. */
export function AskedFacts({ visit }: { visit: AskedVisit }) {
  const t = useTranslations('supportConsent')
  return (
    <>
      <p className="wrap-anywhere">
        {visit.ticket === '' ? t('noTicket') : <Data>{`#${visit.ticket}`}</Data>}
        {': '}
        <Data>{visit.reason}</Data>
      </p>
      <p className="text-meta">{t.rich('until', { time: () => <Moment at={visit.until} /> })}</p>
    </>
  )
}

/** Yes and no, alike in weight. Yes can be taken back until the agent has come. */
export function Answer({ visit, allow, refuse, newIntent }: AnswerProps) {
  const t = useTranslations('supportConsent')
  const role = useRole()
  const button = { fields: { request: visit.id }, look: 'outlined' } as const
  const who = `${visit.agentName}, ${role(visit.agentRole)}`
  return (
    <div className="mt-3 flex flex-wrap gap-3">
      {!visit.allowed && (
        <ActionButton
          {...button}
          action={allow}
          intent={newIntent()}
          label={t('allow')}
          ariaLabel={t('allowLabel', { who })}
        />
      )}
      <ActionButton
        {...button}
        action={refuse}
        intent={newIntent()}
        label={t('refuse')}
        ariaLabel={t('refuseLabel', { who })}
      />
    </div>
  )
}

import { useTranslations } from 'next-intl'
import { AppLink } from '../layout/app-link'
import { CircleAlert, CircleCheck } from '../ui/icons'
import { Section } from '../ui/card'
import { Moment } from '../ui/moment'
import { Data } from '../ui/text'
import { useEventName } from './event-names'

export type SignInRow = { readonly at: Date; readonly ip: string; readonly done: boolean }

/** The last times that somebody signed in as this person, the refused ones too. */
export function SignIns({ signIns }: { signIns: readonly SignInRow[] }) {
  const t = useTranslations('security')
  return (
    <Section id="sign-ins" title={t('signInsTitle')}>
      <ul className="divide-y divide-line">
        {signIns.map(({ at, ip, done }, place) => (
          <li key={place} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-3">
            <Outcome done={done} word={t(done ? 'signedIn' : 'signInRefused')} />
            <Moment at={at} />
            <span className="text-muted">
              <Data>{ip}</Data>
            </span>
          </li>
        ))}
      </ul>
      <p className="mt-3 text-meta text-muted">{t('signInsNext')}</p>
    </Section>
  )
}

function Outcome({ done, word }: { done: boolean; word: string }) {
  const Icon = done ? CircleCheck : CircleAlert
  return (
    <span className={`inline-flex items-center gap-1.5 ${done ? 'text-ok' : 'text-bad'}`}>
      <Icon aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />
      {word}
    </span>
  )
}

export type EventRow = {
  readonly seq: number
  readonly at: Date
  readonly event: string
  readonly outcome: string
  readonly who: string | null
  readonly support: boolean
}

/** What was done in the account, and by whom. For its owner. */
export function Events({ events, more, first }: { events: readonly EventRow[]; more: number | null; first: boolean }) {
  const t = useTranslations('security')
  const nameOf = useEventName()
  return (
    <Section id="events" title={t('eventsTitle')}>
      {events.length === 0 && <p className="text-muted">{t('eventsNone')}</p>}
      <ul className="divide-y divide-line">
        {events.map(({ seq, at, event, outcome, who, support }) => (
          <li key={seq} className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 py-3">
            <span>
              {nameOf(event)}
              {outcome !== 'done' && (
                <span className="ms-2 text-meta text-bad">{t(outcome === 'unknown' ? 'notKnown' : 'notDone')}</span>
              )}
            </span>
            <span className="text-meta text-muted">
              {who === null ? t(support ? 'support' : 'somebodyGone') : <Data>{who}</Data>} · <Moment at={at} />
            </span>
          </li>
        ))}
      </ul>
      <p className="mt-3 flex flex-wrap gap-x-6">
        {more !== null && (
          <AppLink href={`/security?before=${more}#events`} className="inline-flex min-h-11 items-center">
            {t('older')}
          </AppLink>
        )}
        {!first && (
          <AppLink href="/security#events" className="inline-flex min-h-11 items-center">
            {t('newest')}
          </AppLink>
        )}
      </p>
    </Section>
  )
}

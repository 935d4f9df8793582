import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Action } from '@/lib/result'
import type { SupportVisit } from '@/lib/schemas/support'
import { ActionButton } from '../form/action-button'
import { Banner } from '../ui/banner'
import { Section } from '../ui/card'
import { Download } from '../ui/icons'
import { Moment } from '../ui/moment'
import { Data } from '../ui/text'
import { useRole } from './role'
import { VisitChanges } from './visit-changes'

type VisitListProps = {
  visits: readonly SupportVisit[]
  endVisit: Action<null>
  newIntent: () => string
  /** Between what goes on and what is past. */
  children: ReactNode
}

export function VisitList({ visits, endVisit, newIntent, children }: VisitListProps) {
  const t = useTranslations('supportAccess')
  const role = useRole()
  const inside = visits.filter(({ endedAt }) => endedAt === null)
  const past = visits.filter(({ endedAt }) => endedAt !== null)
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <h1 className="text-h1 sm:text-h1-wide">{t('title')}</h1>
        <a href="/support-access.csv" download className="inline-flex min-h-11 items-center gap-2">
          <Download className="size-5" strokeWidth={1.75} />
          {t('csv')}
        </a>
      </div>
      <p className="mb-6 text-muted">{t('intro')}</p>
      {inside.map((visit) => (
        <div key={visit.id} className="mb-6" role="status">
          <Banner tone="warn" title={t('inside', { agent: visit.agentName, role: role(visit.agentRole) })}>
            <VisitFacts visit={visit} />
            <ActionButton
              action={endVisit}
              intent={newIntent()}
              fields={{ grant: visit.id }}
              look="danger"
              label={t('endNow')}
              className="mt-2"
            />
          </Banner>
        </div>
      ))}
      {children}
      <Section id="past" title={t('past')}>
        {past.length === 0 ? (
          <p className="text-muted">{t('none')}</p>
        ) : (
          <ul className="divide-y divide-line">
            {past.map((visit) => (
              <li key={visit.id} className="py-4 first:pt-0">
                <p className="font-semibold">
                  <Data>{visit.agentName}</Data>, {role(visit.agentRole)}
                </p>
                <VisitFacts visit={visit} />
              </li>
            ))}
          </ul>
        )}
      </Section>
    </>
  )
}

/** The agent's own words for why are shown as they were written: they are told so in the form. */
function VisitFacts({ visit }: { visit: SupportVisit }) {
  const t = useTranslations('supportAccess')
  return (
    <>
      <p className="text-meta">
        {t.rich('since', { time: () => <Moment at={visit.startedAt} /> })}
        {visit.endedAt && <> · {t.rich('until', { time: () => <Moment at={visit.endedAt ?? visit.startedAt} /> })}</>}
        {visit.endedBy && <> · {t(`ends.${visit.endedBy}`)}</>}
      </p>
      <p className="wrap-anywhere">
        {t.rich(visit.ticket === '' ? 'whyNoTicket' : 'why', {
          ticket: () => <Data>{`#${visit.ticket}`}</Data>,
          reason: () => <Data>{visit.reason}</Data>,
        })}
      </p>
      {visit.overridden && <p className="text-meta">{t('overridden')}</p>}
      <details className="text-meta">
        <summary className="inline-flex min-h-6 items-center">{t('opened', { count: visit.opened.length })}</summary>
        <ul className="mt-1 ps-4">
          {visit.opened.map((path) => (
            <li key={path}>
              <Data>{path}</Data>
            </li>
          ))}
        </ul>
      </details>
      <VisitChanges visit={visit} />
      {visit.revealed.length > 0 && <p className="text-meta">{t('revealed', { count: visit.revealed.length })}</p>}
      {visit.refused > 0 && <p className="text-meta">{t('refused', { count: visit.refused })}</p>}
    </>
  )
}

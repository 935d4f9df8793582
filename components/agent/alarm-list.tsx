import { useTranslations } from 'next-intl'
import type { AlarmKind } from '@/lib/schemas/support-alarm'
import { AppLink } from '../layout/app-link'
import { Section } from '../ui/card'
import { TriangleAlert } from '../ui/icons'
import { Moment } from '../ui/moment'
import { Data } from '../ui/text'

type AlarmRow = {
  readonly key: string
  readonly kind: AlarmKind
  readonly agent: number
  readonly account: { readonly location: string; readonly client: number } | null
  readonly count: number
  readonly at: Date
}

type AlarmListProps = {
  alarms: readonly AlarmRow[]
  names: Readonly<Record<string, string>>
  several: boolean
}

/** What was unusual in the last 30 days. Each leads to what the agent did. */
export function AlarmList({ alarms, names, several }: AlarmListProps) {
  const t = useTranslations('alarms')
  return (
    <Section id="alarms" title={t('title')}>
      {alarms.length === 0 && <p className="text-muted">{t('none')}</p>}
      <ul className="divide-y divide-line">
        {alarms.map(({ key, kind, agent, account, count, at }) => (
          <li key={key} className="flex gap-3 py-3">
            <TriangleAlert aria-hidden className="mt-0.5 size-5 shrink-0 text-warn" strokeWidth={1.75} />
            <div className="min-w-0">
              <p>{t.rich(kind, { count, agent: () => <Data>{names[`agent:${agent}`] ?? `agent:${agent}`}</Data> })}</p>
              <p className="flex flex-wrap items-center gap-x-4 text-meta text-muted">
                <Moment at={at} />
                {account && <Data>{several ? `#${account.client}, ${account.location}` : `#${account.client}`}</Data>}
                <AppLink href={`/agent/audit?agent=${agent}`} className="inline-flex min-h-11 items-center">
                  {t('look')}
                </AppLink>
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )
}

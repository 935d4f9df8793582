import { getTranslations } from 'next-intl/server'
import { AlarmList } from '@/components/agent/alarm-list'
import { AuditChain } from '@/components/agent/audit-chain'
import { AuditFilters } from '@/components/agent/audit-filters'
import { AuditTable } from '@/components/agent/audit-table'
import { SupportSwitches } from '@/components/agent/support-switches'
import { AppLink } from '@/components/layout/app-link'
import { EmptyList } from '@/components/layout/empty-list'
import { PageTitle } from '@/components/layout/page-title'
import { Download } from '@/components/ui/icons'
import { auditFilters, auditQueryString, parseAuditQuery } from '@/lib/schemas/audit-query'
import type { SearchParams } from '@/lib/schemas/invoice-query'
import { oversight } from '@/server/agents/oversight'
import { agentRead } from '@/server/agents/page'
import { brand } from '@/server/brand'
import { allowAll, block, check, stopAll, unblock } from './actions'

/** For leads: who did what, whether the record is whole, what was unusual, and the switches. */
export default async function AuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [t, params] = await Promise.all([getTranslations('audit'), searchParams])
  const query = parseAuditQuery(params)
  // Whoever looks for something sees rows first; the rest is one click away.
  const searching = auditFilters(query) > 0 || query.before !== null
  const here = (before: number | null) => `/agent/audit${auditQueryString({ ...query, before })}`
  return agentRead(
    'lead',
    (agent) => oversight(agent, query),
    ({ rows, older, names, agents, locations, head, check: last, alarms, ...switches }) => (
      <>
        <PageTitle>{`${t('title')} – ${brand().name}`}</PageTitle>
        <div className="mb-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
          <h1 className="text-h2">{t('title')}</h1>
          <a
            href={`/agent/audit.csv${auditQueryString({ ...query, before: null })}`}
            download
            className="inline-flex min-h-11 items-center gap-2"
          >
            <Download aria-hidden className="size-5" strokeWidth={1.75} />
            {t('csv')}
          </a>
        </div>
        {searching ? null : (
          <div className="mb-6 grid items-start gap-4 lg:grid-cols-3">
            <AlarmList alarms={alarms} names={names} several={locations.length > 1} />
            <SupportSwitches {...{ ...switches, names, locations }} actions={{ stopAll, allowAll, block, unblock }} />
            <AuditChain head={head} check={last} who={last && (names[last.actor] ?? last.actor)} action={check} />
          </div>
        )}
        <AuditFilters {...{ query, agents, locations }} />
        {rows.length > 0 ? (
          <AuditTable rows={rows} names={names} several={locations.length > 1} />
        ) : (
          <EmptyList text={t('empty')} all={{ href: '/agent/audit', label: t('showAll') }} />
        )}
        <p className="mt-2 flex flex-wrap gap-x-6">
          {older !== null && (
            <AppLink href={here(older)} className="inline-flex min-h-11 items-center">
              {t('older')}
            </AppLink>
          )}
          {query.before !== null && (
            <AppLink href={here(null)} className="inline-flex min-h-11 items-center">
              {t('newest')}
            </AppLink>
          )}
        </p>
      </>
    ),
  )
}

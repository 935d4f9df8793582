import { getTranslations } from 'next-intl/server'
import { redirect } from 'next/navigation'
import { SearchBar } from '@/components/agent/search-bar'
import { SearchResults, sheetPath } from '@/components/agent/search-results'
import { PageTitle } from '@/components/layout/page-title'
import { Banner } from '@/components/ui/banner'
import { parseAgentQuery } from '@/lib/schemas/agent-query'
import type { SearchParams } from '@/lib/schemas/invoice-query'
import { single } from '@/lib/schemas/invoice-query'
import { agentRead } from '@/server/agents/page'
import { consoleHome } from '@/server/agents/console'
import { brand } from '@/server/brand'

/** Find a customer. One who was named exactly is opened at once. */
export default async function ConsolePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [t, s, params] = await Promise.all([getTranslations('agent'), getTranslations('support'), searchParams])
  const query = parseAgentQuery(params)
  return agentRead(
    'agent',
    (agent) => consoleHome(agent, query),
    ({ result, limited, several, codesLeft, names }) => {
      const [only, ...others] = result?.hits ?? []
      if (query?.exact && only && others.length === 0 && result?.silent.length === 0) {
        redirect(sheetPath(only.client.id, only.location, several))
      }
      return (
        <>
          <PageTitle>{`${t('title')} – ${brand().name}`}</PageTitle>
          <h1 className="mb-4 text-h2">{t('title')}</h1>
          <SearchBar q={single(params, 'q')} first />
          {several && (
            <p className="mb-4 text-meta text-muted">
              {t('locations', { locations: Object.values(names).join(', ') })}
            </p>
          )}
          {single(params, 'ended') !== '' && <Banner tone="info" title={s('ended')} />}
          {limited && <Banner tone="warn" title={t('limited')} />}
          {result && <SearchResults {...result} several={several} names={names} />}
          {codesLeft !== null && codesLeft <= 3 && (
            <div className="mt-6 max-w-[40rem]">
              <Banner tone="warn" title={t('codesLeft', { count: codesLeft })}>
                <p>{t('codesLeftText')}</p>
              </Banner>
            </div>
          )}
        </>
      )
    },
  )
}

import { getTranslations } from 'next-intl/server'
import { PageTitle } from '@/components/layout/page-title'
import { DomainList } from '@/components/services/service-list'
import type { SearchParams } from '@/lib/schemas/invoice-query'
import { parseServiceQuery } from '@/lib/schemas/service-query'
import { brand } from '@/server/brand'
import { read } from '@/server/page'
import { listDomains } from '@/server/use-cases/services'

export default async function DomainsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [t, params] = await Promise.all([getTranslations('domains'), searchParams])
  const query = parseServiceQuery(params)
  return read(
    'domains',
    (viewer) => listDomains(viewer, query),
    (page) => (
      <>
        <PageTitle>{`${t('title')} – ${brand().name}`}</PageTitle>
        <DomainList page={page} query={query} />
      </>
    ),
  )
}

import { getTranslations } from 'next-intl/server'
import { PageTitle } from '@/components/layout/page-title'
import { ServiceList } from '@/components/services/service-list'
import type { SearchParams } from '@/lib/schemas/invoice-query'
import { parseServiceQuery } from '@/lib/schemas/service-query'
import { brand } from '@/server/brand'
import { read } from '@/server/page'
import { listServices } from '@/server/use-cases/services'

export default async function ServicesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [t, params] = await Promise.all([getTranslations('services'), searchParams])
  const query = parseServiceQuery(params)
  return read(
    'products',
    (viewer) => listServices(viewer, query),
    (page) => (
      <>
        <PageTitle>{`${t('title')} – ${brand().name}`}</PageTitle>
        <ServiceList page={page} query={query} />
      </>
    ),
  )
}

import { getTranslations } from 'next-intl/server'
import { CancellationList } from '@/components/cancellations/cancellation-list'
import { Done } from '@/components/form/done'
import { PageTitle } from '@/components/layout/page-title'
import { parseCancellationQuery } from '@/lib/schemas/cancellation-query'
import type { SearchParams } from '@/lib/schemas/invoice-query'
import { brand } from '@/server/brand'
import { read } from '@/server/page'
import { listCancellations } from '@/server/use-cases/cancellations'

const SAVED = ['withdrawn', 'stopped'] as const

export default async function CancellationsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [t, params] = await Promise.all([getTranslations('cancellations'), searchParams])
  const query = parseCancellationQuery(params)
  const saved = SAVED.find((what) => what === params['saved'])
  return read(
    'orders',
    (viewer) => listCancellations(viewer, query),
    (page) => (
      <>
        <PageTitle>{`${t('title')} – ${brand().name}`}</PageTitle>
        {saved && <Done title={t(saved)} />}
        <CancellationList page={page} query={query} />
      </>
    ),
  )
}

import { useTranslations } from 'next-intl'
import type { RequestPage } from '@/lib/schemas/cancellation'
import type { CancellationQuery } from '@/lib/schemas/cancellation-query'
import { activeFilters, cancellationQueryString } from '@/lib/schemas/cancellation-query'
import { AppLink } from '../layout/app-link'
import { ListFooter } from '../layout/list-footer'
import { Banner } from '../ui/banner'
import { CancellationFilters } from './cancellation-filters'
import { CancellationTable } from './cancellation-table'

type ListProps = { page: RequestPage; query: CancellationQuery }

export function CancellationList({ page, query }: ListProps) {
  const t = useTranslations('cancellations')
  return (
    <>
      <h1 className="mb-2 text-h1 sm:text-h1-wide">{t('title')}</h1>
      <p className="mb-6 text-muted">{t('intro')}</p>
      {!page.complete && (
        <div className="mb-4">
          <Banner tone="info" title={t('incomplete')}>
            <p>{t('incompleteText')}</p>
          </Banner>
        </div>
      )}
      {(page.total > 0 || activeFilters(query) > 0) && <CancellationFilters query={query} />}
      {page.rows.length === 0 ? (
        <Nothing query={query} />
      ) : (
        <>
          <CancellationTable {...page} />
          <ListFooter
            page={page}
            hrefOf={(number) => `/cancellations${cancellationQueryString({ ...query, page: number })}`}
          />
        </>
      )}
    </>
  )
}

/** Nothing yet, and nothing that fits, are two things. */
function Nothing({ query }: { query: CancellationQuery }) {
  const t = useTranslations('cancellations')
  const filtered = activeFilters(query) > 0
  return (
    <div className="rounded-lg border border-line p-6 sm:p-8" role="status">
      <p>{filtered ? t('emptyFiltered') : t('empty')}</p>
      {filtered && (
        <AppLink href="/cancellations" className="mt-2 inline-flex min-h-11 items-center">
          {t('showAll')}
        </AppLink>
      )}
    </div>
  )
}

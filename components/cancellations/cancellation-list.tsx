import { useTranslations } from 'next-intl'
import type { RequestPage } from '@/lib/schemas/cancellation'
import type { CancellationQuery } from '@/lib/schemas/cancellation-query'
import { activeFilters, cancellationQueryString } from '@/lib/schemas/cancellation-query'
import { EmptyList } from '../layout/empty-list'
import { ListFooter } from '../layout/list-footer'
import { Banner } from '../ui/banner'
import { CancellationFilters } from './cancellation-filters'
import { CancellationTable } from './cancellation-table'

type ListProps = { page: RequestPage; query: CancellationQuery }

export function CancellationList({ page, query }: ListProps) {
  const t = useTranslations('cancellations')
  const filtered = activeFilters(query) > 0
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
      {(page.total > 0 || filtered) && <CancellationFilters query={query} />}
      {page.rows.length === 0 ? (
        <EmptyList
          text={filtered ? t('emptyFiltered') : t('empty')}
          all={filtered ? { href: '/cancellations', label: t('showAll') } : undefined}
        />
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

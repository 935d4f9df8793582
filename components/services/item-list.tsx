import { useTranslations } from 'next-intl'
import type { ServiceFilter, ServiceQuery, ServiceSort } from '@/lib/schemas/service-query'
import { SERVICE_FILTERS, serviceQueryString } from '@/lib/schemas/service-query'
import { AppLink } from '../layout/app-link'
import { EmptyList } from '../layout/empty-list'
import { ListFooter } from '../layout/list-footer'
import { SearchForm } from '../layout/search-form'
import { SortHead } from '../layout/sort-head'
import { ListTable } from '../ui/list-table'
import type { ItemRow } from './item-rows'
import { ItemRows } from './item-rows'
import { useStatusWords } from './service-status'

type Shown = {
  readonly counts: Readonly<Record<ServiceFilter, number>>
  readonly total: number
  readonly page: number
  readonly pages: number
  readonly pageSize: number
}

type ItemListProps = {
  kind: 'services' | 'domains'
  page: Shown
  rows: readonly ItemRow[]
  query: ServiceQuery
}

/** The services of an account, or its domains: tabs, a search, and a table of one page. */
export function ItemList({ kind, page, rows, query }: ItemListProps) {
  const t = useTranslations(kind)
  const path = `/${kind}`
  const statuses = useStatusWords()
  return (
    <>
      <h1 className="mb-4 text-h1 sm:text-h1-wide">{t('title')}</h1>
      <Tabs {...{ kind, query }} counts={page.counts} />
      <Search {...{ kind, query }} />
      {rows.length === 0 ? (
        <Nothing {...{ kind, query }} />
      ) : (
        <>
          <ListTable caption={t('title')} head={<HeadRow {...{ kind, query }} />}>
            <ItemRows rows={rows} words={{ due: t('due'), never: t('never'), statuses }} />
          </ListTable>
          <ListFooter page={page} hrefOf={(number) => path + serviceQueryString({ ...query, page: number })} />
        </>
      )}
    </>
  )
}

type Part = Pick<ItemListProps, 'kind' | 'query'>

/** Statuses as links: the address is the state. Those of which there are none are left out. */
function Tabs({ kind, query, counts }: Part & Pick<Shown, 'counts'>) {
  const t = useTranslations('services')
  const shown = SERVICE_FILTERS.filter((filter) => filter === query.status || counts[filter] > 0)
  return (
    <nav aria-label={t('tabs')} className="mb-4">
      <ul className="flex flex-wrap gap-2">
        {[null, ...shown].map((filter) => (
          <li key={filter ?? 'all'}>
            <AppLink
              href={`/${kind}${serviceQueryString({ ...query, status: filter, page: 1 })}`}
              aria-current={filter === query.status ? 'page' : undefined}
              className="tab"
            >
              {filter === null ? t('all') : t('count', { label: t(`filters.${filter}`), count: counts[filter] })}
            </AppLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Search({ kind, query }: Part) {
  const t = useTranslations(kind)
  const all = useTranslations('services')
  return (
    <SearchForm
      action={`/${kind}`}
      q={query.q}
      words={{ search: t('search'), apply: all('apply'), clear: all('clear') }}
      clear={`/${kind}${serviceQueryString({ ...query, q: '', page: 1 })}`}
    >
      {query.status && <input type="hidden" name="status" value={query.status} />}
      {query.sort !== 'status' && (
        <input type="hidden" name="sort" value={`${query.descending ? '-' : ''}${query.sort}`} />
      )}
    </SearchForm>
  )
}

function HeadRow(part: Part) {
  const t = useTranslations(part.kind)
  return (
    <>
      <ItemSort {...part} sort="name" label={t('name')} />
      <ItemSort {...part} sort="price" label={t('price')} end />
      <ItemSort {...part} sort="due" label={t('due')} />
      <ItemSort {...part} sort="status" label={t('status')} />
    </>
  )
}

type ItemSortProps = Part & { sort: ServiceSort; label: string; end?: boolean }

function ItemSort({ kind, query, sort, ...head }: ItemSortProps) {
  const active = query.sort === sort
  const next = { ...query, sort, descending: active && !query.descending, page: 1 }
  return (
    <SortHead
      {...head}
      href={`/${kind}${serviceQueryString(next)}`}
      order={active ? (query.descending ? 'descending' : 'ascending') : null}
    />
  )
}

function Nothing({ kind, query }: Part) {
  const t = useTranslations(kind)
  const filtered = query.status !== null || query.q !== ''
  const all = { href: `/${kind}`, label: t('showAll') }
  return <EmptyList text={filtered ? t('emptyFiltered') : t('empty')} all={filtered ? all : undefined} />
}

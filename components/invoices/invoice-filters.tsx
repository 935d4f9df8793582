import { useTranslations } from 'next-intl'
import type { InvoiceQuery } from '@/lib/schemas/invoice-query'
import { activeFilters, invoiceQueryString } from '@/lib/schemas/invoice-query'
import { FilterPanel } from '../layout/filter-panel'
import { Field } from '../ui/field'

export function InvoiceFilters({ query }: { query: InvoiceQuery }) {
  const t = useTranslations('invoices')
  const sort = `${query.descending ? '-' : ''}${query.sort}`
  return (
    <FilterPanel
      action="/invoices"
      active={activeFilters(query)}
      submit={t('apply')}
      clear={`/invoices${invoiceQueryString({ ...query, q: '', from: '', to: '', page: 1 })}`}
    >
      {query.status && <input type="hidden" name="status" value={query.status} />}
      {sort !== '-date' && <input type="hidden" name="sort" value={sort} />}
      <Field
        name="q"
        type="search"
        label={t('search')}
        defaultValue={query.q}
        autoComplete="off"
        enterKeyHint="search"
        className="w-full sm:w-52"
      />
      <Field name="from" type="date" label={t('from')} defaultValue={query.from} className="w-full sm:w-44" />
      <Field name="to" type="date" label={t('to')} defaultValue={query.to} className="w-full sm:w-44" />
    </FilterPanel>
  )
}

import { useTranslations } from 'next-intl'
import type { InvoiceQuery } from '@/lib/schemas/invoice-query'
import { activeFilters, invoiceQueryString } from '@/lib/schemas/invoice-query'
import { AppLink } from '../layout/app-link'
import { Button } from '../ui/button'
import { Field } from '../ui/field'

/** A plain GET form: it works without JavaScript, and Back brings the last view back. */
export function InvoiceFilters({ query }: { query: InvoiceQuery }) {
  const t = useTranslations('invoices')
  const active = activeFilters(query)
  const sort = `${query.descending ? '-' : ''}${query.sort}`
  return (
    <details open={active > 0} className="mb-4 rounded-lg border border-line">
      <summary className="flex min-h-11 items-center px-4 font-semibold">
        {t('filters')}
        {active > 0 && (
          <span className="ms-2 text-meta font-normal text-muted">{t('filtersActive', { count: active })}</span>
        )}
      </summary>
      <form action="/invoices" className="flex flex-wrap items-end gap-4 px-4 pt-1 pb-4">
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
        <div className="flex flex-wrap items-center gap-2">
          <Button type="submit" look="outlined">
            {t('apply')}
          </Button>
          {active > 0 && (
            <AppLink
              href={`/invoices${invoiceQueryString({ ...query, q: '', from: '', to: '', page: 1 })}`}
              className="inline-flex min-h-11 items-center px-2"
            >
              {t('clear')}
            </AppLink>
          )}
        </div>
      </form>
    </details>
  )
}

import { Download } from '../ui/icons'
import { useTranslations } from 'next-intl'
import type { PlainDate } from '@/lib/dates'
import type { InvoicePage } from '@/lib/schemas/invoice'
import type { InvoiceQuery } from '@/lib/schemas/invoice-query'
import { activeFilters, invoiceQueryString } from '@/lib/schemas/invoice-query'
import { AppLink } from '../layout/app-link'
import { Banner } from '../ui/banner'
import { Pagination } from '../ui/pagination'
import { InvoiceFilters } from './invoice-filters'
import { InvoiceTable } from './invoice-table'
import { InvoiceTabs } from './invoice-tabs'

type InvoiceListProps = { page: InvoicePage; query: InvoiceQuery; today: PlainDate }

export function InvoiceList({ page, query, today }: InvoiceListProps) {
  const t = useTranslations('invoices')
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <h1 className="text-h1 sm:text-h1-wide">{t('title')}</h1>
        {page.total > 0 && (
          <a
            href={`/invoices.csv${invoiceQueryString({ ...query, page: 1 })}`}
            download
            className="inline-flex min-h-11 items-center gap-2"
          >
            <Download aria-hidden className="size-5" strokeWidth={1.75} />
            {t('csv')}
          </a>
        )}
      </div>
      <InvoiceTabs query={query} counts={page.counts} />
      <InvoiceFilters query={query} />
      {page.capped && (
        <div className="mb-4">
          <Banner tone="info" title={t('capped', { count: page.searchLimit })} />
        </div>
      )}
      {page.invoices.length === 0 ? <NoInvoices query={query} /> : <Rows page={page} query={query} today={today} />}
    </>
  )
}

function Rows({ page, query, today }: InvoiceListProps) {
  const t = useTranslations('invoices')
  const first = (page.page - 1) * page.pageSize + 1
  const last = Math.min(page.total, page.page * page.pageSize)
  return (
    <>
      <InvoiceTable invoices={page.invoices} currency={page.currency} query={query} today={today} />
      <div className="mt-4 flex flex-wrap items-center justify-between gap-4">
        <p role="status" className="text-muted">
          {t('showing', { first, last, total: page.total })}
        </p>
        <Pagination
          page={page.page}
          pages={page.pages}
          hrefOf={(number) => `/invoices${invoiceQueryString({ ...query, page: number })}`}
          words={{
            label: t('pages'),
            previous: t('previous'),
            next: t('next'),
            pageOf: (number) => t('page', { page: number }),
          }}
        />
      </div>
    </>
  )
}

/** Nothing yet, and nothing that fits, are two things. */
function NoInvoices({ query }: { query: InvoiceQuery }) {
  const t = useTranslations('invoices')
  const filtered = query.status !== null || activeFilters(query) > 0 || query.page > 1
  return (
    <div className="rounded-lg border border-line p-6 sm:p-8" role="status">
      <p>{filtered ? t('emptyFiltered') : t('empty')}</p>
      {filtered && (
        <AppLink href="/invoices" className="mt-2 inline-flex min-h-11 items-center">
          {t('showAll')}
        </AppLink>
      )}
    </div>
  )
}

import { Download } from '../ui/icons'
import { useTranslations } from 'next-intl'
import type { PlainDate } from '@/lib/dates'
import type { InvoicePage } from '@/lib/schemas/invoice'
import type { InvoiceQuery } from '@/lib/schemas/invoice-query'
import { activeFilters, invoiceQueryString } from '@/lib/schemas/invoice-query'
import { EmptyList } from '../layout/empty-list'
import { ListFooter } from '../layout/list-footer'
import { Banner } from '../ui/banner'
import { buttonClass } from '../ui/button'
import { InvoiceFilters } from './invoice-filters'
import { InvoiceTable, SELECTION } from './invoice-table'
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
  return (
    <>
      <InvoiceTable invoices={page.invoices} currency={page.currency} query={query} today={today} />
      <Selection payable={page.invoices.some(({ status }) => status === 'Unpaid')} />
      <ListFooter page={page} hrefOf={(number) => `/invoices${invoiceQueryString({ ...query, page: number })}`} />
    </>
  )
}

/** Below the table whose boxes belong to it: a plain form of two buttons, so it works without JavaScript. */
function Selection({ payable }: { payable: boolean }) {
  const t = useTranslations('invoices')
  return (
    <form id={SELECTION} action="/invoices/download" method="get" className="mt-4 space-y-2">
      <p className="text-meta text-muted">{t('selectHint')}</p>
      <div className="flex flex-wrap gap-3">
        {payable && (
          <button type="submit" formAction="/invoices/pay" className={buttonClass('outlined')}>
            {t('paySelected')}
          </button>
        )}
        <button type="submit" className={buttonClass('outlined')}>
          {t('downloadSelected')}
        </button>
      </div>
    </form>
  )
}

function NoInvoices({ query }: { query: InvoiceQuery }) {
  const t = useTranslations('invoices')
  const filtered = query.status !== null || activeFilters(query) > 0 || query.page > 1
  return filtered ? (
    <EmptyList text={t('emptyFiltered')} all={{ href: '/invoices', label: t('showAll') }} />
  ) : (
    <EmptyList text={t('empty')} />
  )
}

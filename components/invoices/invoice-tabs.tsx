import { useTranslations } from 'next-intl'
import type { InvoiceCounts } from '@/lib/schemas/client'
import type { InvoiceFilter, InvoiceQuery } from '@/lib/schemas/invoice-query'
import { invoiceQueryString } from '@/lib/schemas/invoice-query'
import { AppLink } from '../layout/app-link'

const TABS: readonly (InvoiceFilter | null)[] = [null, 'unpaid', 'overdue', 'paid', 'cancelled', 'refunded']

function countOf(counts: InvoiceCounts, filter: InvoiceFilter | null): number | null {
  return filter === null ? null : counts[filter]
}

/** Statuses as links: the address is the state. Rare ones appear when there is something to see. */
export function InvoiceTabs({ query, counts }: { query: InvoiceQuery; counts: InvoiceCounts }) {
  const t = useTranslations('invoices')
  const shown = TABS.filter(
    (tab) => tab === null || tab === 'unpaid' || tab === 'paid' || tab === query.status || countOf(counts, tab) !== 0,
  )
  return (
    <nav aria-label={t('tabs')} className="mb-4">
      <ul className="flex flex-wrap gap-2">
        {shown.map((tab) => {
          const count = countOf(counts, tab)
          return (
            <li key={tab ?? 'all'}>
              <AppLink
                href={`/invoices${invoiceQueryString({ ...query, status: tab, page: 1 })}`}
                aria-current={tab === query.status ? 'page' : undefined}
                className="tab"
              >
                {count === null ? t('all') : t('count', { label: t(tab ?? 'all'), count })}
              </AppLink>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

import { ArrowDown, ArrowUp } from '../ui/icons'
import { useTranslations } from 'next-intl'
import type { PlainDate as Day } from '@/lib/dates'
import { daysBetween } from '@/lib/dates'
import type { Currency } from '@/lib/money'
import type { InvoiceSort, InvoiceSummary } from '@/lib/schemas/invoice'
import { isOverdue } from '@/lib/schemas/invoice'
import type { InvoiceQuery } from '@/lib/schemas/invoice-query'
import { invoiceQueryString } from '@/lib/schemas/invoice-query'
import { AppLink } from '../layout/app-link'
import { Money } from '../ui/money'
import { PlainDate } from '../ui/plain-date'
import { Data } from '../ui/text'
import { InvoiceStatus } from './invoice-status'

type InvoiceTableProps = { invoices: readonly InvoiceSummary[]; currency: Currency; query: InvoiceQuery; today: Day }

export function InvoiceTable({ invoices, currency, query, today }: InvoiceTableProps) {
  const t = useTranslations('invoices')
  return (
    <div className="overflow-hidden rounded-lg border border-line">
      <table role="table" className="data-list">
        <caption className="sr-only">{t('caption')}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <SortHeader query={query} sort="number" label={t('number')} />
            <SortHeader query={query} sort="date" label={t('issued')} />
            <SortHeader query={query} sort="duedate" label={t('due')} />
            <SortHeader query={query} sort="total" label={t('total')} end />
            <SortHeader query={query} sort="status" label={t('status')} />
            <th role="columnheader" scope="col">
              {t('document')}
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {invoices.map((invoice) => (
            <InvoiceRow key={invoice.id} invoice={invoice} currency={currency} today={today} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

type SortHeaderProps = { query: InvoiceQuery; sort: InvoiceSort; label: string; end?: boolean }

function SortHeader({ query, sort, label, end = false }: SortHeaderProps) {
  const t = useTranslations('invoices')
  const active = query.sort === sort
  const descending = active ? !query.descending : sort !== 'number'
  const Icon = query.descending ? ArrowDown : ArrowUp
  return (
    <th
      role="columnheader"
      scope="col"
      className={end ? 'sm:text-end' : undefined}
      aria-sort={active ? (query.descending ? 'descending' : 'ascending') : undefined}
    >
      <AppLink
        href={`/invoices${invoiceQueryString({ ...query, sort, descending, page: 1 })}`}
        className="inline-flex min-h-6 items-center gap-1 text-muted no-underline hover:text-fg hover:underline"
      >
        {label}
        {active && (
          <>
            <Icon aria-hidden className="size-3.5" />
            <span className="sr-only">{query.descending ? t('sortedDown') : t('sortedUp')}</span>
          </>
        )}
      </AppLink>
    </th>
  )
}

function InvoiceRow({ invoice, currency, today }: { invoice: InvoiceSummary; currency: Currency; today: Day }) {
  const t = useTranslations('invoices')
  return (
    <tr role="row">
      <th role="rowheader" scope="row" className="order-1 font-semibold">
        <AppLink href={`/invoices/${invoice.id}`} className="inline-flex min-h-6 items-center wrap-anywhere">
          <Data>{invoice.number}</Data>
        </AppLink>
      </th>
      <td role="cell" data-hide>
        {invoice.issuedOn && <PlainDate date={invoice.issuedOn} />}
      </td>
      <td role="cell" className="order-4 max-sm:text-end max-sm:text-meta max-sm:text-muted">
        <DueDate invoice={invoice} today={today} />
      </td>
      <td role="cell" className="order-3 font-semibold sm:text-end">
        <Money amount={invoice.total} currency={currency} />
      </td>
      <td role="cell" className="order-2 max-sm:text-end">
        <InvoiceStatus invoice={invoice} today={today} />
      </td>
      <td role="cell" data-hide>
        <a
          href={`/invoices/${invoice.id}/pdf`}
          aria-label={t('pdfLabel', { number: invoice.number })}
          className="inline-flex min-h-6 min-w-6 items-center"
        >
          {t('pdf')}
        </a>
      </td>
    </tr>
  )
}

function DueDate({ invoice, today }: { invoice: InvoiceSummary; today: Day }) {
  const t = useTranslations('invoices')
  if (!invoice.dueOn) return t('notSet')
  const days = daysBetween(invoice.dueOn, today)
  return (
    <>
      <PlainDate date={invoice.dueOn} />
      {isOverdue(invoice, today) && <span className="block text-meta text-bad">{t('overdueDays', { days })}</span>}
    </>
  )
}

import { useLocale, useTranslations } from 'next-intl'
import type { PlainDate } from '@/lib/dates'
import { daysBetween, formatDate } from '@/lib/dates'
import type { Currency } from '@/lib/money'
import { formatMoney } from '@/lib/money'
import type { InvoiceSort, InvoiceSummary } from '@/lib/schemas/invoice'
import type { InvoiceQuery } from '@/lib/schemas/invoice-query'
import { invoiceQueryString } from '@/lib/schemas/invoice-query'
import { SortHead } from '../layout/sort-head'
import { Head, ListTable } from '../ui/list-table'
import type { InvoiceRow } from './invoice-rows'
import { InvoiceRows } from './invoice-rows'
import { statusName, useStatusWords } from './invoice-status'

/** The form below the table that its boxes belong to. */
export const SELECTION = 'selection'

type Invoices = { invoices: readonly InvoiceSummary[]; currency: Currency; today: PlainDate }

export function InvoiceTable({ query, ...invoices }: Invoices & { query: InvoiceQuery }) {
  const t = useTranslations('invoices')
  const words = {
    pdf: t('pdf'),
    pdfLabel: t('pdfLabel', { number: '{number}' }),
    choose: t('choose', { number: '{number}' }),
    notSet: t('notSet'),
    statuses: useStatusWords(),
  }
  return (
    <ListTable
      caption={t('caption')}
      head={
        <>
          <SortHeader query={query} sort="number" label={t('number')} />
          <SortHeader query={query} sort="date" label={t('issued')} />
          <SortHeader query={query} sort="duedate" label={t('due')} />
          <SortHeader query={query} sort="total" label={t('total')} end />
          <SortHeader query={query} sort="status" label={t('status')} />
          <Head>{t('document')}</Head>
        </>
      }
    >
      <InvoiceRows form={SELECTION} rows={useRows(invoices)} words={words} />
    </ListTable>
  )
}

type SortHeaderProps = { query: InvoiceQuery; sort: InvoiceSort; label: string; end?: boolean }

function SortHeader({ query, sort, ...head }: SortHeaderProps) {
  const active = query.sort === sort
  const descending = active ? !query.descending : sort !== 'number'
  return (
    <SortHead
      {...head}
      href={`/invoices${invoiceQueryString({ ...query, sort, descending, page: 1 })}`}
      order={active ? (query.descending ? 'descending' : 'ascending') : null}
    />
  )
}

function useRows({ invoices, currency, today }: Invoices): InvoiceRow[] {
  const t = useTranslations('invoices')
  const locale = useLocale()
  const day = (date: PlainDate | null) => (date === null ? null : { date, text: formatDate(date, locale) })
  return invoices.map((invoice) => {
    const { id, number, issuedOn, dueOn, total } = invoice
    const status = statusName(invoice, today)
    return {
      id,
      number,
      issued: day(issuedOn),
      due: day(dueOn),
      overdue: dueOn && status === 'Overdue' ? t('overdueDays', { days: daysBetween(dueOn, today) }) : null,
      total: formatMoney(total, currency),
      status,
    }
  })
}

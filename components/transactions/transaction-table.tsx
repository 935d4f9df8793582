import { useTranslations } from 'next-intl'
import { toCents } from '@/lib/money'
import type { TransactionPage, TransactionRow } from '@/lib/schemas/money'
import { AppLink } from '../layout/app-link'
import { Head, ListTable } from '../ui/list-table'
import { Money } from '../ui/money'
import { PlainDate } from '../ui/plain-date'
import { Data } from '../ui/text'

/** The looks of a row's cells (date, what, invoice, way, number, amount), written once and not in each row. */
const CELLS = [
  'max-sm:[&_td:nth-child(1)]:order-3 max-sm:[&_td:nth-child(1)]:text-meta max-sm:[&_td:nth-child(1)]:text-muted',
  '[&_th]:font-semibold max-sm:[&_th]:order-1',
  'max-sm:[&_td:nth-child(3)]:order-4 max-sm:[&_td:nth-child(3)]:text-end max-sm:[&_td:nth-child(3)]:text-meta',
  '[&_td:nth-child(4)]:text-muted max-sm:[&_td:nth-child(4)]:order-5 max-sm:[&_td:nth-child(4)]:text-meta',
  '[&_td:nth-child(5)]:text-meta [&_td:nth-child(5)]:wrap-anywhere [&_td:nth-child(5)]:text-muted',
  'max-sm:[&_td:nth-child(5)]:order-6 max-sm:[&_td:nth-child(5)]:text-end',
  '[&_td:last-child]:text-end [&_td:last-child]:font-semibold max-sm:[&_td:last-child]:order-2',
].join(' ')

export function TransactionTable({ page }: { page: TransactionPage }) {
  const t = useTranslations('transactions')
  return (
    <ListTable
      caption={t('caption')}
      head={
        <>
          <Head>{t('date')}</Head>
          <Head>{t('what')}</Head>
          <Head>{t('invoice')}</Head>
          <Head>{t('method')}</Head>
          <Head>{t('number')}</Head>
          <Head className="sm:text-end">{t('amount')}</Head>
        </>
      }
    >
      <tbody role="rowgroup" className={CELLS}>
        {page.rows.map((row) => (
          <Row key={row.id} row={row} currency={page.currency} />
        ))}
      </tbody>
    </ListTable>
  )
}

/** What went back stands with its minus before it, and is called so: never by colour alone. */
function Row({ row, currency }: { row: TransactionRow; currency: TransactionPage['currency'] }) {
  const t = useTranslations('transactions')
  const back = toCents(row.amountOut) > 0n
  return (
    <tr role="row">
      <td role="cell">{row.at ? <PlainDate date={row.at.slice(0, 10)} /> : t('unknownDate')}</td>
      <th role="rowheader" scope="row">
        {back ? t('refund') : t('payment')}
      </th>
      <td role="cell">
        {row.invoiceId > 0 && (
          <AppLink href={`/invoices/${row.invoiceId}`} className="gap-1">
            {t.rich('ofInvoice', { number: () => <Data>{String(row.invoiceId)}</Data> })}
          </AppLink>
        )}
      </td>
      <td role="cell">
        <Data>{row.gateway}</Data>
      </td>
      <td role="cell">
        <Data>{row.transactionId}</Data>
      </td>
      <td role="cell">
        <Money amount={back ? `-${row.amountOut}` : row.amountIn} currency={currency} />
      </td>
    </tr>
  )
}

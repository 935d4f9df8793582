import { useTranslations } from 'next-intl'
import { toCents } from '@/lib/money'
import type { TransactionPage, TransactionRow } from '@/lib/schemas/money'
import { AppLink } from '../layout/app-link'
import { Head, ListTable } from '../ui/list-table'
import { Money } from '../ui/money'
import { PlainDate } from '../ui/plain-date'
import { Data } from '../ui/text'

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
      <tbody role="rowgroup">
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
      <td role="cell" className="whitespace-nowrap max-sm:order-3 max-sm:text-meta max-sm:text-muted">
        {row.at ? <PlainDate date={row.at.slice(0, 10)} /> : t('unknownDate')}
      </td>
      <th role="rowheader" scope="row" className="font-semibold max-sm:order-1">
        {back ? t('refund') : t('payment')}
      </th>
      <td role="cell" className="max-sm:order-4 max-sm:text-end max-sm:text-meta">
        {row.invoiceId > 0 && (
          <AppLink href={`/invoices/${row.invoiceId}`} className="gap-1">
            {t.rich('ofInvoice', { number: () => <Data>{String(row.invoiceId)}</Data> })}
          </AppLink>
        )}
      </td>
      <td role="cell" className="text-muted max-sm:order-5 max-sm:text-meta">
        <Data>{row.gateway}</Data>
      </td>
      <td role="cell" className="text-meta wrap-anywhere text-muted max-sm:order-6 max-sm:text-end">
        <Data>{row.transactionId}</Data>
      </td>
      <td role="cell" className="text-end font-semibold max-sm:order-2">
        <Money amount={back ? `-${row.amountOut}` : row.amountIn} currency={currency} />
      </td>
    </tr>
  )
}

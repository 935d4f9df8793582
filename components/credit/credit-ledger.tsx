import { useTranslations } from 'next-intl'
import { toCents } from '@/lib/money'
import type { CreditPage, CreditRow } from '@/lib/schemas/money'
import { AppLink } from '../layout/app-link'
import { EmptyList } from '../layout/empty-list'
import { ListFooter } from '../layout/list-footer'
import { Banner } from '../ui/banner'
import { buttonClass } from '../ui/button'
import { Card } from '../ui/card'
import { Head, ListTable } from '../ui/list-table'
import { Plus } from '../ui/icons'
import { Money } from '../ui/money'
import { PlainDate } from '../ui/plain-date'
import { Data } from '../ui/text'

/** What the account holds, and where it came from and went. */
export function CreditLedger({ page, mayAdd }: { page: CreditPage; mayAdd: boolean }) {
  const t = useTranslations('credit')
  const { balance, sum, currency, total } = page
  const proved = toCents(balance) === toCents(sum)
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <h1 className="text-h1 sm:text-h1-wide">{t('title')}</h1>
        {mayAdd && (
          <AppLink href="/credit/add" className={buttonClass('filled')}>
            <Plus aria-hidden className="size-5" strokeWidth={1.75} />
            {t('add')}
          </AppLink>
        )}
      </div>
      <Card className="mb-6">
        <p className="text-muted">{t('balance')}</p>
        <p className="text-h1 font-semibold sm:text-h1-wide">
          <Money amount={balance} currency={currency} />
        </p>
        <p className="mt-1 text-muted">{toCents(balance) > 0n ? t('use') : t('none')}</p>
      </Card>
      {!proved && (
        <div className="mb-6">
          <Banner tone="warn" title={t('differs')}>
            <p>
              {t.rich('differsWhy', {
                sum: () => <Money amount={sum} currency={currency} />,
                balance: () => <Money amount={balance} currency={currency} />,
              })}
            </p>
          </Banner>
        </div>
      )}
      <h2 className="mb-3 text-h2">{t('history')}</h2>
      {total === 0 ? <EmptyList text={t('empty')} /> : <Rows page={page} />}
    </>
  )
}

function Rows({ page }: { page: CreditPage }) {
  const t = useTranslations('credit')
  return (
    <>
      <ListTable
        caption={t('caption')}
        head={
          <>
            <Head>{t('date')}</Head>
            <Head>{t('reason')}</Head>
            <Head className="sm:text-end">{t('amount')}</Head>
            <Head className="sm:text-end">{t('after')}</Head>
          </>
        }
      >
        <tbody role="rowgroup">
          {page.rows.map((row) => (
            <Row key={row.id} row={row} currency={page.currency} />
          ))}
        </tbody>
      </ListTable>
      <ListFooter page={page} hrefOf={(number) => (number > 1 ? `/credit?page=${number}` : '/credit')} />
    </>
  )
}

function Row({ row, currency }: { row: CreditRow; currency: CreditPage['currency'] }) {
  const t = useTranslations('credit')
  const { date, reason, invoiceId, amount, balance } = row
  return (
    <tr role="row">
      <td role="cell" className="max-sm:order-3 max-sm:text-meta max-sm:text-muted">
        {date ? <PlainDate date={date} /> : t('unknownDate')}
      </td>
      <th role="rowheader" scope="row" className="font-semibold max-sm:order-1">
        {t(`reasons.${reason}`)}
        {invoiceId !== null && (
          <AppLink href={`/invoices/${invoiceId}`} className="gap-1 font-normal max-sm:flex sm:ms-2">
            {t.rich('invoice', { number: () => <Data>{String(invoiceId)}</Data> })}
          </AppLink>
        )}
      </th>
      <td role="cell" className="text-end font-semibold max-sm:order-2">
        <Money amount={amount} currency={currency} />
      </td>
      <td role="cell" className="text-muted max-sm:order-4 max-sm:text-end max-sm:text-meta sm:text-end">
        <span className="me-1 sm:sr-only">{t('afterShort')}</span>
        <Money amount={balance} currency={currency} />
      </td>
    </tr>
  )
}

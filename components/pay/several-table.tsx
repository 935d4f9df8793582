import { useTranslations } from 'next-intl'
import type { Currency, Decimal } from '@/lib/money'
import { sum } from '@/lib/pay'
import type { PayRow } from '@/lib/schemas/pay'
import { AppLink } from '../layout/app-link'
import { Money } from '../ui/money'
import { PlainDate } from '../ui/plain-date'
import { Data } from '../ui/text'

type SeveralTableProps = {
  rows: readonly PayRow[]
  currency: Currency
  /** Shows what credit pays of each. */
  shared?: boolean
}

const CELL = 'px-3 py-2 sm:px-4'

/** What is paid, one line for each, and one total: a client has one currency. */
export function SeveralTable({ rows, currency, shared = false }: SeveralTableProps) {
  const t = useTranslations('paySeveral')
  const share = sum(rows.map((row) => row.share))
  const total = sum(rows.map(({ balance }) => balance))
  const amounts = (balance: Decimal, used: Decimal) => (shared ? [balance, used] : [balance])
  const cells = (key: string, balance: Decimal, used: Decimal) =>
    amounts(balance, used).map((amount, at) => (
      <td key={`${key}-${at}`} className={`${CELL} text-end`}>
        <Money amount={amount} currency={currency} />
      </td>
    ))
  return (
    <div className="overflow-x-auto rounded-lg border border-line">
      <table className="w-full">
        <caption className="sr-only">{t('caption')}</caption>
        <thead className="border-b border-line text-meta text-muted">
          <tr>
            <th scope="col" className={`${CELL} text-start`}>
              {t('number')}
            </th>
            {(shared ? (['open', 'share'] as const) : (['open'] as const)).map((name) => (
              <th key={name} scope="col" className={`${CELL} text-end`}>
                {t(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map(({ id, number, dueOn, balance, share: used }) => (
            <tr key={id}>
              <th scope="row" className={`${CELL} text-start font-semibold`}>
                <AppLink href={`/invoices/${id}`}>
                  <Data>{number}</Data>
                </AppLink>
                {dueOn && (
                  <span className="block text-meta font-normal text-muted">
                    {t.rich('due', { date: () => <PlainDate date={dueOn} /> })}
                  </span>
                )}
              </th>
              {cells(String(id), balance, used)}
            </tr>
          ))}
        </tbody>
        <tfoot className="border-t border-line font-semibold">
          <tr>
            <th scope="row" className={`${CELL} text-start`}>
              {t('total')}
            </th>
            {cells('total', total, share)}
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

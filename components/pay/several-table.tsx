import { useTranslations } from 'next-intl'
import type { Currency, Decimal } from '@/lib/money'
import { isZero } from '@/lib/money'
import { sum } from '@/lib/pay'
import type { PayRow } from '@/lib/schemas/pay'
import { AppLink } from '../layout/app-link'
import { Money } from '../ui/money'
import { PlainDate } from '../ui/plain-date'
import { Data } from '../ui/text'

type SeveralTableProps = {
  rows: readonly PayRow[]
  currency: Currency
  /** Says what credit pays of each. */
  shared?: boolean
}

const CELL = 'px-3 py-2 sm:px-4'

/** What is paid, one line for each, and one total: a client has one currency. */
export function SeveralTable({ rows, currency, shared = false }: SeveralTableProps) {
  const t = useTranslations('paySeveral')
  const amounts = (balance: Decimal, share: Decimal) => (
    <Amounts {...{ balance, currency, share: shared ? share : '0' }} />
  )
  return (
    <div className="rounded-lg border border-line">
      <table className="w-full">
        <caption className="sr-only">{t('caption')}</caption>
        <thead className="border-b border-line text-meta text-muted">
          <tr>
            <th scope="col" className={`${CELL} text-start`}>
              {t('number')}
            </th>
            <th scope="col" className={`${CELL} text-end`}>
              {t('open')}
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map(({ id, number, dueOn, balance, share }) => (
            <tr key={id}>
              <th scope="row" className={`${CELL} text-start font-semibold`}>
                <AppLink href={`/invoices/${id}`} className="wrap-anywhere">
                  <Data>{number}</Data>
                </AppLink>
                {dueOn && (
                  <span className="block text-meta font-normal text-muted">
                    {t.rich('due', { date: () => <PlainDate date={dueOn} /> })}
                  </span>
                )}
              </th>
              {amounts(balance, share)}
            </tr>
          ))}
        </tbody>
        <tfoot className="border-t border-line font-semibold">
          <tr>
            <th scope="row" className={`${CELL} text-start`}>
              {t('total')}
            </th>
            {amounts(sum(rows.map(({ balance }) => balance)), sum(rows.map(({ share }) => share)))}
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

function Amounts({ balance, share, currency }: { balance: Decimal; share: Decimal; currency: Currency }) {
  const t = useTranslations('paySeveral')
  return (
    <td className={`${CELL} text-end`}>
      <Money amount={balance} currency={currency} />
      {!isZero(share) && (
        <span className="block text-meta font-normal text-muted">
          {t.rich('fromCredit', { amount: () => <Money amount={share} currency={currency} /> })}
        </span>
      )}
    </td>
  )
}

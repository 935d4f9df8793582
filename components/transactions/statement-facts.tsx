import { useLocale, useTranslations } from 'next-intl'
import { formatDate } from '@/lib/dates'
import type { TransactionPage } from '@/lib/schemas/money'
import type { TransactionQuery } from '@/lib/schemas/transaction-query'
import { Money } from '../ui/money'

/** Opening and closing balance of the period, and what lies between them. */
export function StatementFacts({ page, query }: { page: TransactionPage; query: TransactionQuery }) {
  const t = useTranslations('transactions')
  const locale = useLocale()
  const { statement, currency } = page
  const facts = [
    [query.from ? t('openingOn', { date: formatDate(query.from, locale) }) : null, statement.opening],
    [t('paid'), statement.in],
    [t('paidBack'), statement.out],
    [query.to ? t('closingOn', { date: formatDate(query.to, locale) }) : t('closing'), statement.closing],
  ] as const
  return (
    <dl className="mb-4 grid grid-cols-2 gap-x-6 gap-y-3 rounded-lg border border-line p-4 sm:flex sm:flex-wrap sm:gap-x-10">
      {facts.map(
        ([label, amount]) =>
          label && (
            <div key={label}>
              <dt className="text-meta text-muted">{label}</dt>
              <dd className="font-semibold">
                <Money amount={amount} currency={currency} />
              </dd>
            </div>
          ),
      )}
    </dl>
  )
}

import { useTranslations } from 'next-intl'
import type { TransactionPage } from '@/lib/schemas/money'
import type { TransactionKind, TransactionQuery } from '@/lib/schemas/transaction-query'
import { TRANSACTION_KINDS, transactionFilters, transactionQueryString } from '@/lib/schemas/transaction-query'
import { AppLink } from '../layout/app-link'
import { EmptyList } from '../layout/empty-list'
import { ListFooter } from '../layout/list-footer'
import { Download } from '../ui/icons'
import { Banner } from '../ui/banner'
import { StatementFacts } from './statement-facts'
import { TransactionFilters } from './transaction-filters'
import { TransactionTable } from './transaction-table'

type TransactionListProps = { page: TransactionPage; query: TransactionQuery }

/** What was paid and paid back, and what it adds up to. */
export function TransactionList({ page, query }: TransactionListProps) {
  const t = useTranslations('transactions')
  const filtered = query.kind !== null || transactionFilters(query) > 0
  const hrefOf = (number: number) => `/transactions${transactionQueryString({ ...query, page: number })}`
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <h1 className="text-h1 sm:text-h1-wide">{t('title')}</h1>
        {page.total > 0 && page.unseen === 0 && (
          <a
            href={`/transactions.csv${transactionQueryString({ ...query, page: 1 })}`}
            download
            className="inline-flex min-h-11 items-center gap-2"
          >
            <Download aria-hidden className="size-5" strokeWidth={1.75} />
            {t('csv')}
          </a>
        )}
      </div>
      <Kinds query={query} />
      <TransactionFilters query={query} />
      {page.unseen > 0 && <Unseen query={query} count={page.unseen} />}
      {(page.total > 0 || filtered) && <StatementFacts page={page} query={query} />}
      {page.total > 0 ? (
        <>
          <TransactionTable page={page} />
          <ListFooter page={page} hrefOf={hrefOf} />
        </>
      ) : filtered ? (
        <EmptyList text={t('emptyFiltered')} all={{ href: '/transactions', label: t('showAll') }} />
      ) : (
        <EmptyList text={t('empty')} />
      )}
    </>
  )
}

/** WHMCS says what a payment was for only invoice by invoice: each view looks into a few more. */
function Unseen({ query, count }: { query: TransactionQuery; count: number }) {
  const t = useTranslations('transactions')
  return (
    <div className="mb-4">
      <Banner tone="info" title={t('unseen', { count })}>
        <AppLink href={`/transactions${transactionQueryString(query)}`} className="inline-flex min-h-11 items-center">
          {t('lookFurther')}
        </AppLink>
      </Banner>
    </div>
  )
}

/** The two directions as links: the address is the state. */
function Kinds({ query }: { query: TransactionQuery }) {
  const t = useTranslations('transactions')
  const kinds: readonly (TransactionKind | null)[] = [null, ...TRANSACTION_KINDS]
  return (
    <nav aria-label={t('kinds')} className="mb-4">
      <ul className="flex flex-wrap gap-2">
        {kinds.map((kind) => (
          <li key={kind ?? 'all'}>
            <AppLink
              href={`/transactions${transactionQueryString({ ...query, kind, page: 1 })}`}
              aria-current={kind === query.kind ? 'page' : undefined}
              className="tab"
            >
              {t(kind ?? 'all')}
            </AppLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}

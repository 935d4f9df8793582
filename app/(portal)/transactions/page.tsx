import { getTranslations } from 'next-intl/server'
import { PageTitle } from '@/components/layout/page-title'
import { TransactionList } from '@/components/transactions/transaction-list'
import type { SearchParams } from '@/lib/schemas/invoice-query'
import { parseTransactionQuery } from '@/lib/schemas/transaction-query'
import { brand } from '@/server/brand'
import { read } from '@/server/page'
import { listTransactions } from '@/server/use-cases/transactions'

export default async function TransactionsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [t, params] = await Promise.all([getTranslations('transactions'), searchParams])
  const query = parseTransactionQuery(params)
  return read(
    'invoices',
    (viewer) => listTransactions(viewer, query),
    (page) => (
      <>
        <PageTitle>{`${t('title')} – ${brand().name}`}</PageTitle>
        <TransactionList page={page} query={query} />
      </>
    ),
  )
}

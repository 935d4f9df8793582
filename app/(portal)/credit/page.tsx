import { getTranslations } from 'next-intl/server'
import { CreditLedger } from '@/components/credit/credit-ledger'
import { PageTitle } from '@/components/layout/page-title'
import type { SearchParams } from '@/lib/schemas/invoice-query'
import { pageOf, single } from '@/lib/schemas/invoice-query'
import { brand } from '@/server/brand'
import { read } from '@/server/page'
import { getCredit } from '@/server/use-cases/credit'
import { offersFunds } from '@/server/use-cases/funds'

export default async function CreditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [t, params] = await Promise.all([getTranslations('credit'), searchParams])
  return read(
    'invoices',
    (viewer) => Promise.all([getCredit(viewer, pageOf(single(params, 'page'))), offersFunds(viewer)]),
    ([page, mayAdd]) => (
      <>
        <PageTitle>{`${t('title')} – ${brand().name}`}</PageTitle>
        <CreditLedger {...{ page, mayAdd }} />
      </>
    ),
  )
}

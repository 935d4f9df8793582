import { SeveralPage } from '@/components/pay/several-page'
import { parseWish } from '@/lib/pay'
import type { SearchParams } from '@/lib/schemas/invoice-query'
import { MAX_SELECTED, selectedIds } from '@/lib/schemas/selection'
import { brand } from '@/server/brand'
import { newIntent, read } from '@/server/page'
import { getSeveral } from '@/server/use-cases/pay-several'
import { combineInvoices, openPayAll, paySeveralWithCredit } from '../actions'

export default async function PaySeveralPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const asked = await searchParams
  const ids = selectedIds(asked).slice(0, MAX_SELECTED)
  return read(
    'invoices',
    (viewer) => getSeveral(viewer, ids),
    (view) => (
      <SeveralPage
        view={view}
        wish={parseWish(asked).credit}
        asked={asked['step'] === 'review'}
        actions={{ credit: paySeveralWithCredit, combine: combineInvoices, all: openPayAll }}
        intent={newIntent()}
        brandName={brand().name}
      />
    ),
  )
}

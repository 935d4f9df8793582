import { AddFundsPage } from '@/components/funds/add-funds-page'
import type { SearchParams } from '@/lib/schemas/invoice-query'
import { brand } from '@/server/brand'
import { newIntent, read } from '@/server/page'
import { getFunds } from '@/server/use-cases/funds'
import { addFunds, openFundsPage } from './actions'

const ENDS = ['asked', 'failed'] as const

export default async function AddFunds({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams
  return read('invoices', getFunds, (page) => (
    <AddFundsPage
      {...{ page, addFunds, openFundsPage, makeIntent: newIntent }}
      automatic={ENDS.find((end) => end === params['automatic']) ?? null}
      brandName={brand().name}
    />
  ))
}

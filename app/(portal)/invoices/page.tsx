import { getTranslations } from 'next-intl/server'
import { InvoiceList } from '@/components/invoices/invoice-list'
import { PageTitle } from '@/components/layout/page-title'
import { utcDay } from '@/lib/dates'
import type { SearchParams } from '@/lib/schemas/invoice-query'
import { parseInvoiceQuery } from '@/lib/schemas/invoice-query'
import { brand } from '@/server/brand'
import { read } from '@/server/page'
import { listInvoices } from '@/server/use-cases/invoices'

export default async function InvoicesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [t, params] = await Promise.all([getTranslations('invoices'), searchParams])
  const query = parseInvoiceQuery(params)
  return read(
    'invoices',
    (viewer) => listInvoices(viewer, query),
    (page) => (
      <>
        <PageTitle>{`${t('title')} – ${brand().name}`}</PageTitle>
        <InvoiceList page={page} query={query} today={utcDay(new Date())} />
      </>
    ),
  )
}

import { getTranslations } from 'next-intl/server'
import { DocumentList, NoDocuments } from '@/components/documents/document-list'
import { PageTitle } from '@/components/layout/page-title'
import type { SearchParams } from '@/lib/schemas/invoice-query'
import { MAX_SELECTED, selectedIds } from '@/lib/schemas/selection'
import { brand } from '@/server/brand'
import { read } from '@/server/page'
import { selectedInvoices } from '@/server/use-cases/invoice-documents'

export default async function DocumentsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [t, params] = await Promise.all([getTranslations('documents'), searchParams])
  const ids = selectedIds(params)
  const some = ids.length > 0 && ids.length <= MAX_SELECTED
  return read(
    'invoices',
    async (viewer) => (some ? selectedInvoices(viewer, ids) : null),
    (selection) => (
      <>
        <PageTitle>{`${t('title')} – ${brand().name}`}</PageTitle>
        {selection ? (
          <DocumentList {...selection} failed={params['failed'] === '1'} />
        ) : (
          <NoDocuments count={ids.length} most={MAX_SELECTED} />
        )}
      </>
    ),
  )
}

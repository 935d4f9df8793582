import { getTranslations } from 'next-intl/server'
import { InvoiceView } from '@/components/invoices/invoice-view'
import { PageTitle } from '@/components/layout/page-title'
import { utcDay } from '@/lib/dates'
import type { SearchParams } from '@/lib/schemas/invoice-query'
import { brand } from '@/server/brand'
import { idParam, read } from '@/server/page'
import { requestInfo } from '@/server/request'
import { getInvoice } from '@/server/use-cases/invoices'

type InvoicePageProps = { params: Promise<{ invoiceId: string }>; searchParams: Promise<SearchParams> }

const PDF_FAILURES = ['refused', 'unavailable'] as const

export default async function InvoicePage({ params, searchParams }: InvoicePageProps) {
  const [t, { invoiceId }, query, info] = await Promise.all([
    getTranslations('invoice'),
    params,
    searchParams,
    requestInfo(),
  ])
  return read(
    'invoices',
    async (viewer) => getInvoice(viewer, idParam(invoiceId)),
    (document) => (
      <>
        <PageTitle>{`${t('title', { number: document.invoice.number })} – ${brand().name}`}</PageTitle>
        <InvoiceView
          {...document}
          today={utcDay(new Date())}
          sellerName={brand().name}
          pdfFailure={PDF_FAILURES.find((failure) => failure === query['pdf']) ?? null}
          reference={info.ref}
        />
      </>
    ),
  )
}

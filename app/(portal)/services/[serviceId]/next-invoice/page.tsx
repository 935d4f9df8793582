import { NextInvoicePage } from '@/components/services/next-invoice-page'
import { brand } from '@/server/brand'
import { idParam, newIntent, read } from '@/server/page'
import { getNextInvoice } from '@/server/use-cases/next-invoice'
import { generateInvoice } from '../../actions'

export default async function NextInvoice({ params }: { params: Promise<{ serviceId: string }> }) {
  const { serviceId } = await params
  return read(
    'invoices',
    async (viewer) => getNextInvoice(viewer, idParam(serviceId)),
    (page) => <NextInvoicePage {...{ page, action: generateInvoice, intent: newIntent(), brandName: brand().name }} />,
  )
}

import { PaymentPage } from '@/components/pay/payment-page'
import { hintOf } from '@/lib/pay'
import type { SearchParams } from '@/lib/schemas/invoice-query'
import { brand } from '@/server/brand'
import { idParam, read } from '@/server/page'
import { getPayment } from '@/server/use-cases/pay-outcome'

type Props = { params: Promise<{ invoiceId: string }>; searchParams: Promise<SearchParams> }

export default async function InvoicePaymentPage({ params, searchParams }: Props) {
  const [{ invoiceId }, query] = await Promise.all([params, searchParams])
  const hint = hintOf(query)
  return read(
    'invoices',
    async (viewer) => getPayment(viewer, idParam(invoiceId), hint),
    (payment) => <PaymentPage payment={payment} hint={hint} now={new Date()} brandName={brand().name} />,
  )
}

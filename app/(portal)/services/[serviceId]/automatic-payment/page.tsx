import { AutomaticPaymentPage } from '@/components/cancellations/automatic-payment-page'
import { brand } from '@/server/brand'
import { idParam, newIntent, read } from '@/server/page'
import { getAutomaticPayment } from '@/server/use-cases/automatic-payment'
import { stopPayment } from '../../../cancellations/actions'

export default async function StopAutomaticPaymentPage({ params }: { params: Promise<{ serviceId: string }> }) {
  const { serviceId } = await params
  return read(
    'orders',
    async (viewer) => getAutomaticPayment(viewer, idParam(serviceId)),
    (payment) => (
      <AutomaticPaymentPage {...payment} action={stopPayment} intent={newIntent()} brandName={brand().name} />
    ),
  )
}

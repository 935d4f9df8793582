import { WithdrawPage } from '@/components/cancellations/withdraw-page'
import { brand } from '@/server/brand'
import { idParam, newIntent, read } from '@/server/page'
import { getWithdrawal } from '@/server/use-cases/withdrawals'
import { withdraw } from '../../../cancellations/actions'

export default async function WithdrawCancellationPage({ params }: { params: Promise<{ serviceId: string }> }) {
  const { serviceId } = await params
  return read(
    'orders',
    async (viewer) => getWithdrawal(viewer, idParam(serviceId)),
    ({ service, request }) => (
      <WithdrawPage {...{ service, request }} action={withdraw} intent={newIntent()} brandName={brand().name} />
    ),
  )
}

import { RemoveMethodPage } from '@/components/payment-methods/remove-method'
import { brand } from '@/server/brand'
import { idParam, newIntent, read } from '@/server/page'
import { getMethod } from '@/server/use-cases/payment-methods'
import { removeMethod } from '../../actions'

export default async function RemovePaymentMethod({ params }: { params: Promise<{ methodId: string }> }) {
  const { methodId } = await params
  return read(
    'invoices',
    async (viewer) => getMethod(viewer, idParam(methodId)),
    (method) => (
      <RemoveMethodPage {...{ method }} action={removeMethod} intent={newIntent()} brandName={brand().name} />
    ),
  )
}

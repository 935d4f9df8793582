import { CancelPage } from '@/components/cancel/cancel-page'
import { CANCEL_TYPES } from '@/lib/schemas/cancel'
import type { SearchParams } from '@/lib/schemas/invoice-query'
import { brand } from '@/server/brand'
import { idParam, newIntent, read } from '@/server/page'
import { cancelLaws, isReasonRequired } from '@/server/refund-policy'
import { getCancellation } from '@/server/use-cases/cancel'
import { cancelService } from './actions'

type Props = { params: Promise<{ serviceId: string }>; searchParams: Promise<SearchParams> }

export default async function CancelServicePage({ params, searchParams }: Props) {
  const [{ serviceId }, asked] = await Promise.all([params, searchParams])
  const type = CANCEL_TYPES.find((one) => one === asked['type']) ?? null
  return read(
    'orders',
    async (viewer) => getCancellation(viewer, idParam(serviceId), type),
    ({ view, review }) => (
      <CancelPage
        {...{ view, review }}
        asked={asked['step'] === 'review'}
        reasonRequired={isReasonRequired()}
        laws={cancelLaws()}
        action={cancelService}
        intent={newIntent()}
        brandName={brand().name}
      />
    ),
  )
}

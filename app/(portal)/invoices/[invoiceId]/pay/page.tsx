import { PayPage } from '@/components/pay/pay-page'
import { parseWish } from '@/lib/pay'
import type { SearchParams } from '@/lib/schemas/invoice-query'
import { brand } from '@/server/brand'
import { idParam, newIntent, read } from '@/server/page'
import { getPayPage } from '@/server/use-cases/pay'
import { openPayPage, payWithCredit } from '../../actions'

type Props = { params: Promise<{ invoiceId: string }>; searchParams: Promise<SearchParams> }

export default async function PayInvoicePage({ params, searchParams }: Props) {
  const [{ invoiceId }, asked] = await Promise.all([params, searchParams])
  return read(
    'invoices',
    async (viewer) => getPayPage(viewer, idParam(invoiceId)),
    (view) => (
      <PayPage
        view={view}
        wish={parseWish(asked)}
        asked={asked['step'] === 'review'}
        now={new Date()}
        actions={{ credit: payWithCredit, gateway: openPayPage }}
        intent={newIntent()}
        brandName={brand().name}
      />
    ),
  )
}

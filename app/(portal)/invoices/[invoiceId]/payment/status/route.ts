import { z } from 'zod'
import { hintOf } from '@/lib/pay'
import { idText } from '@/lib/schemas/form'
import { forRoute } from '@/server/route'
import { getOutcome } from '@/server/use-cases/pay-outcome'

/** What the page of a payment watches: nothing but whether it says something else by now. */
export const GET = forRoute({
  support: 'read',
  needs: 'invoices',
  query: z.looseObject({ invoiceId: idText('not_found') }),
  load: async (viewer, { invoiceId, ...query }) => {
    const said = Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]))
    const { state, invoice } = await getOutcome(viewer, invoiceId, hintOf(said))
    return Response.json({ state, balance: invoice.balance })
  },
})

import { z } from 'zod'
import { parseInvoiceQuery } from '@/lib/schemas/invoice-query'
import { forRoute } from '@/server/route'
import { exportInvoices } from '@/server/use-cases/invoices'

/** The filtered list as a file, in the order of the page. */
export const GET = forRoute({
  support: 'never',
  needs: 'invoices',
  query: z.record(z.string(), z.union([z.string(), z.array(z.string())]).optional()).transform(parseInvoiceQuery),
  load: async (viewer, query) => {
    const { csv, name } = await exportInvoices(viewer, query)
    return new Response(csv, {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${name}"`,
      },
    })
  },
  failed: () => '/invoices',
})

import { z } from 'zod'
import { parseTransactionQuery, transactionQueryString } from '@/lib/schemas/transaction-query'
import { forRoute } from '@/server/route'
import { exportTransactions } from '@/server/use-cases/transactions'

/** The filtered transactions as a file, the oldest first, with opening and closing balance. */
export const GET = forRoute({
  needs: 'invoices',
  query: z.record(z.string(), z.union([z.string(), z.array(z.string())]).optional()).transform(parseTransactionQuery),
  load: async (viewer, query) => {
    const { csv, name } = await exportTransactions(viewer, query)
    return new Response(csv, {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${name}"`,
      },
    })
  },
  failed: (query) => `/transactions${transactionQueryString(query)}`,
})

import { z } from 'zod'
import { forRoute } from '@/server/route'
import { exportVisits } from '@/server/support/export'

/** What is kept of support in the account, for its owner to take along (GDPR, Art. 15 and 20). */
export const GET = forRoute({
  support: 'never',
  needs: 'owner',
  query: z.object({}),
  load: async (viewer) =>
    new Response(await exportVisits(viewer), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="support-access.csv"',
      },
    }),
  failed: () => '/support-access',
})

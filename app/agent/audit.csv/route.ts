import { z } from 'zod'
import { parseAuditQuery } from '@/lib/schemas/audit-query'
import { exportAudit } from '@/server/agents/audit-export'
import { agentRoute } from '@/server/agents/route'

/** The rows that the page would show, as a file. */
export const GET = agentRoute({
  needs: 'lead',
  query: z.record(z.string(), z.string()).transform(parseAuditQuery),
  load: async (agent, query) =>
    new Response(await exportAudit(agent, query), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="audit.csv"',
      },
    }),
})

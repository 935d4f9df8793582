import { z } from 'zod'
import { idText } from '@/lib/schemas/form'
import { forRoute } from '@/server/route'
import { getEmailDocument } from '@/server/use-cases/emails'

/** The mail itself. Its policy is in server/headers.ts; it is shown in a sandboxed frame of the mail's page only. */
export const GET = forRoute({
  support: 'read',
  needs: 'emails',
  query: z.object({ emailId: idText('not_found') }),
  load: async (viewer, { emailId }) =>
    new Response(await getEmailDocument(viewer, emailId), { headers: { 'content-type': 'text/html; charset=utf-8' } }),
})

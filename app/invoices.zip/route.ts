import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { utcDay } from '@/lib/dates'
import { selectedIds } from '@/lib/schemas/selection'
import { forHandover } from '@/server/route'
import { zipInvoices } from '@/server/use-cases/invoice-documents'

/** The PDFs of a selection as one file. */
export const GET = forHandover({
  needs: 'invoices',
  query: z.object({ ids: z.string() }).transform(selectedIds),
  load: async (viewer, ids) => {
    const t = await getTranslations('documents')
    const zip = await zipInvoices(viewer, ids, (missing) => `${t('missingText', { numbers: missing.join(', ') })}\r\n`)
    return new Response(zip, {
      headers: {
        'content-type': 'application/zip',
        'content-disposition': `attachment; filename="invoices-${utcDay(new Date())}.zip"`,
      },
    })
  },
  failed: (ids) => `/invoices/download?ids=${ids.join(',')}&failed=1`,
})

import { z } from 'zod'
import { invoiceFileName } from '@/lib/invoice-file'
import { idText } from '@/lib/schemas/form'
import { forHandover } from '@/server/route'
import { getInvoicePdf } from '@/server/use-cases/invoices'

export const GET = forHandover({
  needs: 'invoices',
  query: z.object({ invoiceId: idText('not_found') }),
  load: async (viewer, { invoiceId }) => {
    const { pdf, number } = await getInvoicePdf(viewer, invoiceId)
    return new Response(pdf.stream, {
      headers: {
        'content-type': 'application/pdf',
        'content-disposition': `attachment; filename="${invoiceFileName(number)}"`,
        ...(pdf.length !== undefined && { 'content-length': String(pdf.length) }),
      },
    })
  },
  failed: ({ invoiceId }, failure) =>
    `/invoices/${invoiceId}?pdf=${failure === 'unavailable' ? 'unavailable' : 'refused'}`,
})

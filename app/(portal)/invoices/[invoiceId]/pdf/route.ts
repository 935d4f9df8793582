import { z } from 'zod'
import { idText } from '@/lib/schemas/form'
import { forHandover } from '@/server/route'
import { getInvoicePdf } from '@/server/use-cases/invoices'

/** Letters, digits, point and hyphen: nothing that a header or a file system reads as anything else. */
function fileName(number: string): string {
  return `invoice-${number.replace(/[^A-Za-z0-9.-]+/g, '-').slice(0, 60)}.pdf`
}

export const GET = forHandover({
  needs: 'invoices',
  query: z.object({ invoiceId: idText('not_found') }),
  load: async (viewer, { invoiceId }) => {
    const { pdf, number } = await getInvoicePdf(viewer, invoiceId)
    return new Response(pdf.stream, {
      headers: {
        'content-type': 'application/pdf',
        'content-disposition': `attachment; filename="${fileName(number)}"`,
        ...(pdf.length !== undefined && { 'content-length': String(pdf.length) }),
      },
    })
  },
  failed: ({ invoiceId }, failure) =>
    `/invoices/${invoiceId}?pdf=${failure === 'unavailable' ? 'unavailable' : 'refused'}`,
})

import type { Context } from 'hono'
import type { World } from '../world.ts'
import { loginPage, withPerson } from './guard.ts'
import { invoiceOf } from './invoices.ts'
import { fileName, invoicePdf } from './pdf.ts'
import { holds } from './people.ts'

/**
 * `GET /dl.php?type=i&id=N`. A stranger gets the login page, with 200.
 * GUESS: so does whoever is signed in but may not have the file.
 */
export function download(world: World, c: Context): Promise<Response> {
  return withPerson(world, c, async ({ person }) => {
    // GUESS: only invoices; quotes and tickets' files have no pages in the sandbox.
    const wanted = c.req.query('type') === 'i' ? c.req.query('id') : undefined
    const invoice = invoiceOf(world, person.client, wanted)
    if (invoice === undefined || !holds(world, person, 'invoices')) return loginPage(world, c)
    const kind = c.req.query('viewpdf') === '1' ? 'inline' : 'attachment'
    return c.body(await invoicePdf(world, invoice), 200, {
      'content-type': 'application/pdf',
      'content-disposition': `${kind}; filename="${fileName(invoice)}"`,
    })
  })
}

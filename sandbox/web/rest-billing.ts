import type { Context } from 'hono'
import { balanceOf } from '../actions/invoices-read.ts'
import type { Row } from '../core/schema.ts'
import { ssoToken } from '../effects/sso.ts'
import type { World } from '../world.ts'
import { invoiceOf, PAYABLE, type Invoice } from './invoices.ts'
import type { Person } from './people.ts'
import { Refused } from './rest-state.ts'

interface Paging {
  size: number
  offset: number
}

/** page from 1, page_size up to 500 and 50 without one. GUESS: what lies outside is refused, not cut. */
function paging(c: Context): Paging {
  const number = (name: string, otherwise: number) => {
    const text = c.req.query(name)
    if (text === undefined) return otherwise
    if (!/^\d{1,6}$/.test(text) || Number(text) < 1) throw new Refused(422, `The ${name} must be a positive number.`)
    return Number(text)
  }
  const size = number('page_size', 50)
  if (size > 500) throw new Refused(422, 'The page_size must not be greater than 500.')
  return { size, offset: (number('page', 1) - 1) * size }
}

const dateOrNull = (date: string) => (date === '' || date.startsWith('0000') ? null : date)

function invoiceRow(world: World, invoice: Invoice): object {
  return {
    id: invoice.id,
    invoice_number: invoice.invoicenum || null,
    date_created: dateOrNull(invoice.date),
    date_due: dateOrNull(invoice.duedate),
    status: invoice.status,
    subtotal: invoice.subtotal / 100,
    total: invoice.total / 100,
    balance: balanceOf(world, invoice) / 100,
    payment_method: invoice.paymentmethod || null,
  }
}

/** GUESS: newest first, and no drafts. */
export function listInvoices(world: World, c: Context, { client }: Person): object {
  const { size, offset } = paging(c)
  const tail = "WHERE userid = ? AND status <> 'Draft' ORDER BY id DESC LIMIT ? OFFSET ?"
  const rows = world.store.all('invoices', tail, client, size, offset)
  return { data: rows.map((row) => invoiceRow(world, row)) }
}

export function oneInvoice(world: World, c: Context, { client }: Person): object {
  const invoice = invoiceOf(world, client, c.req.param('id'))
  if (invoice === undefined) throw new Refused(404, 'Not Found')
  return { data: invoiceRow(world, invoice) }
}

/** GUESS: the shape of the answer, and that the link is the single sign-on of CreateSsoToken with its 60 seconds. */
export function paymentLink(world: World, c: Context, { user, client }: Person): object {
  const invoice = invoiceOf(world, client, c.req.param('id'))
  if (invoice === undefined) throw new Refused(404, 'Not Found')
  if (!PAYABLE.includes(invoice.status)) throw new Refused(422, 'The invoice cannot be paid.')
  const { redirect_url } = ssoToken(world, {
    client_id: client,
    user_id: user,
    destination: 'sso:custom_redirect',
    service_id: 0,
    domain_id: 0,
    redirect_path: `viewinvoice.php?id=${invoice.id}`,
  })
  return { data: { url: redirect_url } }
}

const KINDS: Record<string, string> = {
  CreditCard: 'card',
  RemoteCreditCard: 'card',
  BankAccount: 'bank_account',
  RemoteBankAccount: 'bank_account',
}

function methodRow(world: World, row: Row<'pay_methods'>): object {
  const card = KINDS[row.type] === 'card'
  return {
    id: row.id,
    type: row.type,
    kind: KINDS[row.type] ?? null,
    description: row.description,
    gateway: row.gateway_name,
    gateway_is_active: world.store.first('gateways', 'WHERE module = ?', row.gateway_name) !== undefined,
    is_default: row.is_default === 1,
    // GUESS: the names of the details; the documents say that there are some.
    ...(card ? { card_brand: row.card_type, card_last_four: row.card_last_four, expiry_date: row.expiry_date } : {}),
  }
}

export function listMethods(world: World, c: Context, { client }: Person): object {
  const { size, offset } = paging(c)
  const tail = 'WHERE clientid = ? ORDER BY is_default DESC, id LIMIT ? OFFSET ?'
  return { data: world.store.all('pay_methods', tail, client, size, offset).map((row) => methodRow(world, row)) }
}

function methodOf(world: World, c: Context, { client }: Person): Row<'pay_methods'> {
  const id = c.req.param('id') ?? ''
  const row = /^\d{1,12}$/.test(id) ? world.store.byId('pay_methods', Number(id)) : undefined
  if (row === undefined || row.clientid !== client) throw new Refused(404, 'Not Found')
  return row
}

export const oneMethod = (world: World, c: Context, person: Person): object => ({
  data: methodRow(world, methodOf(world, c, person)),
})

/** GUESS: the answer's body is empty of news. */
export function removeMethod(world: World, c: Context, person: Person): object {
  world.store.remove('pay_methods', 'WHERE id = ?', methodOf(world, c, person).id)
  return {}
}

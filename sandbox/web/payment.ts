import { dateOf, timeOf } from '../core/clock.ts'
import { randomHex } from '../core/secrets.ts'
import { setting, type World } from '../world.ts'
import { balance, type Invoice } from './invoices.ts'

/** `INV-{YEAR}-{NUMBER}`, counted per year as in the seed; empty when invoices are not numbered on payment. */
function nextNumber(world: World, year: string): string {
  if (setting(world.store, 'SequentialInvoiceNumbering') !== 'on') return ''
  const format = setting(world.store, 'SequentialInvoiceNumberFormat') ?? '{NUMBER}'
  const [before = '', after = ''] = format.replaceAll('{YEAR}', year).split('{NUMBER}')
  const like = `${before}%${after}`
  const used = world.store.query<{ invoicenum: string }>(
    'SELECT invoicenum FROM invoices WHERE invoicenum LIKE ?',
    like,
  )
  const numbers = used.map((row) => Number.parseInt(row.invoicenum.slice(before.length), 10) || 0)
  return `${before}${String(Math.max(0, ...numbers) + 1).padStart(4, '0')}${after}`
}

/** GUESS: the texts of these rows are the ones that ledgers of live installations show. */
function addCredit(world: World, client: number, description: string, amount: number): void {
  const { store } = world
  store.insert('credits', { clientid: client, date: dateOf(world.clock.now()), description, amount })
  const before = store.byId('clients', client)?.credit ?? 0
  store.update('clients', client, { credit: before + amount })
}

/** Credit goes onto the invoice that was paid together with others, up to what is still open. */
function creditInvoice(world: World, invoice: Invoice, amount: number): void {
  const applied = Math.min(amount, Math.max(balance(world, invoice), 0))
  if (applied === 0) return
  addCredit(world, invoice.userid, `Credit Applied to Invoice #${invoice.id}`, -applied)
  const values = { credit: invoice.credit + applied, total: invoice.total - applied }
  world.store.update('invoices', invoice.id, values)
  closeWhenPaid(world, invoice.id)
}

/** What a paid invoice sets off. GUESS: renewals of its services are left to the automation of WHMCS. */
function closeWhenPaid(world: World, id: number): void {
  const { store } = world
  const invoice = store.byId('invoices', id)
  if (invoice === undefined || invoice.status === 'Paid' || balance(world, invoice) > 0) return
  const at = timeOf(world.clock.now())
  const invoicenum = invoice.invoicenum || nextNumber(world, at.slice(0, 4))
  store.update('invoices', id, { status: 'Paid', datepaid: at, updated_at: at, invoicenum })
  for (const item of store.all('invoice_items', 'WHERE invoiceid = ? ORDER BY id', id)) {
    if (item.type === 'AddFunds') addCredit(world, invoice.userid, `Add Funds Invoice #${id}`, item.amount)
    if (item.type !== 'Invoice') continue
    const other = store.byId('invoices', item.relid)
    addCredit(world, invoice.userid, `Mass Invoice Payment Credit for Invoice #${item.relid}`, item.amount)
    if (other !== undefined) creditInvoice(world, other, item.amount)
  }
}

/** The test card always pays the whole balance. */
export function payByCard(world: World, invoice: Invoice): void {
  const { store } = world
  const gateway = store.first('gateways', 'WHERE ccgateway = 1')?.module ?? invoice.paymentmethod
  const amount = balance(world, invoice)
  store.together(() => {
    store.insert('transactions', {
      userid: invoice.userid,
      gateway,
      date: timeOf(world.clock.now()),
      description: 'Invoice Payment',
      amountin: amount,
      fees: 25 + Math.round(amount * 0.014),
      rate: '1.00000',
      transid: `ch_${randomHex(16)}`,
      invoiceid: invoice.id,
    })
    closeWhenPaid(world, invoice.id)
  })
}

/** A transfer is on its way: nothing is booked until it arrives. */
export function payLater(world: World, invoice: Invoice): void {
  const updated_at = timeOf(world.clock.now())
  const gateway = world.store.first('gateways', "WHERE module = 'banktransfer'")?.module ?? invoice.paymentmethod
  world.store.update('invoices', invoice.id, { status: 'Payment Pending', paymentmethod: gateway, updated_at })
}

export function decline(world: World, invoice: Invoice): void {
  const at = timeOf(world.clock.now())
  world.store.update('invoices', invoice.id, { last_capture_attempt: at, updated_at: at })
}

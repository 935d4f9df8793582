import { timeOf } from '../core/clock.ts'
import { cents } from '../core/money.ts'
import type { Row } from '../core/schema.ts'
import type { PhpArray } from '../wire/php-form.ts'
import { addLine, mailInvoice } from '../effects/invoicing.ts'
import { invoiceStatus, markPaid, recompute } from '../effects/ledger.ts'
import { logActivity } from '../effects/log.ts'
import { day, sent } from '../effects/sent.ts'
import { action, array, bool, int, list, phpBool, phpInt, refuse, text, type Call, type Given } from './action.ts'
import { rate } from './invoice-create.ts'

const params = {
  invoiceid: int(),
  status: text(),
  paymentmethod: text(),
  taxrate: text(),
  taxrate2: text(),
  credit: text(),
  date: text(),
  duedate: text(),
  datepaid: text(),
  notes: text(),
  itemdescription: array(),
  itemamount: array(),
  itemtaxed: array(),
  newitemdescription: array(),
  newitemamount: array(),
  newitemtaxed: array(),
  deletelineids: list(),
  publish: bool(),
  publishandsendemail: bool(),
}
type Params = Given<typeof params>

const MISSING = 'Missing Variables: itemdescription, itemamount and itemtaxed are required for each item being changed'

const entry = (values: PhpArray | undefined, key: string): string | undefined => {
  const value = values?.[key]
  return typeof value === 'string' ? value : undefined
}

function changeLines(call: Call, invoice: Row<'invoices'>, given: Params): void {
  const named = [given.itemdescription, given.itemamount, given.itemtaxed].flatMap((one) => Object.keys(one ?? {}))
  for (const key of new Set(named)) {
    const description = entry(given.itemdescription, key) ?? refuse(MISSING)
    const amount = entry(given.itemamount, key) ?? refuse(MISSING)
    const taxed = entry(given.itemtaxed, key) ?? refuse(MISSING)
    // GUESS: a line of another invoice is passed over.
    const item = call.store.first('invoice_items', 'WHERE id = ? AND invoiceid = ?', phpInt(key), invoice.id)
    if (item === undefined) continue
    const values = { description, amount: cents(amount), taxed: phpBool(taxed) ? 1 : 0 }
    call.store.update('invoice_items', item.id, values)
  }
  for (const [key, description] of Object.entries(given.newitemdescription ?? {})) {
    if (typeof description !== 'string') continue
    const amount = cents(entry(given.newitemamount, key) ?? '0')
    addLine(call, invoice.id, invoice.userid, {
      description,
      amount,
      taxed: phpBool(entry(given.newitemtaxed, key) ?? ''),
    })
  }
  for (const id of given.deletelineids ?? []) {
    call.store.remove('invoice_items', 'WHERE id = ? AND invoiceid = ?', phpInt(id), invoice.id)
  }
}

/** From 9.0 on an invoice that has left draft keeps its lines and sums. */
function refuseWhenImmutable(call: Call, invoice: Row<'invoices'>, given: Params): void {
  if (!call.is('9.0') || invoice.status === 'Draft') return
  const lines = [given.itemdescription, given.itemamount, given.itemtaxed, given.newitemdescription]
  const touched = lines.some((one) => one !== undefined) || given.deletelineids !== undefined
  // GUESS: rates and credit make the sums, so they are refused with the lines; the text is the admin area's.
  const sums = [given.taxrate, given.taxrate2, given.credit].some((one) => one !== undefined)
  if (touched || sums) refuse(`You cannot modify an Invoice that is ${invoice.status}`)
}

function changeStatus(call: Call, invoice: Row<'invoices'>, status: string, datepaid: string | undefined): void {
  if (status === invoice.status) return
  if (status === 'Paid') return markPaid(call, invoice, { at: datepaid && `${datepaid} 00:00:00` })
  const now = timeOf(call.now)
  const stamp = status === 'Cancelled' ? { date_cancelled: now } : status === 'Refunded' ? { date_refunded: now } : {}
  call.store.update('invoices', invoice.id, { status, ...stamp })
}

const updateInvoice = action({
  name: 'UpdateInvoice',
  params,
  run(call, given) {
    const invoice = call.store.byId('invoices', given.invoiceid) ?? refuse('Invoice ID Not Found')
    const publish = given.publish || given.publishandsendemail
    if (publish && invoice.status !== 'Draft') return refuse('Invoice must be in Draft status to be published')
    const asked = given.status
      ? (invoiceStatus(given.status) ?? refuse(`Invalid status ${given.status}`))
      : invoice.status
    refuseWhenImmutable(call, invoice, given)
    changeLines(call, invoice, given)
    const paid = day(given.datepaid)
    call.store.update(
      'invoices',
      invoice.id,
      sent({
        paymentmethod: given.paymentmethod || undefined,
        taxrate: given.taxrate === undefined ? undefined : rate(given.taxrate),
        taxrate2: given.taxrate2 === undefined ? undefined : rate(given.taxrate2),
        // GUESS: this writes the invoice's own figure and takes nothing from the client's balance.
        credit: given.credit === undefined ? undefined : cents(given.credit),
        date: day(given.date),
        duedate: day(given.duedate),
        datepaid: paid && `${paid} 00:00:00`,
        notes: given.notes,
      }),
    )
    const current = recompute(call, invoice.id)
    changeStatus(call, current, publish && asked === 'Draft' ? 'Unpaid' : asked, paid)
    logActivity(call, `Modified Invoice - Invoice ID: ${invoice.id}`, invoice.userid)
    if (given.publishandsendemail) mailInvoice(call, invoice.id)
    return { invoiceid: String(invoice.id) }
  },
})

export const invoiceUpdate = [updateInvoice]

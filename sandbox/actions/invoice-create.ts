import { cents } from '../core/money.ts'
import { addInvoice, mailInvoice, taxRates, type NewLine } from '../effects/invoicing.ts'
import { invoiceStatus, markPaid, spendCredit } from '../effects/ledger.ts'
import { day } from '../effects/sent.ts'
import { field } from '../wire/php-form.ts'
import { action, bool, int, phpBool, refuse, text, type Call } from './action.ts'

/** Rates are kept in thousandths of a percent. */
export const rate = (text: string): number => Math.round((Number.parseFloat(text) || 0) * 1000)

/** `itemdescription1`, `itemamount1`, `itemtaxed1`, and so on; gaps in the numbers do no harm. */
function numberedLines(call: Call): NewLine[] {
  const numbers = Object.keys(call.raw).flatMap((name) => {
    const found = /^item(?:description|amount)(\d+)$/.exec(name)
    return found?.[1] === undefined ? [] : [found[1]]
  })
  const unique = [...new Set(numbers)].sort((a, b) => Number(a) - Number(b))
  return unique.map((number) => ({
    description: field(call.raw, `itemdescription${number}`),
    amount: cents(field(call.raw, `itemamount${number}`)),
    taxed: phpBool(field(call.raw, `itemtaxed${number}`)),
  }))
}

const createInvoice = action({
  name: 'CreateInvoice',
  params: {
    userid: int(),
    status: text(),
    draft: bool(),
    sendinvoice: bool(),
    paymentmethod: text(),
    taxrate: text(),
    taxrate2: text(),
    date: text(),
    duedate: text(),
    notes: text(),
    autoapplycredit: bool(),
  },
  run(call, params) {
    const client = call.store.byId('clients', params.userid) ?? refuse('Client ID Not Found')
    // GUESS: an unknown status is taken as Unpaid; the page documents no refusal for it.
    const status = params.draft ? 'Draft' : (invoiceStatus(params.status ?? '') ?? 'Unpaid')
    if (params.sendinvoice && status === 'Draft') {
      return refuse(
        'Cannot create and send a draft invoice in a single API request. Please create and send separately.',
      )
    }
    const [first, second] = taxRates(client)
    const invoice = addInvoice(call, client, {
      status: status === 'Paid' ? 'Unpaid' : status,
      // GUESS: a date that is none is today.
      date: day(params.date),
      duedate: day(params.duedate),
      gateway: params.paymentmethod,
      rates: [params.taxrate ? rate(params.taxrate) : first, params.taxrate2 ? rate(params.taxrate2) : second],
      notes: params.notes,
      lines: numberedLines(call),
    })
    if (params.sendinvoice) mailInvoice(call, invoice.id)
    if (status === 'Paid') markPaid(call, invoice, {})
    const credit = params.autoapplycredit && status === 'Unpaid' ? Math.min(client.credit, invoice.total) : 0
    if (credit > 0) spendCredit(call, invoice, credit, {})
    return { invoiceid: String(invoice.id), status: call.store.byId('invoices', invoice.id)?.status ?? '' }
  },
})

export const invoiceCreate = [createInvoice]

import { dateOf, NO_TIME, timeOf } from '../core/clock.ts'
import { moneyFor } from '../core/money.ts'
import type { Row } from '../core/schema.ts'
import { recompute } from './ledger.ts'
import { logActivity, type Acting } from './log.ts'
import { mailClient } from './mail.ts'

export interface NewLine {
  description: string
  amount: number
  taxed: boolean
  type?: string
  relid?: number
  duedate?: string
}

export interface NewInvoice {
  status?: string
  date?: string | undefined
  duedate?: string | undefined
  gateway?: string | undefined
  rates?: [number, number]
  notes?: string | undefined
  lines: NewLine[]
}

/** GUESS: the installation's one tax rule is German VAT for clients in Germany. */
export const taxRates = (client: Row<'clients'>): [number, number] =>
  client.taxexempt === 0 && client.country.toUpperCase() === 'DE' ? [19_000, 0] : [0, 0]

/** GUESS: the client's own gateway, else the installation's first. */
export function gatewayFor(
  { store }: Pick<Acting, 'store'>,
  client: Row<'clients'> | undefined,
  asked: string | undefined,
): string {
  return asked || client?.defaultgateway || (store.first('gateways', 'ORDER BY id')?.module ?? '')
}

export function addLine(call: Acting, invoice: number, userid: number, line: NewLine): number {
  return call.store.insert('invoice_items', {
    invoiceid: invoice,
    userid,
    type: line.type ?? '',
    relid: line.relid ?? 0,
    description: line.description,
    amount: line.amount,
    taxed: line.taxed ? 1 : 0,
    duedate: line.duedate ?? '',
  })
}

export function addInvoice(call: Acting, client: Row<'clients'>, plan: NewInvoice): Row<'invoices'> {
  const [taxrate, taxrate2] = plan.rates ?? taxRates(client)
  const today = dateOf(call.now)
  const id = call.store.insert('invoices', {
    userid: client.id,
    date: plan.date ?? today,
    duedate: plan.duedate ?? today,
    datepaid: NO_TIME,
    last_capture_attempt: NO_TIME,
    date_refunded: NO_TIME,
    date_cancelled: NO_TIME,
    taxrate,
    taxrate2,
    status: plan.status ?? 'Unpaid',
    paymentmethod: gatewayFor(call, client, plan.gateway),
    notes: plan.notes ?? '',
    created_at: timeOf(call.now),
  })
  for (const line of plan.lines) addLine(call, id, client.id, line)
  logActivity(call, `Created Invoice - Invoice ID: ${id}`, client.id)
  return recompute(call, id)
}

export function mailInvoice(call: Acting, id: number): void {
  const invoice = call.store.byId('invoices', id)
  if (invoice === undefined) return
  mailClient(call, invoice.userid, 'invoice', {
    template: 'Invoice Created',
    subject: 'Customer Invoice',
    text: `Invoice #${id} over ${moneyFor(call, invoice.userid)(invoice.total)} was generated. It is due on ${invoice.duedate}.`,
  })
}

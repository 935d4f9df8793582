import 'server-only'
import { z } from 'zod'
import type { ClientId } from '@/lib/ids'
import type { Decimal } from '@/lib/money'
import type { Invoice, InvoiceItem, InvoicePayment, InvoiceSort, InvoiceSummary } from '@/lib/schemas/invoice'
import type { Operation, Reader, Writer } from './client'
import { amountParam, given, indexed, positiveAmountParam, type Params } from './encode'
import { isRefusal, wrongEcho } from './errors'
import { list, rows } from './list'
import type { Owned } from './owned'
import { amount, client as wireClientId, count, date, flag, humanOrNone, id, idOrNone, text, textOrNone } from './wire'

const common = {
  userid: wireClientId,
  invoicenum: textOrNone,
  date,
  duedate: date,
  datepaid: date,
  credit: amount,
  total: amount,
  status: text,
  paymentmethod: textOrNone,
}

type Common = z.output<z.ZodObject<typeof common>>

function summary(number: number, wire: Common): InvoiceSummary {
  return {
    id: number,
    number: wire.invoicenum === '' ? String(number) : wire.invoicenum,
    issuedOn: wire.date,
    dueOn: wire.duedate,
    paidOn: wire.datepaid,
    total: wire.total,
    credit: wire.credit,
    status: wire.status,
    paymentMethod: wire.paymentmethod,
  }
}

export const GetInvoices = {
  action: 'GetInvoices',
  effect: 'read',
  response: list(
    'invoices',
    'invoice',
    z.object({ id, ...common }).transform((wire) => ({ clientId: wire.userid, invoice: summary(wire.id, wire) })),
  ),
} as const satisfies Operation

const wireItem = z
  .object({
    id,
    type: textOrNone,
    relid: idOrNone,
    description: humanOrNone,
    amount,
    taxed: flag,
  })
  .transform((wire): InvoiceItem => ({
    id: wire.id,
    type: wire.type,
    relatedId: wire.relid ?? 0,
    description: wire.description,
    amount: wire.amount,
    taxed: wire.taxed,
  }))

const wirePayment = z
  .object({
    id,
    date,
    gateway: textOrNone,
    transid: textOrNone,
    amountin: amount,
    amountout: amount,
  })
  .transform((wire): InvoicePayment => ({
    id: wire.id,
    date: wire.date,
    gateway: wire.gateway,
    transactionId: wire.transid,
    amountIn: wire.amountin,
    amountOut: wire.amountout,
  }))

const wireInvoice = z
  .object({
    invoiceid: id,
    ...common,
    subtotal: amount,
    tax: amount,
    tax2: amount,
    taxrate: amount,
    taxrate2: amount,
    balance: amount,
    notes: humanOrNone,
    items: rows('item', wireItem),
    transactions: rows('transaction', wirePayment),
  })
  .transform((wire): { clientId: ClientId; invoice: Invoice } => ({
    clientId: wire.userid,
    invoice: {
      ...summary(wire.invoiceid, wire),
      subtotal: wire.subtotal,
      tax: wire.tax,
      tax2: wire.tax2,
      taxRate: wire.taxrate,
      taxRate2: wire.taxrate2,
      balance: wire.balance,
      notes: wire.notes,
      items: wire.items,
      payments: wire.transactions,
    },
  }))

const GetInvoice = { action: 'GetInvoice', effect: 'read', response: wireInvoice } as const satisfies Operation
const GenInvoices = {
  action: 'GenInvoices',
  effect: 'write',
  response: z.object({ numcreated: count, latestinvoiceid: idOrNone }),
} as const satisfies Operation
const CreateInvoice = {
  action: 'CreateInvoice',
  effect: 'write',
  response: z.object({ invoiceid: id }),
} as const satisfies Operation
const UpdateInvoice = {
  action: 'UpdateInvoice',
  effect: 'write',
  response: z.object({ invoiceid: id }),
} as const satisfies Operation
const ApplyCredit = {
  action: 'ApplyCredit',
  effect: 'write',
  response: z.object({ invoiceid: id, amount, invoicepaid: flag }),
} as const satisfies Operation
const CapturePayment = {
  action: 'CapturePayment',
  effect: 'write',
  // A gateway is asked in between.
  deadlineMs: 30_000,
  response: z.object({}),
} as const satisfies Operation

const ORDER_BY: Readonly<Record<InvoiceSort, string>> = {
  number: 'invoicenumber',
  date: 'date',
  duedate: 'duedate',
  total: 'total',
  status: 'status',
}

/**
 * One page of a client's invoices, drafts among them; `total` counts all that match. `status` is one of WHMCS's or
 * `Overdue`.
 *
 * https://developers.whmcs.com/api-reference/getinvoices/
 *
 * @throws WhmcsError `malformed` when a row belongs to another client
 */
export async function listInvoices(
  whmcs: Reader,
  client: ClientId,
  query: {
    readonly status?: string
    readonly sort: InvoiceSort
    readonly descending: boolean
    readonly offset: number
    readonly limit: number
  },
): Promise<{ invoices: InvoiceSummary[]; total: number }> {
  const { items, total } = await whmcs.read(GetInvoices, {
    userid: client,
    orderby: ORDER_BY[query.sort],
    order: query.descending ? 'desc' : 'asc',
    limitstart: query.offset,
    limitnum: query.limit,
    ...given({ status: query.status }),
  })
  if (items.some((row) => row.clientId !== client)) throw wrongEcho(GetInvoices)
  return { invoices: items.map((row) => row.invoice), total }
}

/**
 * One invoice and whose it is: WHMCS answers anybody's, so the caller compares `clientId` before showing anything.
 *
 * https://developers.whmcs.com/api-reference/getinvoice/
 *
 * @returns null when there is no such invoice
 */
export async function getInvoice(
  whmcs: Reader,
  invoice: number,
): Promise<{ clientId: ClientId; invoice: Invoice } | null> {
  try {
    const answer = await whmcs.read(GetInvoice, { invoiceid: invoice })
    if (answer.invoice.id !== invoice) throw wrongEcho(GetInvoice)
    return answer
  } catch (error) {
    if (isRefusal(error, /invoice id not found/i)) return null
    throw error
  }
}

/**
 * Makes the next invoice of these services ahead of time. WHMCS answers success with 0 when there is nothing to do.
 *
 * https://developers.whmcs.com/api-reference/geninvoices/
 */
export async function generateInvoices(
  whmcs: Writer,
  client: ClientId,
  services: readonly Owned<'service'>[],
): Promise<{ created: number; latestId: number | null }> {
  // Without ids WHMCS would make every invoice of the client that is due.
  if (services.length === 0) throw new RangeError('no services')
  const answer = await whmcs.write(GenInvoices, { clientid: client, ...indexed('serviceids', services) })
  return { created: answer.numcreated, latestId: answer.latestinvoiceid }
}

export type NewInvoice = {
  readonly items: readonly { readonly description: string; readonly amount: Decimal; readonly taxed: boolean }[]
  readonly paymentMethod?: string
  readonly dueOn?: string
  /** Mails the invoice to the client. */
  readonly send: boolean
}

function itemParams(items: NewInvoice['items']): Params {
  return Object.fromEntries(
    items.flatMap((item, index) => [
      [`itemdescription${index + 1}`, item.description],
      [`itemamount${index + 1}`, amountParam(item.amount)],
      [`itemtaxed${index + 1}`, item.taxed],
    ]),
  )
}

/**
 * A plain invoice. Its items have no type: paying it changes no service and adds no credit. @returns its id
 *
 * https://developers.whmcs.com/api-reference/createinvoice/
 */
export async function createInvoice(whmcs: Writer, client: ClientId, input: NewInvoice): Promise<number> {
  if (input.items.length === 0) throw new RangeError('no items')
  const answer = await whmcs.write(CreateInvoice, {
    userid: client,
    status: 'Unpaid',
    sendinvoice: input.send,
    ...itemParams(input.items),
    ...given({ paymentmethod: input.paymentMethod, duedate: input.dueOn }),
  })
  return answer.invoiceid
}

/**
 * Chooses another gateway, or cancels. Items and amounts are never changed: from 9.0 on an issued invoice is immutable.
 *
 * https://developers.whmcs.com/api-reference/updateinvoice/
 */
export async function updateInvoice(
  whmcs: Writer,
  invoice: Owned<'invoice'>,
  changes: { readonly paymentMethod?: string; readonly status?: 'Cancelled' },
): Promise<void> {
  const params = given({ paymentmethod: changes.paymentMethod, status: changes.status })
  const answer = await whmcs.write(UpdateInvoice, { invoiceid: invoice, ...params })
  if (answer.invoiceid !== invoice) throw wrongEcho(UpdateInvoice)
}

/**
 * Pays from the client's credit. WHMCS refuses more than the balance or the invoice: send the smaller of the two.
 *
 * https://developers.whmcs.com/api-reference/applycredit/
 *
 * @throws WhmcsError `refused`: not unpaid, more than the credit, more than the invoice, not above zero
 */
export async function applyCredit(
  whmcs: Writer,
  invoice: Owned<'invoice'>,
  sum: Decimal,
): Promise<{ applied: Decimal; paid: boolean }> {
  const answer = await whmcs.write(ApplyCredit, { invoiceid: invoice, amount: positiveAmountParam(sum) })
  if (answer.invoiceid !== invoice) throw wrongEcho(ApplyCredit)
  return { applied: answer.amount, paid: answer.invoicepaid }
}

/**
 * Charges the stored pay method of the invoice. Takes up to 30 s; a timeout says nothing about the charge.
 *
 * https://developers.whmcs.com/api-reference/capturepayment/
 *
 * @throws WhmcsError `refused` "Invoice Not Found or Not Unpaid", "Payment Attempt Failed"
 */
export async function capturePayment(whmcs: Writer, invoice: Owned<'invoice'>): Promise<void> {
  await whmcs.write(CapturePayment, { invoiceid: invoice })
}

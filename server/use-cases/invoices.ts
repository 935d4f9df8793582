import 'server-only'
import { toCsv } from '@/lib/csv'
import type { Currency } from '@/lib/money'
import type { Invoice, InvoicePage, InvoiceSummary } from '@/lib/schemas/invoice'
import type { InvoiceFilter, InvoiceQuery } from '@/lib/schemas/invoice-query'
import { ownInvoice } from '@/server/access/ownership'
import type { Permitted } from '@/server/access/permitted'
import type { Client } from '@/lib/schemas/client'
import * as whmcs from '@/server/whmcs/invoices'
import type { Handover } from '@/server/whmcs/client'
import { fetchPdf } from '@/server/whmcs/sso'
import { currencyOf } from './currencies'
import { gatewayNames } from './gateways'

const PAGE_SIZE = 25
/** WHMCS filters by neither date nor text: such a list is searched here, so many invoices at most, in the order asked for. */
const SEARCH_LIMIT = 10_000
const SEARCH_STEP = 500

type Viewer = Permitted<'invoices'>

const WHMCS_STATUS: Readonly<Record<InvoiceFilter, string>> = {
  unpaid: 'Unpaid',
  overdue: 'Overdue',
  paid: 'Paid',
  cancelled: 'Cancelled',
  refunded: 'Refunded',
}

function isSearch(query: InvoiceQuery): boolean {
  return query.q !== '' || query.from !== '' || query.to !== ''
}

function fits(invoice: InvoiceSummary, query: InvoiceQuery): boolean {
  const text = query.q.toLowerCase()
  const { issuedOn } = invoice
  if (text && !invoice.number.toLowerCase().includes(text) && String(invoice.id) !== text) return false
  if (query.from && (issuedOn === null || issuedOn < query.from)) return false
  return !(query.to && (issuedOn === null || issuedOn > query.to))
}

function visible(invoice: InvoiceSummary): boolean {
  return invoice.status !== 'Draft'
}

function request(query: InvoiceQuery, offset: number, limit: number) {
  const { sort, descending } = query
  return { sort, descending, offset, limit, ...(query.status && { status: WHMCS_STATUS[query.status] }) }
}

/** Every invoice that fits, in the order asked for: one call to learn how many there are, the rest at once. */
async function search(viewer: Viewer, query: InvoiceQuery): Promise<{ found: InvoiceSummary[]; capped: boolean }> {
  const step = (offset: number) =>
    whmcs.listInvoices(viewer.whmcs, viewer.clientId, request(query, offset, SEARCH_STEP))
  const first = await step(0)
  const end = Math.min(first.total, SEARCH_LIMIT)
  const offsets: number[] = []
  for (let offset = SEARCH_STEP; offset < end; offset += SEARCH_STEP) offsets.push(offset)
  const rest = await Promise.all(offsets.map(step))
  const all = [first, ...rest].flatMap(({ invoices }) => invoices)
  return { found: all.filter((one) => visible(one) && fits(one, query)), capped: first.total > SEARCH_LIMIT }
}

async function searched(viewer: Viewer, query: InvoiceQuery) {
  const { found, capped } = await search(viewer, query)
  const start = (query.page - 1) * PAGE_SIZE
  return { invoices: found.slice(start, start + PAGE_SIZE), total: found.length, capped }
}

/** WHMCS counts drafts and sorts them among the others: while there are some, its pages are not the customer's. */
async function paged(viewer: Viewer, query: InvoiceQuery) {
  const asked = request(query, (query.page - 1) * PAGE_SIZE, PAGE_SIZE)
  const [page, { counts }] = await Promise.all([
    whmcs.listInvoices(viewer.whmcs, viewer.clientId, asked),
    viewer.account(),
  ])
  if (query.status === null && counts.draft > 0) return searched(viewer, query)
  return { invoices: page.invoices.filter(visible), total: page.total, capped: false }
}

/** One page of the client's invoices. A page after the last one is answered with the last one's number, and no rows. */
export async function listInvoices(viewer: Viewer, query: InvoiceQuery): Promise<InvoicePage> {
  const [found, { counts }, currency] = await Promise.all([
    isSearch(query) ? searched(viewer, query) : paged(viewer, query),
    viewer.account(),
    currencyOf(viewer),
  ])
  const pages = Math.max(1, Math.ceil(found.total / PAGE_SIZE))
  return {
    ...found,
    page: Math.min(query.page, pages),
    pages,
    pageSize: PAGE_SIZE,
    counts,
    currency,
    searchLimit: SEARCH_LIMIT,
  }
}

const CSV_HEADER = ['id', 'number', 'status', 'issued', 'due', 'paid', 'total', 'credit', 'currency']

/** All invoices of the query as CSV: decimals with a point, ISO dates, ISO currency. At most SEARCH_LIMIT rows. */
export async function exportInvoices(viewer: Viewer, query: InvoiceQuery): Promise<{ csv: string; name: string }> {
  const [{ found }, { client }] = await Promise.all([search(viewer, query), viewer.account()])
  const rows = found.map((one) => [
    String(one.id),
    one.number,
    one.status,
    one.issuedOn ?? '',
    one.dueOn ?? '',
    one.paidOn ?? '',
    one.total,
    one.credit,
    client.currencyCode,
  ])
  const span = [query.from, query.to].filter(Boolean).join('_')
  return { csv: toCsv(CSV_HEADER, rows), name: `invoices${span && `-${span}`}.csv` }
}

export type InvoiceDocument = { readonly invoice: Invoice; readonly client: Client; readonly currency: Currency }

/** @throws PortalError `not_found`, also for somebody else's invoice and for a draft. */
export async function getInvoice(viewer: Viewer, id: number): Promise<InvoiceDocument> {
  const [{ invoice }, { client }, currency, nameOf] = await Promise.all([
    ownInvoice(viewer, id),
    viewer.account(),
    currencyOf(viewer),
    gatewayNames(viewer),
  ])
  const payments = invoice.payments.map((payment) => ({ ...payment, gateway: nameOf(payment.gateway) }))
  return { invoice: { ...invoice, payments }, client, currency }
}

/**
 * WHMCS's own PDF, fetched over a single sign-on session of this very person, so that WHMCS's own check of permission
 * stands beside ours. @throws PortalError `not_found`; WhmcsError `refused` when WHMCS does not hand it out
 */
export async function getInvoicePdf(
  viewer: Permitted<'invoices', Handover>,
  id: number,
): Promise<{ pdf: { stream: ReadableStream<Uint8Array>; length?: number }; number: string }> {
  const own = await ownInvoice(viewer, id)
  const pdf = await fetchPdf(viewer.whmcs, { client: viewer.clientId, person: viewer.person, invoice: own.id })
  return { pdf, number: own.invoice.number }
}

import { withCurrency } from '../../sandbox/core/money.ts'
import type { Row } from '../../sandbox/core/schema.ts'
import type { Sandbox } from './sandbox.ts'

export type InvoiceRow = Row<'invoices'>

/** Today, as both WHMCS and the portal reckon it. */
export const today = () => new Date().toISOString().slice(0, 10)

/** What a page calls an invoice. */
export const numberOf = ({ invoicenum, id }: InvoiceRow) => invoicenum || String(id)

/** What WHMCS's books say of one client: the truth that pages are compared with. */
export async function ledgerOf(sandbox: Sandbox, client: number) {
  const state = await sandbox.state('invoices', 'invoice_items', 'transactions', 'clients', 'currencies', 'gateways')
  const currency = state.currencies.find(({ id }) => id === state.clients.find((one) => one.id === client)?.currency)
  if (!currency) throw new Error(`There is no client ${client} with a currency.`)
  const invoices = state.invoices.filter(({ userid }) => userid === client)
  const paymentsOf = (invoice: InvoiceRow) => state.transactions.filter(({ invoiceid }) => invoiceid === invoice.id)
  const itemsOf = (invoice: InvoiceRow) => state.invoice_items.filter(({ invoiceid }) => invoiceid === invoice.id)
  return {
    currency,
    /** Newest first, as the list begins; drafts are not for customers. */
    invoices: invoices.filter(({ status }) => status !== 'Draft').toSorted((a, b) => b.date.localeCompare(a.date)),
    drafts: invoices.filter(({ status }) => status === 'Draft'),
    /** `€63,05 EUR`, `-€63,05 EUR`. */
    money: (cents: number) => `${cents < 0 ? '-' : ''}${withCurrency(Math.abs(cents), currency)}`,
    paymentsOf,
    itemsOf,
    balanceOf: (invoice: InvoiceRow) =>
      paymentsOf(invoice).reduce((left, { amountin, amountout }) => left - amountin + amountout, invoice.total),
    gatewayName: (module: string) => state.gateways.find((one) => one.module === module)?.displayname ?? module,
    /** The one invoice with an item that says so. */
    withItem(text: string): InvoiceRow {
      const item = state.invoice_items.find(
        ({ userid, description }) => userid === client && description.includes(text),
      )
      const invoice = invoices.find(({ id }) => id === item?.invoiceid)
      if (!invoice) throw new Error(`Client ${client} has no invoice with "${text}".`)
      return invoice
    },
  }
}

export type Ledger = Awaited<ReturnType<typeof ledgerOf>>

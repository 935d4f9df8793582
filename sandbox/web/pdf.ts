import PDFDocument from 'pdfkit'
import { balanceOf } from '../actions/invoices-read.ts'
import { localDate } from '../core/clock.ts'
import { moneyFor } from '../core/money.ts'
import type { Row } from '../core/schema.ts'
import { numberOf } from '../effects/ledger.ts'
import { setting, type World } from '../world.ts'
import type { Invoice } from './invoices.ts'
import { isComplete, latin } from './pdf-text.ts'

type Doc = InstanceType<typeof PDFDocument>

const MARGIN = 50
const BOTTOM = 770

interface Sheet {
  doc: Doc
  /** Whether a letter had to be replaced somewhere. */
  replaced: boolean
}

function write(sheet: Sheet, text: string, x: number, y: number, options: PDFKit.Mixins.TextOptions = {}): number {
  sheet.replaced ||= !isComplete(text)
  sheet.doc.text(latin(text), x, y, { lineGap: 2, ...options })
  return sheet.doc.y
}

/** A description and an amount; the row goes to a new page when it does not fit on this one. */
function row(sheet: Sheet, text: string, amount: string, y: number): number {
  const { doc } = sheet
  const height = doc.heightOfString(latin(text), { width: 370, lineGap: 2 })
  let top = y
  if (top + height > BOTTOM) {
    doc.addPage()
    top = MARGIN
  }
  write(sheet, amount, MARGIN + 380, top, { width: 115, align: 'right' })
  write(sheet, text, MARGIN, top, { width: 370 })
  return top + height + 4
}

function addressOf(client: Row<'clients'>): string {
  const town = [client.postcode, client.city].filter((part) => part !== '').join(' ')
  const name = `${client.firstname} ${client.lastname}`
  const vat = client.tax_id === '' ? '' : `VAT ID: ${client.tax_id}`
  const parts = [client.companyname, name, client.address1, client.address2, town, client.state, client.country, vat]
  return parts.filter((part) => part !== '').join('\n')
}

function head(sheet: Sheet, world: World, invoice: Invoice): number {
  const { doc } = sheet
  const company = setting(world.store, 'CompanyName') ?? ''
  const client = world.store.byId('clients', invoice.userid)
  doc.font('Helvetica-Bold').fontSize(18)
  write(sheet, company, MARGIN, MARGIN, { width: 300 })
  write(sheet, invoice.status.toUpperCase(), MARGIN + 300, MARGIN, { width: 195, align: 'right' })
  doc.fontSize(14)
  // GUESS: the vendor's template calls it so in every status, proforma invoicing being off.
  const titled = write(sheet, `Invoice #${numberOf(invoice)}`, MARGIN, MARGIN + 45)
  doc.font('Helvetica').fontSize(10)
  const dates = [`Invoice Date: ${localDate(invoice.date)}`, `Due Date: ${localDate(invoice.duedate)}`]
  if (invoice.status === 'Paid') dates.push(`Date Paid: ${localDate(invoice.datepaid.slice(0, 10))}`)
  const dated = write(sheet, dates.join('\n'), MARGIN, titled + 4)
  doc.font('Helvetica-Bold')
  const named = write(sheet, 'Invoiced To', MARGIN, dated + 12)
  doc.font('Helvetica')
  return write(sheet, client === undefined ? '' : addressOf(client), MARGIN, named, { width: 300 }) + 16
}

function sums(invoice: Invoice, open: number, money: (cents: number) => string): [string, string][] {
  const rate = (value: number) => `${(value / 1000).toFixed(3).replace(/0$/, '')}%`
  const rows: [string, number, boolean][] = [
    ['Sub Total', invoice.subtotal, true],
    [`${rate(invoice.taxrate)} Tax`, invoice.tax, invoice.tax !== 0],
    [`${rate(invoice.taxrate2)} Tax`, invoice.tax2, invoice.tax2 !== 0],
    ['Credit', -invoice.credit, true],
    ['Total', invoice.total, true],
    ['Balance', open, true],
  ]
  return rows.filter(([, , shown]) => shown).map(([name, cents]) => [name, money(cents)])
}

function body(sheet: Sheet, world: World, invoice: Invoice, from: number): number {
  const { doc } = sheet
  const money = moneyFor(world, invoice.userid)
  doc.font('Helvetica-Bold')
  let y = row(sheet, 'Description', 'Total', from)
  doc.font('Helvetica')
  const items = world.store.all('invoice_items', 'WHERE invoiceid = ? ORDER BY id', invoice.id)
  for (const item of items) {
    y = row(sheet, `${item.description}${item.taxed === 1 ? ' *' : ''}`, money(item.amount), y)
  }
  y += 8
  doc.font('Helvetica-Bold')
  for (const [name, amount] of sums(invoice, balanceOf(world, invoice), money)) y = row(sheet, name, amount, y)
  doc.font('Helvetica')
  if (items.some((item) => item.taxed === 1)) y = row(sheet, '* Indicates a taxed item.', '', y + 4)
  return y
}

function payments(sheet: Sheet, world: World, invoice: Invoice, from: number): number {
  const { doc } = sheet
  const money = moneyFor(world, invoice.userid)
  doc.font('Helvetica-Bold')
  let y = row(sheet, 'Transactions', '', from + 12)
  doc.font('Helvetica')
  const paid = world.store.all('transactions', 'WHERE invoiceid = ? ORDER BY id', invoice.id)
  if (paid.length === 0) return row(sheet, 'No Related Transactions Found', '', y)
  for (const one of paid) {
    const gateway = world.store.first('gateways', 'WHERE module = ?', one.gateway)?.displayname ?? one.gateway
    const text = `${localDate(one.date.slice(0, 10))}  ${gateway}  ${one.transid}`
    y = row(sheet, text, money(one.amountin - one.amountout), y)
  }
  return y
}

/** The invoice as WHMCS's own template shows it, in the fonts every reader has. */
export function invoicePdf(world: World, invoice: Invoice): Promise<Uint8Array<ArrayBuffer>> {
  const info = { Title: `Invoice #${numberOf(invoice)}`, Producer: 'WHMCS sandbox', CreationDate: world.clock.now() }
  const doc = new PDFDocument({ size: 'A4', margin: MARGIN, info, autoFirstPage: true })
  const chunks: Buffer[] = []
  const done = new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))))
    doc.on('error', reject)
  })
  const sheet: Sheet = { doc, replaced: false }
  let y = body(sheet, world, invoice, head(sheet, world, invoice))
  y = payments(sheet, world, invoice, y)
  if (sheet.replaced) y = row(sheet, 'Letters that this document has no font for are shown as "?".', '', y + 12)
  doc.fontSize(8)
  row(sheet, 'Made by a WHMCS sandbox. This is not a real invoice.', '', y + 12)
  doc.end()
  return done
}

export const fileName = (invoice: Invoice): string =>
  `Invoice-${numberOf(invoice).replaceAll(/[^A-Za-z0-9._-]/g, '-')}.pdf`

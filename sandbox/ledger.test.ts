import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { wrongSums } from './testing/books.ts'
import { call, start, tokenIn, type Browser, type Running } from './testing/browser.ts'

let sandbox: Running
let browser: Browser
beforeEach(async () => {
  sandbox = await start({ now: new Date('2026-11-21T10:00:00Z') })
  browser = sandbox.browser()
  await browser.signIn('owner@example.com')
})
afterEach(() => sandbox.close())

const api = (action: string, params: Record<string, string>) => call(sandbox.url, action, params)
const invoice = (id: number) => sandbox.world.store.byId('invoices', id)
const service = (id: number) => sandbox.world.store.byId('services', id)
const credit = () => sandbox.world.store.byId('clients', 1)?.credit ?? 0
const credits = (text: string) => sandbox.world.store.count('credits', 'WHERE description = ?', text)
const logged = (text: string) => sandbox.world.store.count('activity_log', 'WHERE description = ?', text)
// One receipt is from the seed.
const receipts = () => sandbox.world.store.count('emails', "WHERE subject = 'Invoice Payment Confirmation'") - 1

const token = async (path: string) => tokenIn((await browser.get(path)).text)

async function payOnPage(id: number): Promise<void> {
  const path = `/viewinvoice.php?id=${id}`
  await browser.post(path, { token: await token(path), payment: 'card' })
}

async function applyCredit(id: number): Promise<void> {
  if (invoice(id)?.status === 'Unpaid') {
    await api('AddCredit', { clientid: '1', description: 'Enough', amount: '2000.00' })
  }
  await api('ApplyCredit', { invoiceid: String(id), amount: 'full' })
}

/** Each pays what is open, and nothing when it comes again. */
const WAYS: [string, (id: number) => Promise<unknown>][] = [
  ['the page', payOnPage],
  ['AddInvoicePayment', (id) => api('AddInvoicePayment', { invoiceid: String(id), transid: 'T' })],
  ['ApplyCredit', applyCredit],
  ['CapturePayment', (id) => api('CapturePayment', { invoiceid: String(id) })],
]

async function made(action: string, form: [string, string][]): Promise<number> {
  const path = `/clientarea.php?action=${action}`
  const answer = await browser.post(path, [['token', await token(path)], ...form])
  return Number(/viewinvoice\.php\?id=(\d+)/.exec(answer.location)?.[1])
}

async function generated(id: number): Promise<number> {
  const { latestinvoiceid } = await api('GenInvoices', { clientid: '1', 'serviceids[]': String(id), noemails: '1' })
  return Number(latestinvoiceid)
}

describe.each(WAYS)('paid by %s', (way, pay) => {
  it('an invoice for others settles each of them once', async () => {
    await generated(3)
    const open = sandbox.world.store.all('invoices', "WHERE userid = 1 AND status = 'Unpaid' ORDER BY id")
    const ids = open.map(({ id }) => id)
    const mass = await made('masspay', [
      ['geninvoice', 'true'],
      ...ids.map((id): [string, string] => ['invoiceids[]', String(id)]),
    ])
    const total = invoice(mass)?.total ?? 0
    const [held, paid] = [credit(), sandbox.world.store.count('transactions')]
    await pay(mass)
    const after = credit()
    await pay(mass)
    expect(credit()).toBe(after)
    // Credit that paid came in before: 2000.00 less the total is what stays of it.
    expect(after - held).toBe(way === 'ApplyCredit' ? 200_000 - total : 0)
    for (const id of [mass, ...ids]) {
      expect(invoice(id)).toMatchObject({ status: 'Paid', datepaid: expect.stringMatching(/^2026-11-21/) })
      expect(logged(`Invoice Marked Paid - Invoice ID: ${id}`)).toBe(1)
    }
    for (const id of ids) {
      expect(credits(`Mass Invoice Payment Credit for Invoice #${id}`)).toBe(1)
      expect(credits(`Credit Applied to Invoice #${id}`)).toBe(1)
    }
    const money = sandbox.world.store.number('SELECT SUM(amountin) FROM transactions WHERE invoiceid = ?', mass)
    expect(money).toBe(way === 'ApplyCredit' ? 0 : total)
    // A second AddInvoicePayment is on record, over nothing.
    const rows = { ApplyCredit: 0, AddInvoicePayment: 2 }[way] ?? 1
    expect(sandbox.world.store.count('transactions') - paid).toBe(rows)
    expect(new Set(ids.map((id) => invoice(id)?.invoicenum)).size).toBe(ids.length)
    expect(service(3)?.nextduedate).toBe('2026-12-30')
    expect(receipts()).toBe(1)
    expect(wrongSums(sandbox.world.store)).toEqual([])
  })

  it('funds become credit once', async () => {
    const id = await made('addfunds', [['amount', '50.00']])
    const held = credit()
    await pay(id)
    await pay(id)
    expect(invoice(id)?.status).toBe('Paid')
    expect(credits(`Add Funds Invoice #${id}`)).toBe(1)
    expect(credit() - held).toBe(way === 'ApplyCredit' ? 200_000 : 5000)
    expect(wrongSums(sandbox.world.store)).toEqual([])
  })

  it('a service moves on once', async () => {
    const id = await generated(3)
    expect(service(3)?.nextduedate).toBe('2026-11-30')
    await pay(id)
    expect(service(3)?.nextduedate).toBe('2026-12-30')
    await pay(id)
    expect(receipts()).toBe(1)
    // Nor when staff open it, and it is paid, once more.
    await api('UpdateInvoice', { invoiceid: String(id), status: 'Unpaid' })
    await payOnPage(id)
    expect([invoice(id)?.status, service(3)?.nextduedate]).toEqual(['Paid', '2026-12-30'])
    expect(wrongSums(sandbox.world.store)).toEqual([])
  })

  it('an upgrade is made', async () => {
    const asked = { serviceid: '2', type: 'product', newproductid: '5', newproductbillingcycle: 'monthly' }
    const { invoiceid } = await api('UpgradeProduct', { ...asked, paymentmethod: 'stripe' })
    expect(service(2)?.pid).toBe(4)
    await pay(Number(invoiceid))
    expect(service(2)).toMatchObject({ pid: 5, recurringamount: 11_610 })
  })
})

it('the log names who paid on the page, and the API’s admin otherwise', async () => {
  const [first, second] = [await generated(3), await generated(1)]
  await payOnPage(first)
  await api('AddInvoicePayment', { invoiceid: String(second), transid: 'T' })
  const line = (id: number) =>
    sandbox.world.store.first('activity_log', 'WHERE description = ?', `Invoice Marked Paid - Invoice ID: ${id}`)
  expect(line(first)).toMatchObject({ clientid: 1, user_id: 3, admin_id: 0, username: 'owner@example.com' })
  expect(line(second)).toMatchObject({ clientid: 1, user_id: 0, admin_id: 1, username: 'admin' })
})

it('an invoice that was paid meanwhile leaves its share as credit', async () => {
  const open = sandbox.world.store.all('invoices', "WHERE userid = 1 AND status = 'Unpaid' ORDER BY id LIMIT 2")
  const ids = open.map(({ id }) => id)
  const mass = await made('masspay', [
    ['geninvoice', 'true'],
    ...ids.map((id): [string, string] => ['invoiceids[]', String(id)]),
  ])
  const [held, share] = [credit(), sandbox.world.store.first('invoice_items', 'WHERE invoiceid = ?', mass)?.amount]
  await payOnPage(ids[0] ?? 0)
  await payOnPage(mass)
  expect(credit() - held).toBe(share)
  expect(wrongSums(sandbox.world.store)).toEqual([])
})

it.each([
  ['INV-{YEAR}-{NUMBER}', /^INV-2026-\d{4}$/],
  ['{NUMBER}/{YEAR}', /^\d{4}\/2026$/],
])('numbers paid invoices as %s says', async (format, shape) => {
  sandbox.world.store.raw
    .prepare("UPDATE configuration SET value = ? WHERE setting = 'SequentialInvoiceNumberFormat'")
    .run(format)
  const ids = [await generated(3), await generated(1)]
  for (const id of ids) await payOnPage(id)
  const [first = '', second = ''] = ids.map((id) => invoice(id)?.invoicenum)
  expect(first).toMatch(shape)
  expect(second).toMatch(shape)
  expect(second > first).toBe(true)
})

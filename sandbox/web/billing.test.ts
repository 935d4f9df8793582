import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { moneyFor } from '../core/money.ts'
import { start, tokenIn, type Browser, type Running } from '../testing/browser.ts'

let sandbox: Running
let browser: Browser
beforeEach(async () => {
  sandbox = await start({ portalUrl: 'http://localhost:3000' })
  browser = sandbox.browser()
  await browser.signIn('owner@example.com')
})
afterEach(() => sandbox.close())

const open = () => sandbox.world.store.all('invoices', "WHERE userid = 1 AND status = 'Unpaid' ORDER BY id")
const invoice = (id: number) => sandbox.world.store.byId('invoices', id)
const credit = () => sandbox.world.store.byId('clients', 1)?.credit ?? 0
const idIn = (location: string) => Number(/viewinvoice\.php\?id=(\d+)/.exec(location)?.[1])

async function pay(id: number, payment = 'card') {
  const token = tokenIn((await browser.get(`/viewinvoice.php?id=${id}`)).text)
  return browser.post(`/viewinvoice.php?id=${id}`, { token, payment })
}

describe('the pay page', () => {
  test('a test card pays what is open and numbers the invoice', async () => {
    const partly = sandbox.world.store
      .all('transactions', 'WHERE userid = 1')
      .find((row) => invoice(row.invoiceid)?.status === 'Unpaid')
    const id = partly?.invoiceid ?? 0
    const before = invoice(id)
    const answer = await pay(id)
    expect([answer.status, answer.location]).toEqual([302, `/viewinvoice.php?id=${id}&paymentsuccess=true`])
    const page = await browser.get(answer.location)
    expect(page.text).toContain('Your payment was successful')
    expect(page.text).toContain('href="http://localhost:3000"')
    expect(invoice(id)).toMatchObject({ status: 'Paid', invoicenum: expect.stringMatching(/^INV-\d{4}-\d{4}$/) })
    const rows = sandbox.world.store.all('transactions', 'WHERE invoiceid = ? ORDER BY id', id)
    expect(rows.reduce((sum, row) => sum + row.amountin, 0)).toBe(before?.total)
    const numbers = sandbox.world.store.all('invoices', "WHERE invoicenum <> ''").map((row) => row.invoicenum)
    expect(new Set(numbers).size).toBe(numbers.length)
  })

  test('pays once', async () => {
    const id = open()[0]?.id ?? 0
    const token = tokenIn((await browser.get(`/viewinvoice.php?id=${id}`)).text)
    const form = { token, payment: 'card' }
    await browser.post(`/viewinvoice.php?id=${id}`, form)
    expect((await browser.post(`/viewinvoice.php?id=${id}`, form)).text).toContain('cannot be paid')
    expect(sandbox.world.store.count('transactions', 'WHERE invoiceid = ?', id)).toBe(1)
  })

  test('later, and declined', async () => {
    const [first, second] = open()
    await pay(first?.id ?? 0, 'pending')
    expect(invoice(first?.id ?? 0)).toMatchObject({ status: 'Payment Pending', paymentmethod: 'banktransfer' })
    const declined = await pay(second?.id ?? 0, 'decline')
    expect((await browser.get(declined.location)).text).toContain('declined')
    expect(invoice(second?.id ?? 0)?.status).toBe('Unpaid')
  })

  test('needs the session, the token, and an invoice of the client', async () => {
    const id = open()[0]?.id ?? 0
    expect((await browser.post(`/viewinvoice.php?id=${id}`, { payment: 'card' })).status).toBe(403)
    const stranger = await sandbox.browser().post(`/viewinvoice.php?id=${id}`, { payment: 'card' })
    expect(stranger.text).toContain('<h1>Login</h1>')
    const foreign = sandbox.world.store.first('invoices', "WHERE userid = 2 AND status = 'Unpaid'", ...[])?.id ?? 0
    expect(await pay(foreign)).toMatchObject({ status: 200, text: expect.stringContaining('invoice id is invalid') })
    const draft = sandbox.world.store.first('invoices', "WHERE userid = 1 AND status = 'Draft'")?.id ?? 0
    expect((await browser.get(`/viewinvoice.php?id=${draft}`)).text).toContain('invoice id is invalid')
    expect(invoice(id)?.status).toBe('Unpaid')
    expect(invoice(foreign)?.status).toBe('Unpaid')
  })
})

describe('mass payment', () => {
  test('makes one invoice of many, and its payment pays them', async () => {
    const due = open()
    const balances = due.map((row) => row.total)
    const partly = sandbox.world.store.number(
      "SELECT SUM(amountin) FROM transactions JOIN invoices i ON i.id = invoiceid WHERE i.userid = 1 AND i.status = 'Unpaid'",
    )
    const total = balances.reduce((sum, cents) => sum + cents, 0) - partly
    const held = credit()
    const page = await browser.get('/clientarea.php?action=masspay&all=true')
    const form: [string, string][] = [
      ['token', tokenIn(page.text)],
      ['geninvoice', 'true'],
      ...due.map((row): [string, string] => ['invoiceids[]', String(row.id)]),
    ]
    const made = idIn((await browser.post('/clientarea.php?action=masspay', form)).location)
    expect(invoice(made)).toMatchObject({ userid: 1, status: 'Unpaid', total })
    const items = sandbox.world.store.all('invoice_items', 'WHERE invoiceid = ?', made)
    expect(items.map((item) => [item.type, item.relid]).sort()).toEqual(due.map((row) => ['Invoice', row.id]).sort())
    await pay(made)
    expect([made, ...due.map((row) => row.id)].map((id) => invoice(id)?.status)).toEqual(
      Array.from({ length: due.length + 1 }, () => 'Paid'),
    )
    expect(credit()).toBe(held)
    expect((await browser.get('/clientarea.php?action=masspay&all=true')).text).toContain('No Records Found')
  })

  test('takes only the posted ones, only own ones, and needs the token', async () => {
    const [first, second] = open()
    const foreign = sandbox.world.store.first('invoices', "WHERE userid = 2 AND status = 'Unpaid'")?.id ?? 0
    const ids = [first?.id, second?.id, foreign].map((id): [string, string] => ['invoiceids[]', String(id)])
    const page = await browser.post('/clientarea.php?action=masspay', ids)
    expect(page.text.match(/name="invoiceids\[\]"/g)).toHaveLength(2)
    const bad = await browser.post('/clientarea.php?action=masspay', [...ids, ['geninvoice', 'true']])
    expect(bad.status).toBe(403)
    const lone = await browser.post('/clientarea.php?action=masspay', ids.slice(0, 1))
    expect(lone.location).toBe(`/viewinvoice.php?id=${first?.id}`)
  })
})

describe('adding funds', () => {
  const add = async (amount: string) => {
    const token = tokenIn((await browser.get('/clientarea.php?action=addfunds')).text)
    return browser.post('/clientarea.php?action=addfunds', { token, amount, paymentmethod: 'paypalcheckout' })
  }

  test('makes an invoice whose payment becomes credit', async () => {
    const held = credit()
    const made = idIn((await add('50.00')).location)
    expect(invoice(made)).toMatchObject({ total: 5000, status: 'Unpaid', paymentmethod: 'paypalcheckout' })
    expect(credit()).toBe(held)
    await pay(made)
    expect(credit()).toBe(held + 5000)
    const ledger = sandbox.world.store.number('SELECT SUM(amount) FROM credits WHERE clientid = 1')
    expect(ledger).toBe(held + 5000)
    expect(sandbox.world.store.first('invoice_items', 'WHERE invoiceid = ?', made)?.type).toBe('AddFunds')
  })

  test.each([
    ['1.00', 'Minimum Deposit is', 920],
    ['5000.00', 'Maximum Deposit is', 92_000],
    ['abc', 'Minimum Deposit is', 920],
    ['-50', 'Minimum Deposit is', 920],
  ])('refuses %s', async (amount, text, limit) => {
    expect((await add(amount)).text).toContain(`${text} ${moneyFor(sandbox.world, 1)(limit)}`)
  })

  test('the balance has an end, and the provider may close the counter', async () => {
    sandbox.world.store.update('clients', 1, { credit: 455_000 })
    expect((await add('100')).text).toContain(`Maximum Balance is ${moneyFor(sandbox.world, 1)(460_000)}`)
    sandbox.world.store.raw.exec("UPDATE configuration SET value = '' WHERE setting = 'AddFundsEnabled'")
    expect((await browser.get('/clientarea.php?action=addfunds')).text).toContain('Adding funds is disabled')
  })
})

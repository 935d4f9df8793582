import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { invoiceIn, makeInvoice, wrongSums } from '../testing/books.ts'
import { rowsAt, sandbox, type Caller, type Fields } from '../testing/caller.ts'

const NOW = new Date('2026-11-21T10:00:00Z')

let now: Caller
beforeEach(() => {
  now = sandbox({ now: NOW })
})
const refusal = async (action: string, fields: Fields) => (await now.call(action, fields)).message
const invoice = (id: unknown) => now.world.store.byId('invoices', Number(id))
const client = (id: number) => now.world.store.byId('clients', id)

describe('ApplyCredit', () => {
  it('moves credit onto the invoice, and leaves the evidence', async () => {
    const id = await makeInvoice(now)
    const before = now.world.store.number('SELECT MAX(id) FROM credits')
    expect(await now.call('ApplyCredit', { invoiceid: id, amount: '10.00' })).toMatchObject({
      invoiceid: String(id),
      amount: '10.00',
      invoicepaid: 'false',
    })
    expect(now.world.store.all('credits', 'WHERE id > ?', before)).toMatchObject([
      { clientid: 1, description: `Credit Applied to Invoice #${id}`, amount: -1000, date: '2026-11-21', relid: 0 },
    ])
    expect(await now.call('GetInvoice', { invoiceid: id })).toMatchObject({
      credit: '10.00',
      total: '40.00',
      balance: '40.00',
      status: 'Unpaid',
    })
    expect(await now.call('GetClientsDetails', { clientid: 1 })).toMatchObject({ credit: '196.66' })
  })
  it('pays the invoice when it covers it', async () => {
    const id = await makeInvoice(now)
    await now.call('AddInvoicePayment', { invoiceid: id, transid: 'a', amount: '20' })
    const answer = await now.call('ApplyCredit', { invoiceid: id, amount: '30' })
    expect(answer).toMatchObject({ amount: '30.00', invoicepaid: 'true' })
    expect(invoice(id)).toMatchObject({ status: 'Paid', total: 2000, credit: 3000 })
    expect(invoice(id)?.datepaid).toMatch(/^2026-11-21 10:00:0/)
    expect(invoice(id)?.invoicenum).toMatch(/^INV-2026-\d{4}$/)
    const mails = rowsAt({ mails: await now.control('GET', 'mail') }, 'mails')
    expect(mails.map((mail) => mail['template'])).toContain('Invoice Payment Confirmation')
    expect(wrongSums(now.world.store)).toEqual([])
  })
  it('gives sequential numbers once each', async () => {
    const numbers = now.world.store.all('invoices', "WHERE invoicenum <> ''").map((row) => row.invoicenum)
    const id = await makeInvoice(now)
    await now.call('ApplyCredit', { invoiceid: id, amount: 50 })
    expect(numbers).not.toContain(invoice(id)?.invoicenum)
  })
  it('takes "full" for what is possible, and sends no mail when told so', async () => {
    const id = await makeInvoice(now, { itemamount1: '500' })
    expect(await now.call('ApplyCredit', { invoiceid: id, amount: 'full' })).toMatchObject({ amount: '206.66' })
    const small = await makeInvoice(now, { userid: 2, itemamount1: '3' })
    await now.call('ApplyCredit', { invoiceid: small, amount: 'full', noemail: 1 })
    expect(invoice(small)?.status).toBe('Paid')
    expect(await now.control('GET', 'mail')).toEqual([])
  })
  it.each([
    ['Paid', '1', 'Invoice Not in Unpaid Status'],
    ['Draft', '1', 'Invoice Not in Unpaid Status'],
    ['Payment Pending', '1', 'Invoice Not in Unpaid Status'],
    ['Unpaid', '0', 'Credit Amount to apply must be greater than zero'],
    ['Unpaid', '-5', 'Credit Amount to apply must be greater than zero'],
    ['Unpaid', '', 'Credit Amount to apply must be greater than zero'],
    ['Unpaid', '206.67', 'Amount exceeds customer credit balance'],
    ['Unpaid', '100', 'Amount Exceeds Invoice Balance'],
  ])('refuses an invoice that is %s, and %s', async (status, amount, message) => {
    expect(await refusal('ApplyCredit', { invoiceid: invoiceIn(now, status), amount })).toBe(message)
    expect(client(1)?.credit).toBe(20_666)
  })
  it('refuses an invoice that is not there', async () => {
    expect(await refusal('ApplyCredit', { invoiceid: 9999, amount: 1 })).toBe('Invoice ID Not Found')
  })
})

describe('AddCredit', () => {
  const add = { clientid: 1, description: 'Goodwill', amount: '12.34' }
  it('adds and removes', async () => {
    expect(await now.call('AddCredit', add)).toMatchObject({ newbalance: '219.00' })
    expect(await now.call('AddCredit', { ...add, type: 'remove', date: '2026-01-31' })).toMatchObject({
      newbalance: '206.66',
    })
    expect(now.world.store.first('credits', 'ORDER BY id DESC')).toMatchObject({ amount: -1234, date: '2026-01-31' })
    expect(wrongSums(now.world.store)).toEqual([])
  })
  it.each([
    [{ type: 'double' }, 'Type can only be add or remove'],
    [{ clientid: 99 }, 'Client ID Not Found'],
    [{ adminid: 7 }, 'Admin ID Not Found'],
    [{ amount: '' }, 'No Amount Provided'],
    [{ amount: '-1' }, 'Amount must be in decimal format: ### or ###.##'],
    [{ amount: '1.234' }, 'Amount must be in decimal format: ### or ###.##'],
    [{ date: '31/01/2026' }, 'Date Format is not Valid'],
    [{ type: 'remove', amount: '1000' }, 'Insufficient Credit Balance'],
  ])('refuses %j', async (fields, message) => {
    expect(await refusal('AddCredit', { ...add, ...fields })).toBe(message)
  })
})

describe('whatever is done', () => {
  const amounts = fc.integer({ min: 0, max: 30_000 }).map((cents) => (cents / 100).toFixed(2))
  const steps = fc.array(
    fc.record({
      action: fc.constantFrom('ApplyCredit', 'AddInvoicePayment', 'AddCredit', 'CreateInvoice', 'CapturePayment'),
      invoiceid: fc.integer({ min: 1, max: 60 }),
      amount: amounts,
      type: fc.constantFrom('add', 'remove'),
    }),
    { maxLength: 25 },
  )
  it('the books add up', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (list) => {
        now = sandbox({ now: NOW })
        for (const { action, invoiceid, amount, type } of list) {
          const about = { userid: 1, clientid: 1, description: 'x', itemdescription1: 'x', itemamount1: amount }
          await now.call(action, { ...about, invoiceid, amount, type, transid: 'P', autoapplycredit: 1 })
        }
        expect(wrongSums(now.world.store)).toEqual([])
      }),
      { numRuns: 25 },
    )
  })
})

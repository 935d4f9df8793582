import { beforeEach, describe, expect, it } from 'vitest'
import { invoiceIn, makeInvoice, wrongSums } from '../testing/books.ts'
import { sandbox, type Caller, type Fields } from '../testing/caller.ts'

const NOW = new Date('2026-11-21T10:00:00Z')

let now: Caller
beforeEach(() => {
  now = sandbox({ now: NOW })
})
const refusal = async (action: string, fields: Fields) => (await now.call(action, fields)).message
const invoice = (id: unknown) => now.world.store.byId('invoices', Number(id))
const client = (id: number) => now.world.store.byId('clients', id)

describe('payments', () => {
  it('settle an invoice, in parts', async () => {
    const id = await makeInvoice(now)
    const pay = { invoiceid: id, transid: 'T1', gateway: 'stripe', date: '2026-11-20 12:00:00' }
    await now.call('AddInvoicePayment', { ...pay, amount: '20.00', fees: '0.50' })
    expect(await now.call('GetInvoice', { invoiceid: id })).toMatchObject({ status: 'Unpaid', balance: '30.00' })
    await now.call('AddInvoicePayment', pay)
    expect(invoice(id)).toMatchObject({ status: 'Paid', datepaid: '2026-11-20 12:00:00' })
    expect(await now.call('GetTransactions', { invoiceid: id })).toMatchObject({
      transactions: {
        transaction: [
          { amountin: '20.00', fees: '0.50' },
          { amountin: '30.00', transid: 'T1' },
        ],
      },
    })
  })
  it('turn what is too much into credit', async () => {
    const id = await makeInvoice(now)
    await now.call('AddInvoicePayment', { invoiceid: id, transid: 'T', amount: '60' })
    expect(client(1)?.credit).toBe(21_666)
    await now.call('AddInvoicePayment', { invoiceid: id, transid: 'T', amount: '5' })
    expect(client(1)?.credit).toBe(22_166)
    expect(wrongSums(now.world.store)).toEqual([])
  })
  it('refuse what the page says', async () => {
    expect(await refusal('AddInvoicePayment', { invoiceid: 9999 })).toBe('Invoice ID Not Found')
    expect(await refusal('AddInvoicePayment', { invoiceid: invoiceIn(now, 'Cancelled') })).toBe(
      'It is not possible to add a payment to an invoice that is Cancelled',
    )
  })
  it('pay an invoice for funds into the balance', async () => {
    const id = await makeInvoice(now, { userid: 2 })
    now.world.store.raw.prepare("UPDATE invoice_items SET type = 'AddFunds' WHERE invoiceid = ?").run(id)
    await now.call('AddInvoicePayment', { invoiceid: id, transid: 'T' })
    expect(client(2)?.credit).toBe(6000)
    expect(wrongSums(now.world.store)).toEqual([])
  })
})

it('an invoice that stands for others pays them', async () => {
  const first = await makeInvoice(now)
  const second = await makeInvoice(now, { itemamount1: '30' })
  await now.call('AddInvoicePayment', { invoiceid: second, transid: 'part', amount: '10' })
  const together = await makeInvoice(now, { itemamount1: '50', itemdescription2: 'y', itemamount2: '20' })
  const [a, b] = now.world.store.all('invoice_items', 'WHERE invoiceid = ? ORDER BY id', together)
  now.world.store.update('invoice_items', a?.id ?? 0, { type: 'Invoice', relid: first })
  now.world.store.update('invoice_items', b?.id ?? 0, { type: 'Invoice', relid: second })
  await now.call('AddInvoicePayment', { invoiceid: together, transid: 'M' })
  expect([first, second, together].map((id) => invoice(id)?.status)).toEqual(['Paid', 'Paid', 'Paid'])
  expect(client(1)?.credit).toBe(20_666)
  expect(wrongSums(now.world.store)).toEqual([])
})

describe('AddTransaction', () => {
  const row = { paymentmethod: 'stripe', userid: 1, transid: 'U1', amountin: '50', date: '20/11/2026' }
  it('refuses a transaction id that is there', async () => {
    expect(await refusal('AddTransaction', row)).toBeUndefined()
    expect(await refusal('AddTransaction', row)).toBe('Transaction ID must be Unique')
    expect(await refusal('AddTransaction', { ...row, allowduplicatetransid: 1 })).toBeUndefined()
    expect(now.world.store.first('transactions', "WHERE transid = 'U1'")).toMatchObject({
      date: '2026-11-20 00:00:00',
      amountin: 5000,
    })
  })
  it('pays an invoice, or adds credit', async () => {
    const id = await makeInvoice(now)
    await now.call('AddTransaction', { ...row, invoiceid: id })
    expect(invoice(id)?.status).toBe('Paid')
    await now.call('AddTransaction', { ...row, transid: 'U2', credit: 1, description: 'Bank' })
    expect(client(1)?.credit).toBe(25_666)
    expect(wrongSums(now.world.store)).toEqual([])
  })
  it.each([
    [{ userid: 99 }, 'Client ID Not Found'],
    [{ invoiceid: 9999 }, 'Invoice ID Not Found'],
    [{ userid: 2, invoiceid: 1 }, 'User ID does not own the given Invoice ID'],
    [{ currencyid: 9 }, 'Currency ID Not Found'],
    [{ currencyid: 1 }, 'Currency ID does not match Client currency'],
    [{ userid: 0 }, 'A Currency ID is required for non-customer related transactions'],
    [{ paymentmethod: '' }, 'Payment Method is required'],
  ])('refuses %j', async (fields, message) => {
    expect(await refusal('AddTransaction', { ...row, ...fields })).toBe(message)
  })
})

describe('CapturePayment', () => {
  it('charges the card that is stored', async () => {
    const id = await makeInvoice(now)
    expect((await now.call('CapturePayment', { invoiceid: id })).result).toBe('success')
    expect(invoice(id)?.status).toBe('Paid')
    expect(await refusal('CapturePayment', { invoiceid: id })).toBe('Invoice Not Found or Not Unpaid')
  })
  it('fails without a card, or with a wrong code, and says when it tried', async () => {
    const id = await makeInvoice(now)
    expect(await refusal('CapturePayment', { invoiceid: id, cvv: '000' })).toBe('Payment Attempt Failed')
    expect(invoice(id)).toMatchObject({ status: 'Unpaid' })
    expect(invoice(id)?.last_capture_attempt).toMatch(/^2026-11-21/)
    expect(await refusal('CapturePayment', { invoiceid: invoiceIn(now, 'Unpaid', 3) })).toBe('Payment Attempt Failed')
  })
})

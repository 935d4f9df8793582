import { describe, expect, test } from 'vitest'
import { clientId } from '@/lib/ids'
import * as invoices from './invoices'
import { markOwned } from './owned'
import { byAction, fakeWhmcs } from './testing/fake'

const twelve = clientId(12)
const nine = markOwned<'invoice'>(9)
const money = { subtotal: '10.00', credit: '0.00', tax: '0.00', tax2: '0.00', total: '10.00' }
const row = { id: 9, userid: 12, invoicenum: '', date: '2026-01-01', duedate: '2026-01-08', status: 'Unpaid', ...money }
const whole = { result: 'success', ...row, id: undefined, invoiceid: 9, taxrate: 0, taxrate2: '0.000', balance: 10 }
const query = { sort: 'number', descending: true, offset: 20, limit: 10 } as const

describe('listInvoices', () => {
  const answering = (invoice: unknown) =>
    fakeWhmcs(byAction({ GetInvoices: { result: 'success', totalresults: 21, invoices: { invoice } } }))

  test('asks for one page of one client', async () => {
    await using fake = await answering([row])
    expect(await invoices.listInvoices(fake.whmcs(), twelve, { ...query, status: 'Overdue' })).toMatchObject({
      total: 21,
      invoices: [{ id: 9, number: '9', dueOn: '2026-01-08', paidOn: null }],
    })
    expect(fake.received[0]?.body).toMatch(
      /^userid=12&orderby=invoicenumber&order=desc&limitstart=20&limitnum=10&status=Overdue&action=/,
    )
  })

  test.each([13, 0, '', null, '12abc'])('a row of client %j is refused', async (userid) => {
    await using fake = await answering([row, { ...row, id: 10, userid }])
    await expect(invoices.listInvoices(fake.whmcs(), twelve, query)).rejects.toMatchObject({ failure: 'malformed' })
  })
})

describe('getInvoice', () => {
  const ask = async (answer: unknown) => {
    await using fake = await fakeWhmcs(byAction({ GetInvoice: answer }))
    return await invoices.getInvoice(fake.whmcs(), 9)
  }

  test('says whose it is; a status nobody documents is kept', async () => {
    expect(await ask({ ...whole, status: 'Disputed', items: '', transactions: '' })).toMatchObject({
      clientId: 12,
      invoice: { id: 9, status: 'Disputed', balance: '10.00', taxRate: '0.00', items: [], payments: [] },
    })
  })

  test('one item itself, numbered payments', async () => {
    const item = { id: '1', type: '', relid: '', description: 'A &lt;b&gt;\r\nC', amount: '-1.00', taxed: '' }
    const payment = { id: 4, date: '2026-01-02 10:00:00', gateway: 'x', transid: 't', amountin: '1.00', amountout: 0 }
    const found = await ask({ ...whole, items: { item }, transactions: { transaction: { 0: payment } } })
    expect(found?.invoice.items).toEqual([
      { id: 1, type: '', relatedId: 0, description: 'A <b>\r\nC', amount: '-1.00', taxed: false },
    ])
    expect(found?.invoice.payments).toMatchObject([{ id: 4, date: '2026-01-02', amountIn: '1.00', amountOut: '0.00' }])
  })

  test('none; another; one without an owner', async () => {
    expect(await ask({ result: 'error', message: 'Invoice ID not found' })).toBeNull()
    await expect(ask({ ...whole, invoiceid: 10 })).rejects.toMatchObject({ failure: 'malformed', reason: 'wrong echo' })
    await expect(ask({ ...whole, userid: 0 })).rejects.toMatchObject({ failure: 'malformed' })
    await expect(ask({ ...whole, total: '$10.00 USD' })).rejects.toMatchObject({ failure: 'malformed' })
  })
})

describe('writes', () => {
  test('GenInvoices names its services, and without any is not called', async () => {
    const answer = { result: 'success', numcreated: '1', latestinvoiceid: 77 }
    await using fake = await fakeWhmcs(byAction({ GenInvoices: answer }))
    const two = [markOwned<'service'>(3), markOwned<'service'>(4)]
    expect(await invoices.generateInvoices(fake.whmcs(), twelve, two)).toEqual({ created: 1, latestId: 77 })
    expect(fake.received[0]?.params.get('serviceids[1]')).toBe('4')
    await expect(invoices.generateInvoices(fake.whmcs(), twelve, [])).rejects.toThrow(RangeError)
    expect(fake.received).toHaveLength(1)
  })

  test('CreateInvoice numbers its items', async () => {
    await using fake = await fakeWhmcs(
      byAction({ CreateInvoice: { result: 'success', invoiceid: 5, status: 'Unpaid' } }),
    )
    const items = [
      { description: 'a', amount: '1.00', taxed: true },
      { description: 'b', amount: '-0.50', taxed: false },
    ]
    expect(await invoices.createInvoice(fake.whmcs(), twelve, { items, send: false })).toBe(5)
    expect(Object.fromEntries(fake.received[0]?.params ?? [])).toMatchObject({
      userid: '12',
      sendinvoice: '0',
      itemdescription1: 'a',
      itemamount1: '1.00',
      itemtaxed1: '1',
      itemdescription2: 'b',
      itemamount2: '-0.50',
      itemtaxed2: '0',
    })
  })

  test.each(['-1.00', '0.00', '1e3', '1,00', '', '0.001'])('a sum of %j is not sent', async (sum) => {
    await using fake = await fakeWhmcs(byAction({}))
    await expect(invoices.applyCredit(fake.whmcs(), nine, sum)).rejects.toThrow(RangeError)
    expect(fake.received).toHaveLength(0)
  })

  test('credit: answered about another invoice, or cut off: in doubt, and asked once', async () => {
    await using other = await fakeWhmcs(
      byAction({ ApplyCredit: { result: 'success', invoiceid: 8, amount: '1.00', invoicepaid: 'true' } }),
    )
    await expect(invoices.applyCredit(other.whmcs(), nine, '1.00')).rejects.toMatchObject({
      failure: 'outcome_unknown',
    })
    await using cut = await fakeWhmcs((_, response) => void response.destroy())
    await expect(invoices.applyCredit(cut.whmcs(), nine, '1.00')).rejects.toMatchObject({ failure: 'outcome_unknown' })
    expect(cut.received).toHaveLength(1)
  })
})

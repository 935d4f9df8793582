import { beforeEach, describe, expect, it } from 'vitest'
import { dateOf } from '../core/clock.ts'
import { makeInvoice, wrongSums } from '../testing/books.ts'
import { rowsAt, sandbox, type Caller, type Fields } from '../testing/caller.ts'

const NOW = new Date('2026-11-21T10:00:00Z')

let now: Caller
beforeEach(() => {
  now = sandbox({ now: NOW })
})
const refusal = async (action: string, fields: Fields) => (await now.call(action, fields)).message
const invoice = (id: unknown) => now.world.store.byId('invoices', Number(id))
const client = (id: number) => now.world.store.byId('clients', id)

describe('CreateInvoice', () => {
  it('takes numbered lines, in order, and the client’s own tax', async () => {
    const id = await makeInvoice(now, {
      itemdescription10: 'tenth',
      itemamount10: '-3.50',
      itemdescription2: 'second',
      itemamount2: '100',
      itemtaxed2: 1,
      notes: 'PF-1',
    })
    const lines = rowsAt(await now.call('GetInvoice', { invoiceid: id }), 'items.item')
    expect(lines.map((line) => line['description'])).toEqual(['x', 'second', 'tenth'])
    expect(invoice(id)).toMatchObject({ subtotal: 14_650, tax: 1900, total: 16_550, paymentmethod: 'stripe' })
    expect(invoice(id)).toMatchObject({ notes: 'PF-1', date: dateOf(NOW), status: 'Unpaid' })
  })
  it('takes other rates, dates and a gateway', async () => {
    const own = { itemtaxed1: 1, taxrate: '5', taxrate2: '9.975', paymentmethod: 'banktransfer', duedate: '2026-12-24' }
    const id = await makeInvoice(now, { ...own, itemamount1: '103.33' })
    expect(invoice(id)).toMatchObject({ tax: 517, tax2: 1031, duedate: '2026-12-24', paymentmethod: 'banktransfer' })
  })
  it('uses credit when told so', async () => {
    const answer = await now.call('CreateInvoice', {
      userid: 1,
      itemdescription1: 'x',
      itemamount1: '50',
      autoapplycredit: 1,
    })
    expect(answer).toMatchObject({ status: 'Paid' })
    expect(client(1)?.credit).toBe(15_666)
    expect(wrongSums(now.world.store)).toEqual([])
  })
  it('mails it when told so, but no draft', async () => {
    await makeInvoice(now, { sendinvoice: 1 })
    expect(await now.control('GET', 'mail')).toMatchObject([
      { to: 'owner@example.com', template: 'Invoice Created' },
      { to: 'accounts@example.com' },
    ])
    expect(await now.call('GetEmails', { clientid: 1, limitnum: 1 })).toMatchObject({
      emails: { email: [{ subject: 'Customer Invoice', cc: 'accounts@example.com' }] },
    })
    expect(await refusal('CreateInvoice', { userid: 1, draft: 1, sendinvoice: 1 })).toBe(
      'Cannot create and send a draft invoice in a single API request. Please create and send separately.',
    )
    expect(invoice(await makeInvoice(now, { draft: 1 }))?.status).toBe('Draft')
    expect(await refusal('CreateInvoice', { userid: 99 })).toBe('Client ID Not Found')
  })
})

describe('UpdateInvoice', () => {
  it('changes, adds and deletes lines by their ids', async () => {
    const id = await makeInvoice(now, { itemdescription2: 'y', itemamount2: '7', itemtaxed2: 1 })
    const [first, second] = now.world.store.all('invoice_items', 'WHERE invoiceid = ? ORDER BY id', id)
    await now.call('UpdateInvoice', {
      invoiceid: id,
      [`itemdescription[${first?.id}]`]: 'changed',
      [`itemamount[${first?.id}]`]: '16.95',
      [`itemtaxed[${first?.id}]`]: 1,
      'newitemdescription[0]': 'new',
      'newitemamount[0]': '10.00',
      'newitemtaxed[0]': 0,
      'deletelineids[]': second?.id ?? 0,
    })
    expect(now.world.store.all('invoice_items', 'WHERE invoiceid = ?', id)).toMatchObject([
      { description: 'changed', amount: 1695, taxed: 1 },
      { description: 'new', amount: 1000, taxed: 0 },
    ])
    expect(invoice(id)).toMatchObject({ subtotal: 2695, tax: 322, total: 3017 })
  })
  it('publishes a draft', async () => {
    const id = await makeInvoice(now, { draft: 1 })
    await now.call('UpdateInvoice', { invoiceid: id, publishandsendemail: 1 })
    expect(invoice(id)?.status).toBe('Unpaid')
    expect(await now.control('GET', 'mail')).toHaveLength(2)
    expect(await refusal('UpdateInvoice', { invoiceid: id, publish: 1 })).toBe(
      'Invoice must be in Draft status to be published',
    )
  })
  it('changes the status with all that goes with it', async () => {
    const id = await makeInvoice(now)
    await now.call('UpdateInvoice', { invoiceid: id, status: 'paid', datepaid: '2026-11-01' })
    expect(invoice(id)).toMatchObject({ status: 'Paid', datepaid: '2026-11-01 00:00:00' })
    await now.call('UpdateInvoice', { invoiceid: id, status: 'Cancelled' })
    expect(invoice(id)?.date_cancelled).toMatch(/^2026-11-21/)
  })
  it('refuses what the page says', async () => {
    const id = await makeInvoice(now)
    const line = now.world.store.first('invoice_items', 'WHERE invoiceid = ?', id)?.id ?? 0
    expect(await refusal('UpdateInvoice', { invoiceid: 9999 })).toBe('Invoice ID Not Found')
    expect(await refusal('UpdateInvoice', { invoiceid: id, status: 'Lost' })).toBe('Invalid status Lost')
    expect(await refusal('UpdateInvoice', { invoiceid: id, [`itemdescription[${line}]`]: 'y' })).toBe(
      'Missing Variables: itemdescription, itemamount and itemtaxed are required for each item being changed',
    )
  })
  it('keeps the lines of a published invoice on 9.0', async () => {
    now = sandbox({ version: '9.0', now: NOW })
    const id = await makeInvoice(now)
    const line = { invoiceid: id, 'newitemdescription[]': 'more', 'newitemamount[]': '1', 'newitemtaxed[]': 0 }
    expect(await refusal('UpdateInvoice', line)).toBe('You cannot modify an Invoice that is Unpaid')
    expect(await refusal('UpdateInvoice', { invoiceid: id, 'deletelineids[]': 1 })).toBe(
      'You cannot modify an Invoice that is Unpaid',
    )
    expect(await refusal('UpdateInvoice', { invoiceid: id, paymentmethod: 'banktransfer' })).toBeUndefined()
    const draft = await makeInvoice(now, { draft: 1 })
    expect(await refusal('UpdateInvoice', { ...line, invoiceid: draft })).toBeUndefined()
    expect(invoice(draft)?.total).toBe(5100)
  })
})

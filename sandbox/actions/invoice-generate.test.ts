import { beforeEach, describe, expect, it } from 'vitest'
import { wrongSums } from '../testing/books.ts'
import { sandbox, type Caller, type Fields } from '../testing/caller.ts'

const NOW = new Date('2026-11-21T10:00:00Z')

let now: Caller
beforeEach(() => {
  now = sandbox({ now: NOW })
})
const refusal = async (action: string, fields: Fields) => (await now.call(action, fields)).message
const invoice = (id: unknown) => now.world.store.byId('invoices', Number(id))

describe('GenInvoices', () => {
  it('makes the next invoice of a service once, and its payment moves the date once', async () => {
    const due = now.world.store.byId('services', 3)?.nextduedate ?? ''
    const answer = await now.call('GenInvoices', { clientid: 1, 'serviceids[]': 3 })
    expect(answer['numcreated']).toBe('1')
    const id = Number(answer['latestinvoiceid'])
    expect(invoice(id)).toMatchObject({ userid: 1, duedate: due, subtotal: 11_610, tax: 2206, status: 'Unpaid' })
    expect(now.world.store.first('invoice_items', 'WHERE invoiceid = ?', id)).toMatchObject({
      type: 'Hosting',
      relid: 3,
      description: 'Dedicated Server XL - db1.example.com (30/11/2026 - 29/12/2026)',
    })
    expect(await now.call('GenInvoices', { clientid: 1, 'serviceids[]': 3 })).toMatchObject({ numcreated: '0' })
    expect(now.world.store.byId('services', 3)?.nextduedate).toBe('2026-11-30')
    await now.call('AddInvoicePayment', { invoiceid: id, transid: 'G' })
    expect(now.world.store.byId('services', 3)?.nextduedate).toBe('2026-12-30')
    await now.call('AddInvoicePayment', { invoiceid: id, transid: 'G', amount: '10' })
    expect(now.world.store.byId('services', 3)?.nextduedate).toBe('2026-12-30')
  })
  it('moves no date that staff have moved already', async () => {
    const { latestinvoiceid } = await now.call('GenInvoices', { clientid: 1, 'serviceids[]': 3 })
    await now.call('UpdateClientProduct', { serviceid: 3, nextduedate: '2027-06-30' })
    await now.call('AddInvoicePayment', { invoiceid: String(latestinvoiceid), transid: 'G' })
    expect(now.world.store.byId('services', 3)?.nextduedate).toBe('2027-06-30')
  })
  it('invoices what is near, with mails, when nothing is named', async () => {
    const answer = await now.call('GenInvoices', {})
    expect(Number(answer['numcreated'])).toBeGreaterThan(5)
    expect(answer).not.toHaveProperty('latestinvoiceid')
    expect(await now.control('GET', 'mail')).not.toEqual([])
    expect(wrongSums(now.world.store)).toEqual([])
    expect(await now.call('GenInvoices', {})).toMatchObject({ numcreated: '0' })
    // A service due in 27 days waits.
    expect(now.world.store.count('invoice_items', "WHERE type = 'Hosting' AND relid = 2 AND duedate <> ''")).toBe(0)
  })
  it('goes ahead of time for what is named, add-ons and domains too', async () => {
    const named = { 'serviceids[]': 2, 'addonids[]': 1, 'domainids[]': 3, noemails: 1 }
    // Client 1's group wants separate invoices.
    expect(await now.call('GenInvoices', named)).toMatchObject({ numcreated: '3' })
    expect(await now.control('GET', 'mail')).toEqual([])
    const other = await now.call('GenInvoices', { 'serviceids[]': 14, 'addonids[]': 4 })
    expect(other).toMatchObject({ numcreated: '1' })
    expect(await refusal('GenInvoices', { clientid: 99 })).toBe('Client ID Not Found')
  })
  it.each([[{ 'serviceids[]': 10 }], [{ 'serviceids[]': 5 }], [{ 'domainids[]': 2 }], [{ 'serviceids[]': 20 }]])(
    'makes nothing for %j, which has ended or never comes again',
    async (fields) => {
      expect(await now.call('GenInvoices', fields)).toMatchObject({ numcreated: '0' })
    },
  )
})

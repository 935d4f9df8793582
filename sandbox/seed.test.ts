import { describe, expect, it } from 'vitest'
import { createSandbox } from './app.ts'
import { taxOn } from './core/money.ts'
import type { Store } from './core/store.ts'
import { tables } from './core/schema.ts'

const now = new Date('2026-11-21T10:00:00Z')
const demo = createSandbox({ now }).world.store
const dump = (store: Store) =>
  JSON.stringify(Object.keys(tables).map((table) => store.query(`SELECT * FROM "${table}"`)))

describe('money adds up', () => {
  it('on every invoice', () => {
    for (const invoice of demo.all('invoices')) {
      const items = demo.all('invoice_items', 'WHERE invoiceid = ?', invoice.id)
      const subtotal = items.reduce((sum, item) => sum + item.amount, 0)
      const taxed = items.reduce((sum, item) => sum + (item.taxed === 1 ? item.amount : 0), 0)
      expect(invoice.subtotal).toBe(subtotal)
      expect(invoice.tax).toBe(taxOn(taxed, invoice.taxrate))
      expect(invoice.tax2).toBe(taxOn(taxed, invoice.taxrate2))
      expect(invoice.total).toBe(subtotal + invoice.tax + invoice.tax2 - invoice.credit)
      const paid = demo.number('SELECT SUM(amountin - amountout) FROM transactions WHERE invoiceid = ?', invoice.id)
      if (invoice.status === 'Paid') expect(paid).toBe(invoice.total)
      else if (invoice.status === 'Unpaid') expect(paid).toBeLessThan(invoice.total)
      else expect(paid).toBe(0)
    }
  })
  it('in every credit ledger, which never falls below nothing', () => {
    for (const client of demo.all('clients')) {
      let balance = 0
      for (const row of demo.all('credits', 'WHERE clientid = ? ORDER BY date, id', client.id)) {
        balance += row.amount
        expect(balance).toBeGreaterThanOrEqual(0)
      }
      expect(balance).toBe(client.credit)
    }
    expect(demo.byId('clients', 1)?.credit).toBeGreaterThan(0)
  })
})

describe('the demo', () => {
  it('is the same for the same seed, and another for another', () => {
    const same = createSandbox({ now }).world.store
    const other = createSandbox({ now, seed: 2 }).world.store
    expect(dump(same)).toBe(dump(demo))
    expect(dump(other)).not.toBe(dump(demo))
  })
  it('has an invoice in every status, in order of issue', () => {
    const rows = demo.all('invoices', 'WHERE userid = 1 ORDER BY id')
    const statuses = ['Cancelled', 'Collections', 'Draft', 'Paid', 'Payment Pending', 'Refunded', 'Unpaid']
    expect([...new Set(rows.map(({ status }) => status))].sort()).toEqual(statuses)
    const dates = rows.map(({ date }) => date)
    expect(dates).toEqual([...dates].sort())
    expect(rows.every((row) => (row.invoicenum !== '') === ['Paid', 'Refunded'].includes(row.status))).toBe(true)
    expect(rows.map((row) => row.invoicenum)).toContain('INV-2026-0001')
  })
  it('gives no user the id of a client they may enter', () => {
    const links = demo.all('user_clients')
    const owners = links.filter((link) => link.owner === 1)
    expect(owners.every((link) => link.user_id !== link.client_id)).toBe(true)
    expect(demo.count('users', 'WHERE id IN (SELECT id FROM clients)')).toBeGreaterThan(5)
  })
  it('marks what belongs to whom', () => {
    for (const [table, owner] of [
      ['invoices', 'userid'],
      ['services', 'clientid'],
      ['emails', 'userid'],
      ['contacts', 'userid'],
      ['tickets', 'userid'],
    ] as const) {
      for (const row of demo.query<Record<string, unknown>>(`SELECT * FROM ${table}`)) {
        const marks = JSON.stringify(row).match(/(?:MARKER|CANARY)-C(\d+)/gi) ?? []
        expect(marks.every((mark) => mark.replace(/\D+/, '') === String(row[owner]))).toBe(true)
      }
    }
  })
  it('has nothing in the future that has happened', () => {
    const end = now.toISOString().slice(0, 19).replace('T', ' ')
    expect(demo.count('transactions', 'WHERE date > ?', end)).toBe(0)
    expect(demo.count('emails', 'WHERE date > ?', end)).toBe(0)
    expect(demo.count('invoices', 'WHERE datepaid > ?', end)).toBe(0)
  })
})

describe('large', () => {
  it('is as large as promised, and soon there', () => {
    const begun = performance.now()
    const { store } = createSandbox({ size: 'large', now }).world
    expect(performance.now() - begun).toBeLessThan(5000)
    expect(store.first('clients', "WHERE email = 'large@example.com'")?.id).toBe(100)
    const counts = [
      store.count('clients'),
      store.count('invoices', 'WHERE userid = 100'),
      store.count('transactions', 'WHERE userid = 100'),
      store.count('services', 'WHERE clientid = 100'),
      store.count('contacts', 'WHERE userid = 100'),
    ]
    expect(counts).toEqual([2000, 5000, 20_000, 500, 200])
    const paid = 'SELECT SUM(amountin) FROM transactions t WHERE t.invoiceid = invoices.id'
    expect(store.count('invoices', `WHERE userid = 100 AND status = 'Paid' AND total <> (${paid})`)).toBe(0)
  })
})

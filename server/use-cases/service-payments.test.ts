import { describe, expect, test } from 'vitest'
import { permit } from '@/server/access/permitted'
import type { TransactionQuery } from '@/lib/schemas/transaction-query'
import { parseTransactionQuery } from '@/lib/schemas/transaction-query'
import { useServices } from './testing/services'
import { exportTransactions, listTransactions } from './transactions'

describe('transactions of a service', () => {
  const { whmcs, viewer, cost, plant } = useServices(permit)

  const query = (service: number): TransactionQuery => parseTransactionQuery({ service: String(service) })
  const list = (service: number, client = 1) => listTransactions(viewer('invoices', client), query(service))
  const pay = (invoiceid: number, amountin = 1000) =>
    whmcs().insert('transactions', {
      userid: whmcs().byId('invoices', invoiceid)?.userid ?? 0,
      invoiceid,
      amountin,
      gateway: 'stripe',
      transid: `planted-${invoiceid}`,
      date: '2026-11-01 10:00:00',
    })
  /** Looks until nothing is left to be looked into. */
  async function seen(service: number) {
    for (let view = 0; view < 40; view += 1) {
      const page = await list(service)
      if (page.unseen === 0) return page
    }
    throw new Error('it never ends')
  }

  test('only what was paid for the service and its add-ons, and the statement is of these', async () => {
    const mine = plant({ service: 3 })
    pay(mine, 1234)
    pay(plant({ service: 4 }))
    const items = whmcs().all('invoice_items', "WHERE userid = 1 AND relid = 3 AND type IN ('Hosting', 'PromoHosting')")
    const addons = whmcs().all('addons', 'WHERE serviceid = 3')
    const ofAddons = whmcs()
      .all('invoice_items', "WHERE userid = 1 AND type = 'Addon'")
      .filter(({ relid }) => addons.some(({ id }) => id === relid))
    const invoices = new Set([...items, ...ofAddons].map(({ invoiceid }) => invoiceid))
    const expected = whmcs()
      .all('transactions', 'WHERE userid = 1')
      .filter(({ invoiceid }) => invoices.has(invoiceid))
    const page = await seen(3)
    expect(page.total).toBe(expected.length)
    expect(page.rows.map(({ transactionId }) => transactionId)).toContain(`planted-${mine}`)
    const net = expected.reduce((sum, { amountin, amountout }) => sum + amountin - amountout, 0)
    expect(page.statement.closing).toBe((net / 100).toFixed(2))
    const { csv } = await exportTransactions(viewer('invoices'), query(3))
    expect(csv.trim().split('\r\n')).toHaveLength(expected.length + 3)
    // The index knows them all now.
    expect(await cost(() => list(3))).toEqual({ lists: 0, invoices: 0 })
  })

  test('one view opens twelve invoices at most, and says how many are left', async () => {
    for (let paid = 0; paid < 150; paid += 1) pay(plant({ service: 4 }))
    let page = await list(4)
    expect(page.unseen).toBeGreaterThan(100)
    const before = page.unseen
    expect(await cost(async () => (page = await list(4)))).toEqual({ lists: 0, invoices: 12 })
    expect(page.unseen).toBe(before - 12)
    // A file that leaves something out is none.
    await expect(exportTransactions(viewer('invoices'), query(4))).rejects.toMatchObject({ code: 'unavailable' })
  })

  test('somebody else’s service has no transactions, like one that does not exist', async () => {
    const foreign = whmcs().first('services', 'WHERE clientid = 2')?.id ?? 0
    pay(plant({ client: 2, service: foreign }))
    for (const service of [foreign, 987_654]) expect((await seen(service)).total).toBe(0)
  })
})

describe('a client with 20,000 transactions', () => {
  const { whmcs, viewer, calls } = useServices(permit, 'large')

  test('their page is one answer of WHMCS, which does not page, and 25 rows', async () => {
    const count = whmcs().count('transactions', 'WHERE userid = 100')
    expect(count).toBeGreaterThanOrEqual(20_000)
    const before = calls('GetTransactions')
    const page = await listTransactions(viewer('invoices', 100), parseTransactionQuery({}))
    expect(page).toMatchObject({ total: count, pageSize: 25 })
    expect(page.rows).toHaveLength(25)
    expect(calls('GetTransactions') - before).toBe(1)
  })
})

import { describe, expect, test } from 'vitest'
import type { RelatedInvoices } from '@/lib/schemas/related-invoice'
import { permit } from '@/server/access/permitted'
import { store } from '@/server/store/current'
import { rememberRefs } from '@/server/store/invoice-refs'
import { clientId } from '@/lib/ids'
import { relatedInvoices } from './related-invoices'
import { getService } from './services'
import { useServices } from './testing/services'

describe('invoices of a service', () => {
  const { sandbox, whmcs, location, viewer, cost, plant } = useServices(permit)

  const view = (service: number, offset = 0, client = 1): Promise<RelatedInvoices> =>
    relatedInvoices(viewer('invoices', client), getService(viewer('products', client), service), offset)

  /** Goes on as the page's links do, to the end. */
  async function findAll(service: number): Promise<number[]> {
    const found = new Set<number>()
    let offset: number | null = 0
    for (let step = 0; offset !== null && step < 60; step += 1) {
      const seen: RelatedInvoices = await view(service, offset)
      for (const { id } of seen.invoices) found.add(id)
      if (seen.unseen === 0) offset = seen.older
    }
    expect(offset).toBeNull()
    return [...found].sort((a, b) => a - b)
  }

  const truth = (service: number) =>
    whmcs()
      .all('invoices', "WHERE userid = 1 AND status != 'Draft' ORDER BY id")
      .filter(({ id }) =>
        whmcs().count('invoice_items', "WHERE invoiceid = ? AND type = 'Hosting' AND relid = ?", id, service),
      )
      .map(({ id }) => id)

  test('all of them are found, newest first, and the next time at once (seed: get_related_invoices)', async () => {
    expect(truth(1).length).toBeGreaterThan(20)
    expect(await findAll(1)).toEqual(truth(1))
    expect(await findAll(4)).toEqual([])
    const again = await view(1)
    expect(again.unseen).toBe(0)
    expect(again.invoices.map(({ id }) => id)).toEqual(truth(1).toReversed().slice(0, 10))
    // What is settled is not opened again: only the unpaid and the pending are, which may change.
    const open = whmcs().count('invoices', "WHERE userid = 1 AND status NOT IN ('Paid', 'Cancelled', 'Refunded')")
    const { lists, invoices } = await cost(() => view(1))
    expect(lists).toBe(2)
    expect(invoices).toBeLessThanOrEqual(open)
  })

  test('two lists and at most 25 invoices for a view, whatever is known', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { lists, invoices } = await cost(() => view(1))
      expect(lists).toBe(2)
      expect(invoices).toBeLessThanOrEqual(25)
    }
  })

  test('an add-on’s invoice belongs to its service; a discount’s too; another kind of the same number does not', async () => {
    const addon = plant({ service: 2, type: 'Addon' })
    const promo = plant({ service: 3, type: 'PromoHosting' })
    const domain = plant({ service: 3, type: 'Domain' })
    const found = await findAll(3)
    expect(found).toEqual([addon, promo])
    expect(found).not.toContain(domain)
  })

  test('the unpaid are found first, however old', async () => {
    for (let place = 0; place < 60; place += 1) plant({ service: 0, type: 'Item', day: '2026-01-01' })
    const old = plant({ service: 3, status: 'Unpaid', day: '2019-01-31' })
    const seen = await view(3)
    expect(seen.unpaid.map(({ id }) => id)).toEqual([old])
    expect(seen.unpaidUnseen).toBe(false)
    expect(seen.unpaid[0]).toMatchObject({ status: 'Unpaid', balance: '10.00' })
  })

  test('what drifted heals: paid meanwhile, taken to another service, deleted, given away, turned back into a draft', async () => {
    const ids = [0, 1, 2, 3, 4].map(() => plant({ service: 3, status: 'Unpaid', day: '2026-11-01' }))
    const [paid = 0, moved = 0, deleted = 0, given = 0, draft = 0] = ids
    expect((await view(3)).unpaid).toHaveLength(5)
    whmcs().update('invoices', paid, { status: 'Paid', total: 2000 })
    const item = whmcs().first('invoice_items', 'WHERE invoiceid = ?', moved)
    whmcs().update('invoice_items', item?.id ?? 0, { relid: 5 })
    whmcs().remove('invoices', 'WHERE id = ?', deleted)
    whmcs().update('invoices', given, { userid: 2 })
    whmcs().update('invoices', draft, { status: 'Draft' })
    const seen = await view(3)
    expect(seen.unpaid).toEqual([])
    expect(seen.invoices.map(({ id, total }) => [id, total])).toEqual([[paid, '20.00']])
    const other = await view(5)
    expect(other.unpaid.map(({ id }) => id)).toEqual([moved])
  })

  test('an index that lies shows nobody else’s invoice', async () => {
    const foreign = whmcs().first('invoices', "WHERE userid = 2 AND status = 'Unpaid'")?.id ?? 0
    const own = plant({ service: 1, status: 'Unpaid' })
    const { db } = await store()
    await rememberRefs(
      db,
      location,
      clientId(1),
      new Map([
        [foreign, ['Hosting:3']],
        [own, ['Hosting:3']],
      ]),
    )
    const seen = await view(3)
    expect(seen.invoices).toEqual([])
    expect(seen.unpaid).toEqual([])
  })

  test('somebody else’s service, and a WHMCS that is down, are no empty list', async () => {
    await expect(view(13)).rejects.toMatchObject({ code: 'not_found' })
    sandbox.world.faults.add([{ action: 'GetInvoice', fault: 'html' }])
    await expect(view(1)).rejects.toMatchObject({ failure: 'malformed' })
  })
})

describe('a client with 5,000 invoices', () => {
  const { whmcs, viewer, cost } = useServices(permit, 'large')

  test('costs no more than one with ten', async () => {
    const { id = 0, clientid = 0 } = whmcs().first('services', "WHERE domain = 's2.bulk.example.com'") ?? {}
    const subject = () => getService(viewer('products', clientid), id)
    const view = () => relatedInvoices(viewer('invoices', clientid), subject())
    for (let round = 0; round < 3; round += 1) {
      const { lists, invoices } = await cost(view)
      expect(lists).toBe(2)
      expect(invoices).toBeLessThanOrEqual(25)
    }
    expect((await view()).older).toBe(250)
  })
})

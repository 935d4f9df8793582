import { describe, expect, test } from 'vitest'
import { permit } from '@/server/access/permitted'
import { store } from '@/server/store/current'
import { operationsOf } from '@/server/store/operations'
import { clientId } from '@/lib/ids'
import { getNextInvoice, makeNextInvoice } from './next-invoice'
import { answerOf, NOT_FOUND, UNKNOWN } from './testing/people'
import { useServices } from './testing/services'

/** Of client 1: monthly, due in nine days, and no invoice of it is open. */
const SERVICE = 3
const DAY = 86_400_000
const day = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10)
const rejected = (message: string) => ({ code: 'rejected', message, fields: {} })

describe('the next invoice', () => {
  const { sandbox, whmcs, location, viewer, calls, plant } = useServices(permit)
  const make = (service = SERVICE) => makeNextInvoice(viewer('invoices'), service)
  const made = () => whmcs().all('invoice_items', "WHERE type = 'Hosting' AND relid = ?", SERVICE)
  const operations = async () => {
    const { db } = await store()
    return operationsOf(db, { location, client: clientId(1) }, ['invoice.generate'])
  }

  test('is made early, once, and is an invoice of this service (seed: generate_due_invoice)', async () => {
    expect(await getNextInvoice(viewer('invoices'), SERVICE)).toMatchObject({
      block: null,
      period: { start: day(9) },
      unproved: false,
    })
    const { invoice } = await make()
    expect(made()).toMatchObject([{ invoiceid: invoice, duedate: day(9) }])
    expect(await operations()).toMatchObject([{ state: 'applied', result: { invoice } }])
    expect(await answerOf(make())).toEqual(rejected('next_invoice_unpaid'))
    expect(calls('GenInvoices')).toBe(1)
    const page = await getNextInvoice(viewer('invoices'), SERVICE)
    expect(page).toMatchObject({ block: 'next_invoice_unpaid', unpaid: [{ id: invoice }] })
  })

  test('each guard, with its message, and nothing asked of WHMCS', async () => {
    expect(await answerOf(make(8))).toEqual(rejected('next_invoice_not_active'))
    expect(await answerOf(make(7))).toEqual(rejected('next_invoice_not_active'))
    expect(await answerOf(make(5))).toEqual(rejected('next_invoice_not_recurring'))
    // Of the seed: somebody asked for its end.
    expect(await answerOf(make(11))).toEqual(rejected('next_invoice_cancelling'))
    // Of the seed: on an unpaid invoice.
    expect(await answerOf(make(1))).toEqual(rejected('next_invoice_unpaid'))
    whmcs().update('services', SERVICE, { nextduedate: day(0) })
    expect(await answerOf(make())).toEqual(rejected('next_invoice_cycle_over'))
    whmcs().update('services', SERVICE, { nextduedate: day(40) })
    expect(await answerOf(make())).toEqual(rejected('next_invoice_paid_ahead'))
    expect(await answerOf(make(13)), 'another client’s').toEqual(NOT_FOUND)
    expect(calls('GenInvoices')).toBe(0)
    expect(await operations()).toEqual([])
  })

  test('an upgrade under way is in its way, also when WHMCS says so by refusing', async () => {
    const upgrade = whmcs().insert('upgrades', { userid: 1, relid: SERVICE, status: 'Pending', type: 'package' })
    plant({ service: upgrade, type: 'Upgrade', status: 'Unpaid' })
    expect(await answerOf(make())).toEqual(rejected('next_invoice_blocked_by_upgrade'))
    const refusal = 'Unable to accept upgrade order. Previous upgrade invoice for service is still unpaid.'
    sandbox.world.faults.add([{ action: 'UpgradeProduct', fault: 'refuse', message: refusal }])
    expect(await answerOf(make())).toEqual(rejected('next_invoice_blocked_by_upgrade'))
    sandbox.world.faults.clear()
    // An answer to a question that is lost loses nothing.
    sandbox.world.faults.add([{ action: 'UpgradeProduct', fault: 'apply-then-reset' }])
    expect(await answerOf(make())).toMatchObject({ code: 'unavailable' })
    expect(calls('GenInvoices')).toBe(0)
  })

  test('a product that is no longer sold does not stand in the way', async () => {
    sandbox.world.faults.add([{ action: 'UpgradeProduct', fault: 'refuse', message: 'Invalid Billing Cycle' }])
    expect(await make()).toMatchObject({ service: SERVICE })
  })

  test('nothing to make is said, and the next try is a new one', async () => {
    const paid = plant({ service: SERVICE, day: day(9) })
    const item = whmcs().first('invoice_items', 'WHERE invoiceid = ?', paid)
    whmcs().update('invoice_items', item?.id ?? 0, { duedate: day(9) })
    expect(await answerOf(make())).toEqual(rejected('next_invoice_nothing'))
    expect(await operations()).toMatchObject([{ state: 'rejected' }])
    whmcs().remove('invoice_items', 'WHERE id = ?', item?.id ?? 0)
    expect(await make()).toMatchObject({ service: SERVICE })
  })

  test('an answer that is lost is proved at once', async () => {
    sandbox.world.faults.add([{ action: 'GenInvoices', fault: 'apply-then-reset' }])
    const { invoice } = await make()
    expect(made()).toMatchObject([{ invoiceid: invoice }])
    expect(calls('GenInvoices')).toBe(1)
  })

  test('one that is lost and cannot be proved yet is unknown, is said so, and is not asked for again', async () => {
    sandbox.world.faults.add([{ action: 'GenInvoices', fault: 'html' }])
    expect(await answerOf(make())).toEqual(UNKNOWN)
    sandbox.world.faults.clear()
    expect((await getNextInvoice(viewer('invoices'), SERVICE)).unproved).toBe(true)
    const again = await answerOf(make())
    expect(again).toMatchObject({ code: 'in_progress', message: 'operation_open' })
    expect(calls('GenInvoices')).toBe(1)
  })

  test('two people at once: one invoice', async () => {
    sandbox.world.settings.latency = 20
    const answers = await Promise.all([answerOf(make()), answerOf(make()), answerOf(make())])
    sandbox.world.settings.latency = 0
    expect(answers.filter((answer) => answer === 'done')).toHaveLength(1)
    expect(calls('GenInvoices')).toBe(1)
    expect(made()).toHaveLength(1)
  })
})

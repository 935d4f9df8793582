import { describe, expect, test } from 'vitest'
import { fromCents } from '@/lib/money'
import { ownService } from '@/server/access/ownership'
import { permit } from '@/server/access/permitted'
import type { Refund } from './refund'
import { immediateRefund } from './refund'
import { day, SERVICE, cancellingClient } from './testing/cancel'

describe('what comes back', () => {
  const { sandbox, viewer, invoice, calls } = cancellingClient(permit, { PORTAL_REFUND: 'credit' })
  const services = () => sandbox.world.store

  async function refund(days: number | null = null): Promise<Refund> {
    const { service } = await ownService(viewer(), SERVICE)
    return immediateRefund(viewer(), service, day(0), { policy: 'credit', days })
  }
  const amountOf = (one: Refund) => (one.kind === 'amount' ? fromCents(one.figures.refund.gross) : one.reason)
  const startsOn = () => {
    // Twelve days of a period of thirty are used, today among them.
    services().update('services', SERVICE, { nextduedate: day(18), regdate: day(-12 + 1), billingcycle: 'Monthly' })
    return day(-11)
  }

  test('the rest of what was paid, from the invoice of the period', async () => {
    invoice({ due: startsOn() })
    invoice({ due: day(-45), amount: 99_900 })
    const found = await refund()
    // 138.16 × 12 / 29, rounded up, is 57.17.
    expect(found).toMatchObject({ kind: 'amount', figures: { days: { total: 29, used: 12 }, paid: 13_816n } })
    expect(amountOf(found)).toBe('80.99')
  })

  test('an invoice near the start counts where none is due on it', async () => {
    startsOn()
    invoice({ due: day(-6) })
    expect(amountOf(await refund())).toBe('80.99')
  })

  test('partly paid; paid with nothing; paid back; cancelled', async () => {
    const due = startsOn()
    const id = invoice({ due, paid: 7000, status: 'Unpaid' })
    expect(amountOf(await refund())).toBe('12.83')
    services().update('invoices', id, { status: 'Refunded' })
    expect(amountOf(await refund())).toBe('no_invoice')
    services().update('invoices', id, { status: 'Cancelled' })
    expect(amountOf(await refund())).toBe('no_invoice')
    invoice({ due, paid: 0, status: 'Unpaid' })
    expect(amountOf(await refund())).toBe('no_invoice')
  })

  test('free, paid once, over, outside the window, used up, paid ahead', async () => {
    invoice({ due: startsOn() })
    expect(amountOf(await refund(12))).toBe('80.99')
    expect(amountOf(await refund(11))).toBe('outside_window')
    const set = (change: object) => services().update('services', SERVICE, change)
    set({ billingcycle: 'Free Account' })
    expect(amountOf(await refund())).toBe('free')
    set({ billingcycle: 'One Time' })
    expect(amountOf(await refund())).toBe('one_time')
    set({ billingcycle: 'Monthly', nextduedate: day(0), regdate: day(-11) })
    expect(amountOf(await refund())).toBe('period_over')
    set({ nextduedate: day(1) })
    expect(amountOf(await refund())).toBe('all_used')
    set({ nextduedate: day(50), regdate: day(-400) })
    expect(amountOf(await refund())).toBe('paid_ahead')
    set({ billingcycle: 'Every full moon' })
    expect(amountOf(await refund())).toBe('unknown_period')
  })

  test('policy none asks WHMCS for no invoice', async () => {
    const { service } = await ownService(viewer(), SERVICE)
    const found = await immediateRefund(viewer(), service, day(0), { policy: 'none', days: null })
    expect(found).toEqual({ kind: 'none', reason: 'policy' })
    expect(calls('GetInvoices')).toHaveLength(0)
  })

  test('costs at most 10 pages and 25 invoices, and says when that was not enough', async () => {
    startsOn()
    for (let count = 0; count < 1100; count += 1) invoice({ service: 99, due: day(-8) })
    expect(amountOf(await refund())).toBe('invoice_not_found')
    expect(calls('GetInvoices').length).toBeLessThanOrEqual(10)
    expect(calls('GetInvoice').length).toBeLessThanOrEqual(25)
  })
})

import { describe, expect, test } from 'vitest'
import { nextInvoiceBlock } from './next-invoice'

const TODAY = '2026-11-21'
const service = { status: 'Active', billingCycle: 'Monthly', recurringAmount: '29.99', nextDueOn: '2026-12-01' }

describe('the next invoice, early', () => {
  test('nothing is in the way while the paid period runs, to its last day', () => {
    expect(nextInvoiceBlock(service, TODAY)).toBeNull()
    expect(nextInvoiceBlock({ ...service, nextDueOn: '2026-11-22' }, TODAY)).toBeNull()
    expect(nextInvoiceBlock({ ...service, nextDueOn: '2026-12-21' }, TODAY)).toBeNull()
    expect(nextInvoiceBlock({ ...service, billingCycle: 'Annually', nextDueOn: '2027-11-21' }, TODAY)).toBeNull()
  })

  test('each thing that is in the way', () => {
    const blocked = (change: Partial<typeof service> | { nextDueOn: null }) =>
      nextInvoiceBlock({ ...service, ...change }, TODAY)
    expect(blocked({ status: 'Suspended' })).toBe('next_invoice_not_active')
    expect(blocked({ status: 'Cancelled' })).toBe('next_invoice_not_active')
    expect(blocked({ billingCycle: 'One Time' })).toBe('next_invoice_not_recurring')
    expect(blocked({ billingCycle: 'Free Account' })).toBe('next_invoice_not_recurring')
    expect(blocked({ nextDueOn: null })).toBe('next_invoice_not_recurring')
    expect(blocked({ nextDueOn: '2026-11-21' })).toBe('next_invoice_cycle_over')
    expect(blocked({ nextDueOn: '2026-12-22' })).toBe('next_invoice_paid_ahead')
  })
})

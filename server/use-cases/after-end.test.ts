import { describe, expect, test } from 'vitest'
import { permit } from '@/server/access/permitted'
import { checkAfterEnd } from './after-end'
import { stopAutomaticPayment } from './automatic-payment'
import { answerOf, NOT_FOUND } from './testing/people'
import { useCancellations } from './testing/cancellations'

/** A day long after everything that the sandbox planted. */
function day(number: number): string {
  return new Date(Date.now() + (400 + number) * 86_400_000).toISOString().slice(0, 10)
}

/** Service 11 of client 1 has a request for the end of the period. It ended on day 1. */
const ENDED = { status: 'Cancelled', nextduedate: day(1) }

describe.each(['7.10', '8.13', '9.0'] as const)('after the end on WHMCS %s', (version) => {
  const it = useCancellations(version, permit)
  const check = (id = 11) => checkAfterEnd(it.as('invoices'), id)

  function end(change: object = {}) {
    it.changeService(11, { ...ENDED, ...change })
    it.sandbox.world.store.remove('cancel_requests', 'WHERE relid = 11')
    it.addRequests([11], 'End of Billing Period')
  }

  test('a service that goes on, or ended without a request, is not checked', async () => {
    expect(await check()).toBeNull()
    expect(await check(9)).toBeNull()
    expect(await answerOf(check(14))).toEqual(NOT_FOUND)
  })

  test('nothing charged, and an automatic payment that is still on record', async () => {
    end()
    expect(await check()).toMatchObject({ endedOn: day(1), invoices: [], all: true, payment: false })
    end({ subscriptionid: 'sub_left' })
    expect(await check()).toMatchObject({ payment: true, asked: null, mayStop: true })
    await stopAutomaticPayment(it.as('orders'), 11)
    expect(await check()).toMatchObject({ payment: true, asked: { reference: it.tickets()[0]?.tid } })
  })

  test('an invoice of later that is for the service is named; others, and a cancelled one, are not', async () => {
    end()
    const later = it.charge(1, 11, day(2))
    it.charge(1, 11, day(3), 'Cancelled')
    it.charge(1, 11, day(4), 'Draft')
    it.charge(1, 11, day(1))
    it.charge(1, 2, day(5))
    it.charge(2, 11, day(5))
    const found = await check()
    expect(found?.invoices.map(({ id }) => id)).toEqual([later])
    expect(found).toMatchObject({ all: true })
  })

  test('an immediate one ends on the day it was asked for', async () => {
    end({ nextduedate: day(30) })
    it.sandbox.world.store.remove('cancel_requests', 'WHERE relid = 11')
    it.addRequests([11], 'Immediate', day(1))
    it.charge(1, 11, day(2))
    expect(await check()).toMatchObject({ endedOn: day(1), invoices: [expect.anything()] })
  })

  test('very many invoices: at most 27 calls, and it says that not all were looked at', async () => {
    end()
    for (let place = 0; place < 130; place += 1) it.charge(1, 2, day(10))
    it.forgetCalls()
    expect(await check()).toMatchObject({ all: false, invoices: [] })
    expect(it.calls('GetInvoice')).toHaveLength(25)
    expect(it.calls('GetInvoices')).toHaveLength(1)
  })
})

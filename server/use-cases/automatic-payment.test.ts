import { describe, expect, test } from 'vitest'
import { permit } from '@/server/access/permitted'
import { useCancellations } from './testing/cancellations'
import { answerOf, NOT_FOUND } from './testing/people'
import { getAutomaticPayment, stopAutomaticPayment } from './automatic-payment'

const refused = (message: string) => ({ code: 'rejected', message, fields: {} })

/** Service 1 of client 1 is paid by subscription sub_C1_0001; no other has one. */
const PAID = 1

describe.each(['7.10', '8.13', '9.0'] as const)('stopping an automatic payment by ticket on WHMCS %s', (version) => {
  const it = useCancellations(version, permit)
  const stop = (id = PAID) => stopAutomaticPayment(it.as('orders'), id)
  const see = (id = PAID) => getAutomaticPayment(it.as('orders'), id)

  test('a ticket with all that staff need; its number and status are told; the service is left as it is', async () => {
    expect(await see()).toMatchObject({ via: 'ticket', asked: null, service: { subscriptionId: 'sub_C1_0001' } })
    await stop()
    const [ticket, ...others] = it.tickets()
    expect(others).toEqual([])
    expect(ticket).toMatchObject({ userid: 1, service: 'S1', status: 'Open' })
    expect(ticket?.message).toContain('Stop subscription sub_C1_0001 (gateway: stripe) of service 1')
    expect(await see()).toMatchObject({
      asked: { via: 'ticket', reference: ticket?.tid, status: 'Open', proved: true },
    })
    expect(it.calls('UpdateClientProduct')).toEqual([])
    expect(await answerOf(stop())).toEqual(refused('asked_already'))
  })

  test('sub_cancel_no_active_subscription, and somebody else’s service', async () => {
    expect(await answerOf(stop(2))).toEqual(refused('sub_cancel_no_active_subscription'))
    it.changeService(14, { subscriptionid: 'sub_of_client_2' })
    expect(await answerOf(stop(14))).toEqual(NOT_FOUND)
    expect(await answerOf(see(14))).toEqual(NOT_FOUND)
    expect(it.tickets()).toEqual([])
  })

  test('twenty at once: one ticket. Once it is closed, or another payment is on record, it can be asked for again', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => answerOf(stop())))
    expect(answers.filter((answer) => answer === 'done')).toHaveLength(1)
    expect(it.tickets()).toHaveLength(1)
    it.changeService(PAID, { subscriptionid: 'sub_C1_0002' })
    expect(await see()).toMatchObject({ asked: null })
    await stop()
    it.closeTicket(it.tickets().at(-1)?.id ?? 0)
    expect(await see()).toMatchObject({ asked: { status: 'Closed' } })
    await stop()
    expect(it.tickets()).toHaveLength(3)
  })
})

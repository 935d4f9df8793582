import { describe, expect, test, vi } from 'vitest'
import { clientId } from '@/lib/ids'
import { permit } from '@/server/access/permitted'
import { rebuild } from '@/server/cancellation-index'
import { reconcile } from '@/server/operations/reconcile'
import { openOperations, concludeOperation } from '@/server/store/operations'
import { getService } from '@/server/whmcs/services'
import { findRequest, listCancellations } from './cancellations'
import { answerOf, NOT_FOUND, UNKNOWN } from './testing/people'
import { ALL, useCancellations } from './testing/cancellations'
import { getWithdrawal, withdrawCancellation } from './withdrawals'

const refused = (message: string) => ({ code: 'rejected', message, fields: {} })

/** Service 11 of client 1 has a request for the end of the period, service 14 of client 2 one for at once. */
describe.each(['7.10', '8.13', '9.0'] as const)('cancellation requests on WHMCS %s', (version) => {
  const it = useCancellations(version, permit)
  const list = (query = {}) => listCancellations(it.as('orders'), { ...ALL, ...query })
  const stateOf = async (id = 11) => (await list()).rows.find(({ request }) => request.serviceId === id)?.request
  const withdraw = (id = 11) => withdrawCancellation(it.as('orders'), id)

  test('the list holds the account’s own, and finds each by type, status and period', async () => {
    it.addRequests([9, 2])
    it.changeService(9, { status: 'Cancelled' })
    const page = await list()
    expect(page).toMatchObject({ total: 3, page: 1, pages: 1, complete: true, seesServices: true })
    expect(page.rows.map(({ request }) => [request.serviceId, request.state])).toEqual([
      [2, 'requested'],
      [9, 'ended'],
      [11, 'ends_on'],
    ])
    const found = async (query: object) => (await list(query)).rows.map(({ request }) => request.serviceId)
    expect(await found({ type: 'period' })).toEqual([11])
    expect(await found({ type: 'immediate' })).toEqual([2, 9])
    expect(await found({ status: 'Cancelled' })).toEqual([9])
    expect(await found({ from: '2026-11-01', to: '2026-11-01' })).toEqual([2, 9])
    expect(await found({ from: '2026-11-02', to: '2026-11-01' })).toEqual([])
    expect(JSON.stringify(page)).not.toMatch(/MARKER|CANARY/)
  })

  test('somebody else’s request is nowhere, not even for who names its service', async () => {
    expect(await stateOf(14)).toBeUndefined()
    expect(await answerOf(getWithdrawal(it.as('orders'), 14))).toEqual(NOT_FOUND)
    expect(await answerOf(withdraw(14))).toEqual(NOT_FOUND)
    expect(it.tickets()).toEqual([])
  })

  test('a request ends its service, or is gone and withdrawn', async () => {
    expect(await stateOf()).toMatchObject({ state: 'ends_on', type: 'End of Billing Period', withdrawal: null })
    it.changeService(11, { nextduedate: '2020-01-01' })
    expect(await stateOf()).toMatchObject({ state: 'requested', endsOn: null })
    it.changeService(11, { status: 'Terminated' })
    expect(await stateOf()).toMatchObject({ state: 'ended', endsOn: null })
    it.changeService(11, { status: 'Active' })
    it.deleteRequest(1)
    expect(await stateOf()).toMatchObject({ state: 'withdrawn' })
    const service = await getService(it.whmcs(), clientId(1), 11)
    if (!service) throw new Error('no service')
    expect(await findRequest(it.as('orders'), service)).toBeNull()
  })

  test('withdrawing opens a ticket with all that staff need, and tells its number and status', async () => {
    await withdraw()
    const [ticket, ...others] = it.tickets()
    expect(others).toEqual([])
    expect(ticket).toMatchObject({ userid: 1, service: 'S11', status: 'Open' })
    expect(ticket?.subject).toMatch(/^Withdraw the cancellation of service 11 \[AT-[0-9A-F]{12}\]$/)
    expect(ticket?.message).toContain('Delete cancellation request 1 of service 11 (type: End of Billing Period).')
    const asked = { via: 'ticket', reference: ticket?.tid, status: 'Open', proved: true }
    expect(await stateOf()).toMatchObject({ state: 'withdrawal_asked', endsOn: expect.any(String), withdrawal: asked })
    expect(await answerOf(withdraw())).toEqual(refused('asked_already'))
    expect(it.requests()).toHaveLength(2)
  })

  test('staff closed the ticket: the request is gone, or may be asked for again', async () => {
    await withdraw()
    it.closeTicket(it.tickets()[0]?.id ?? 0)
    expect(await stateOf()).toMatchObject({ state: 'ends_on', withdrawal: { status: 'Closed' } })
    await withdraw()
    expect(it.tickets()).toHaveLength(2)
    it.deleteRequest(1)
    expect(await stateOf()).toMatchObject({ state: 'withdrawn' })
  })

  test('nothing to withdraw, and too late', async () => {
    expect(await answerOf(withdraw(2))).toEqual(refused('nothing_to_withdraw'))
    it.changeService(11, { status: 'Cancelled' })
    expect(await answerOf(withdraw())).toEqual(refused('already_ended'))
    expect(it.tickets()).toEqual([])
  })

  test('twenty at once: one ticket', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => answerOf(withdraw())))
    expect(answers.filter((answer) => answer === 'done')).toHaveLength(1)
    const codes = answers.flatMap((answer) => (answer === 'done' ? [] : [answer.message]))
    expect(codes.every((code) => code === 'operation_open' || code === 'asked_already')).toBe(true)
    expect(it.tickets()).toHaveLength(1)
  })

  test('a lost answer is proved at once; WHMCS gone after it leaves it open until it is back', async () => {
    it.sandbox.world.faults.add([{ action: 'OpenTicket', fault: 'apply-then-reset' }])
    await withdraw()
    expect(it.tickets()).toHaveLength(1)
    expect(await stateOf()).toMatchObject({ state: 'withdrawal_asked', withdrawal: { proved: true } })

    it.sandbox.world.faults.clear()
    it.addRequests([2])
    it.sandbox.world.faults.add([
      { action: 'OpenTicket', fault: 'apply-then-reset' },
      { action: 'GetTickets', fault: 'html' },
    ])
    expect(await answerOf(withdraw(2))).toEqual(UNKNOWN)
    expect(await stateOf(2)).toMatchObject({
      state: 'withdrawal_asked',
      withdrawal: { reference: expect.stringMatching(/^AT-/), proved: false, status: null },
    })
    it.sandbox.world.faults.clear()
    await reconcile(it.db(), it.whmcs, new Date())
    expect(await stateOf(2)).toMatchObject({ withdrawal: { proved: true, status: 'Open' } })
    expect(it.tickets()).toHaveLength(2)
  })

  test('refused by WHMCS: nothing was asked, and it can be asked again', async () => {
    it.sandbox.world.faults.add([{ action: 'OpenTicket', fault: 'refuse', message: 'Something of WHMCS’s own' }])
    expect(await answerOf(withdraw())).toMatchObject({ code: 'rejected' })
    expect(await stateOf()).toMatchObject({ state: 'ends_on', withdrawal: null })
    it.sandbox.world.faults.clear()
    it.sandbox.world.faults.add([{ action: 'OpenTicket', fault: 'refuse', message: 'Department ID not found' }])
    expect(await answerOf(withdraw())).toMatchObject({ code: 'unavailable' })
    it.sandbox.world.faults.clear()
    await withdraw()
    expect(it.tickets()).toHaveLength(1)
  })
})

describe('a large installation', () => {
  const it = useCancellations('8.13', permit)
  const list = () => listCancellations(it.as('orders'), ALL)

  /** The actions of one view, by name. */
  async function costOf(view: () => Promise<unknown>) {
    it.forgetCalls()
    await view()
    return it
      .calls()
      .map(({ action }) => action)
      .sort()
  }

  test('20,000 requests, 3 of them the customer’s, cost what 3 cost', async () => {
    it.deleteRequest(2)
    it.addRequests([2, 3])
    await list()
    const small = await costOf(list)
    const others = Array.from({ length: 19_997 }, (_, index) => 100_000 + index)
    it.addRequests(others)
    const before = await list()
    expect(before.complete).toBe(false)
    expect(before.rows).toHaveLength(3)
    await vi.waitFor(async () => expect((await list()).complete).toBe(true), { timeout: 15_000, interval: 200 })
    expect(await costOf(list)).toEqual(small)
    expect(small.filter((action) => action === 'GetCancelledPackages')).toHaveLength(1)
    expect((await list()).total).toBe(3)
  }, 30_000)

  test('a request made here stands while the list is still being read', async () => {
    it.addRequests(Array.from({ length: 300 }, (_, index) => 100_000 + index))
    const service = await getService(it.whmcs(), clientId(1), 2)
    if (!service) throw new Error('no service')
    const { location, clientId: client, person } = it.as('orders')
    const plan = { location, client, person, kind: 'cancellation.request', target: 'service:2' }
    const details = { service: 2, type: 'End of Billing Period' }
    const [operation] = (await openOperations(it.db(), [{ ...plan, details }], new Date())) ?? []
    await concludeOperation(it.db(), operation?.id ?? '', ['intent'], { state: 'applied', result: null }, new Date())
    expect(await findRequest(it.as('orders'), service)).toMatchObject({
      requestId: null,
      state: 'ends_on',
      type: 'End of Billing Period',
    })
    // Whoever wants it back has to wait until its number is known.
    expect(await answerOf(withdrawCancellation(it.as('orders'), 2))).toMatchObject({ code: 'in_progress' })
    await vi.waitFor(async () => expect((await list()).complete).toBe(true), { timeout: 10_000, interval: 100 })
    // The whole list was read, and does not hold it: it was taken back.
    expect(await findRequest(it.as('orders'), service)).toBeNull()
    expect(await rebuild(it.db(), { location, whmcs: it.whmcs() })).toBe(false)
  })
})

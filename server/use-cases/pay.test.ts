import { describe, expect, test } from 'vitest'
import { clientId, locationId, sessionId } from '@/lib/ids'
import { permit } from '@/server/access/permitted'
import { append } from '@/server/store/audit'
import { store } from '@/server/store/current'
import { getPayPage, openPayPage, payWithCredit } from './pay'
import { getOutcome, getPayment } from './pay-outcome'
import { VISIT, VISIT_MS } from './pay-trail'
import { FOREIGN, OLDEST, OTHER, PART, payingClient, SMALL } from './testing/pay'
import { answerOf, NOT_FOUND } from './testing/people'

const { sandbox, world, viewer, invoice, hold, held, applied, calls, settled } = payingClient(permit)

const COLLECTIONS = 10
const PENDING = 42
const DRAFT = 53
/** A session that has nothing of WHMCS's in it: payment-link.test.ts has those that have. */
const NOBODY = { id: sessionId('x'.repeat(43)) }

const refused = (message: string) => ({ code: 'rejected', message, fields: {} })
const CHANGED = refused('changed_meanwhile')
const paying = (id: number, amount: string, balance: string) =>
  answerOf(payWithCredit(viewer(), { invoice: id, amount, balance }))

describe('what can be paid with credit', () => {
  test('never more than there is, or than is open (seed: apply_credit)', async () => {
    expect(await getPayPage(viewer(), OLDEST)).toMatchObject({ usable: '70.21', credit: '206.66', standing: 'open' })
    hold(1000)
    expect(await getPayPage(viewer(), OLDEST)).toMatchObject({ usable: '10.00' })
    // Paid in part: what is still open counts, not the total.
    hold(50_000)
    expect(await getPayPage(viewer(), PART)).toMatchObject({ usable: '136.81' })
    hold(0)
    expect(await getPayPage(viewer(), OLDEST)).toMatchObject({ usable: '0.00' })
  })

  test('nothing of what stands for credit or for other invoices, of a collection, or of what is settled', async () => {
    for (const type of ['AddFunds', 'Invoice']) {
      world().insert('invoice_items', { invoiceid: SMALL, userid: 1, type, relid: 1, description: 'x', amount: 0 })
      expect(await getPayPage(viewer(), SMALL), type).toMatchObject({ usable: '0.00', standing: 'open' })
      expect(await paying(SMALL, '14.16', '14.16')).toEqual(refused('not_unpaid'))
      world().remove('invoice_items', 'WHERE type = ?', type)
    }
    expect(await getPayPage(viewer(), COLLECTIONS)).toMatchObject({ usable: '0.00', standing: 'open' })
    expect(await getPayPage(viewer(), PENDING)).toMatchObject({ usable: '0.00', standing: 'closed' })
    expect(applied()).toEqual([])
  })

  test.each([FOREIGN, DRAFT, 999_999])('invoice %i does not exist', async (id) => {
    expect(await answerOf(getPayPage(viewer(), id))).toEqual(NOT_FOUND)
    expect(await answerOf(getPayment(viewer(), id, null))).toEqual(NOT_FOUND)
    expect(await paying(id, '1.00', '49.95')).toEqual(NOT_FOUND)
    expect(await answerOf(openPayPage(viewer(), { invoice: id, gateway: '' }, NOBODY))).toEqual(NOT_FOUND)
    expect([calls('ApplyCredit'), calls('CreateSsoToken'), calls('UpdateInvoice')]).toEqual([0, 0, 0])
  })
})

describe('paying with credit', () => {
  test('all of it: the invoice is paid, with a receipt', async () => {
    expect(await payWithCredit(viewer(), { invoice: OLDEST, amount: '70.21', balance: '70.21' })).toMatchObject({
      paid: true,
    })
    expect(applied()).toEqual([[OLDEST, 7021]])
    expect([invoice(OLDEST)?.status, held()]).toEqual(['Paid', 20_666 - 7021])
    const { receipts, state, credit } = await getPayment(viewer(), OLDEST, null)
    expect({ state, credit }).toEqual({ state: 'paid', credit: '136.45' })
    expect(receipts).toMatchObject([{ amount: '70.21', invoice: OLDEST, reference: expect.stringMatching(/^AT-/) }])
    expect(await paying(OLDEST, '70.21', '70.21')).toEqual(refused('not_unpaid'))
    expect(calls('ApplyCredit')).toBe(1)
  })

  test('a part of it: the rest stays open', async () => {
    expect(await paying(OLDEST, '0.21', '70.21')).toBe('done')
    expect(invoice(OLDEST)?.status).toBe('Unpaid')
    expect(await getPayPage(viewer(), OLDEST)).toMatchObject({ usable: '70.00', invoice: { balance: '70.00' } })
    expect(await getPayment(viewer(), OLDEST, null)).toMatchObject({ state: 'open', receipts: [{ amount: '0.21' }] })
  })

  test.each([
    ['a balance that is another by now', '70.21', '70.20'],
    ['more than is open', '70.22', '70.21'],
    ['more than there is', '206.67', '70.21'],
  ])('%s: asked again, nothing sent', async (_what, amount, balance) => {
    expect(await paying(OLDEST, amount, balance)).toEqual(CHANGED)
    expect(calls('ApplyCredit')).toBe(0)
  })

  test('nothing, and less than nothing', async () => {
    for (const amount of ['0.00', '-1.00']) {
      expect(await paying(OLDEST, amount, '70.21')).toMatchObject({ code: 'invalid' })
    }
    expect(calls('ApplyCredit')).toBe(0)
  })

  test('what changes between the last look and sending is refused, and said as a change', async () => {
    // The first look sees the whole credit; staff take it away before the last one.
    sandbox.world.settings.latency = 20
    const answer = paying(OLDEST, '70.21', '70.21')
    await expect.poll(() => calls('GetCredits')).toBeGreaterThan(0)
    hold(100)
    expect(await answer).toEqual(CHANGED)
    sandbox.world.settings.latency = 0
    expect(applied()).toEqual([])
  })

  test('twenty at once, of two people: one payment', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => paying(OLDEST, '70.21', '70.21')))
    expect(answers.filter((one) => one === 'done')).toHaveLength(1)
    expect(applied()).toEqual([[OLDEST, 7021]])
  })

  test('a lost answer whose payment is seen was made', async () => {
    sandbox.world.faults.add([{ action: 'ApplyCredit', fault: 'apply-then-reset', nth: 1 }])
    expect(await paying(OLDEST, '70.21', '70.21')).toBe('done')
    expect(applied()).toEqual([[OLDEST, 7021]])
  })

  test('nobody knows: the invoice is left alone, by credit and by gateway, until it is found out', async () => {
    sandbox.world.faults.add([{ action: 'ApplyCredit', fault: 'reset-before', nth: 1 }])
    expect(await paying(OLDEST, '70.21', '70.21')).toMatchObject({ code: 'outcome_unknown' })
    expect(await getPayPage(viewer(), OLDEST)).toMatchObject({ standing: 'checking' })
    expect((await getOutcome(viewer(), OLDEST, 'paymentfailed')).state).toBe('checking')
    expect(await paying(OLDEST, '70.21', '70.21')).toMatchObject({ code: 'in_progress' })
    expect(await answerOf(openPayPage(viewer(), { invoice: OLDEST, gateway: 'paypalcheckout' }, NOBODY))).toMatchObject(
      {
        code: 'in_progress',
      },
    )
    expect([calls('CreateSsoToken'), calls('UpdateInvoice')]).toEqual([0, 0])
    // Another invoice is not held up.
    expect(await paying(OTHER, '52.48', '52.48')).toBe('done')
    await settled()
    expect(await getPayPage(viewer(), OLDEST)).toMatchObject({ standing: 'open' })
    expect(await paying(OLDEST, '70.21', '70.21')).toBe('done')
    expect(applied()).toEqual([
      [OTHER, 5248],
      [OLDEST, 7021],
    ])
  })

  test('WHMCS down: nothing is sent, and nothing is held', async () => {
    sandbox.world.faults.add([{ fault: 'maintenance' }])
    expect(await paying(OLDEST, '70.21', '70.21')).toMatchObject({ code: 'unavailable' })
    sandbox.world.faults.clear()
    expect(await paying(OLDEST, '70.21', '70.21')).toBe('done')
  })
})

describe('the way to the payment page', () => {
  const open = (id: number, gateway = '') => openPayPage(viewer(), { invoice: id, gateway }, NOBODY)

  test('a single sign-on for this very person, to this very invoice (seed: getpaymentgw)', async () => {
    const { place, gateways } = await getPayPage(viewer(), OLDEST)
    expect(place).toMatchObject({ signsOn: true, host: expect.stringContaining('127.0.0.1') })
    expect(gateways.map(({ name }) => name)).toEqual(['Credit Card', 'PayPal', 'Bank Transfer'])
    const url = await open(OLDEST)
    expect(url.pathname).toBe('/oauth/singlesignon.php')
    const [call] = world().all('api_calls', "WHERE action = 'CreateSsoToken'")
    expect(call?.params).toContain(`viewinvoice.php?id=${OLDEST}`)
    expect(calls('UpdateInvoice')).toBe(0)
  })

  test('another way to pay is told to WHMCS first; one that it does not have is refused', async () => {
    await open(OLDEST, 'stripe')
    expect(calls('UpdateInvoice')).toBe(0)
    await open(OLDEST, 'banktransfer')
    expect(invoice(OLDEST)?.paymentmethod).toBe('banktransfer')
    expect(await answerOf(open(OLDEST, 'cash'))).toEqual({
      code: 'invalid',
      message: 'invalid',
      fields: { gateway: 'choice' },
    })
    sandbox.world.faults.add([{ action: 'UpdateInvoice', fault: 'apply-then-reset' }])
    expect(await answerOf(open(OLDEST, 'stripe'))).toMatchObject({ code: 'unavailable' })
    expect(calls('CreateSsoToken')).toBe(2)
  })

  test('where WHMCS does not let the person in, the plain address of the page', async () => {
    world().update('clients', 1, { allow_sso: 0 })
    const { place } = await getPayPage(viewer(), OLDEST)
    expect(place.signsOn).toBe(false)
    const url = await open(OLDEST)
    expect(url.pathname + url.search).toBe(`/viewinvoice.php?id=${OLDEST}`)
  })

  test('what is settled has none', async () => {
    expect(await answerOf(open(PENDING))).toEqual(refused('not_unpaid'))
    expect(await answerOf(open(COLLECTIONS))).toBe('done')
  })
})

describe('what is known of a payment', () => {
  async function visited(minutesAgo: number) {
    const { db } = await store()
    const at = new Date(Date.now() - minutesAgo * 60_000)
    const common = {
      location: locationId('main'),
      actor: 'user:2',
      client: clientId(1),
      outcome: 'done',
      ref: '',
      ip: '',
    } as const
    await append(db, { ...common, at, event: VISIT, target: `invoice:${OTHER}` })
  }

  test('what the payment page says counts only while WHMCS says nothing', async () => {
    const state = async (id: number, hint: Parameters<typeof getOutcome>[2]) =>
      (await getOutcome(viewer(), id, hint)).state
    expect(await state(OLDEST, null)).toBe('open')
    expect(await state(OLDEST, 'paymentsuccess')).toBe('unknown')
    expect(await state(OLDEST, 'pendingreview')).toBe('review')
    expect(await state(OLDEST, 'paymentfailed')).toBe('failed')
    expect(await state(PENDING, 'paymentsuccess')).toBe('pending')
    expect(await state(COLLECTIONS, null)).toBe('collections')
    world().update('invoices', OLDEST, { status: 'Cancelled' })
    expect(await state(OLDEST, 'paymentsuccess')).toBe('void')
    world().update('invoices', OLDEST, { status: 'Paid' })
    expect(await state(OLDEST, 'paymentfailed')).toBe('paid')
  })

  test('whoever of the account went there lately may be paying; long ago says nothing', async () => {
    await visited(VISIT_MS / 60_000 + 5)
    expect(await getOutcome(viewer(), OTHER, null)).toMatchObject({ state: 'open', visitedAt: null })
    await visited(3)
    expect((await getOutcome(viewer(), OTHER, null)).state).toBe('unknown')
    expect((await getPayPage(viewer(), OTHER)).visitedAt).toBeInstanceOf(Date)
    expect((await getOutcome(viewer(), SMALL, null)).state).toBe('open')
  })
})

import { describe, expect, test } from 'vitest'
import { clientId } from '@/lib/ids'
import type { FundsInput } from '@/lib/schemas/funds'
import { permit } from '@/server/access/permitted'
import { settleOne } from '@/server/operations/reconcile'
import { store } from '@/server/store/current'
import { operationsOf } from '@/server/store/operations'
import { addFunds, getFunds, openFundsPage } from './funds'
import { answerOf, UNKNOWN } from './testing/people'
import { useServices } from './testing/services'

const rejected = (message: string) => ({ code: 'rejected', message, fields: {} })
const DAY = 86_400_000

describe('adding funds', () => {
  const { sandbox, whmcs, location, viewer, calls } = useServices(permit)
  const payer = (client = 1) => viewer('invoices', client)
  const page = (client = 1) => getFunds(payer(client))
  /** What a browser would send from the page of now. */
  async function form(amount: string, more: Partial<FundsInput> = {}): Promise<FundsInput> {
    return { amount, field: 'amount', automatic: false, newest: (await page()).newest, ...more }
  }
  const add = async (amount: string, more: Partial<FundsInput> = {}) => addFunds(payer(), await form(amount, more))
  const made = () =>
    whmcs().all('invoice_items', "WHERE type = 'AddFunds' AND userid = 1 ORDER BY id").slice(seeded.length)
  const set = (setting: string, value: string) => {
    const row = whmcs().first('configuration', 'WHERE setting = ?', setting)
    whmcs().update('configuration', row?.id ?? 0, { value })
  }
  const operations = async () => {
    const { db } = await store()
    return operationsOf(db, { location, client: clientId(1) }, ['funds.invoice', 'funds.automatic'])
  }
  const seeded = (() => {
    sandbox.reset()
    return whmcs().all('invoice_items', "WHERE type = 'AddFunds' AND userid = 1")
  })()

  test('makes one invoice whose payment becomes credit (seed: create_addfunds)', async () => {
    const before = await page()
    expect(before).toMatchObject({
      standing: {
        kind: 'open',
        // Kept in dollars, told in the client's euros at 0.92.
        limits: { minimum: '9.20', maximum: '920.00', ceiling: '4600.00' },
        offers: ['25', '50', '100'],
      },
      orderRequired: false,
      unpaid: null,
      asked: null,
    })
    const { invoice, automatic } = await add('25.00')
    expect(automatic).toBe('none')
    expect(made()).toMatchObject([{ invoiceid: invoice, amount: 2500, taxed: 0 }])
    expect(await operations()).toMatchObject([{ state: 'applied', result: { invoice }, kind: 'funds.invoice' }])
    expect((await page()).unpaid).toMatchObject({ id: invoice, balance: '25.00' })
    whmcs().update('invoices', invoice, { status: 'Paid' })
    expect((await page()).unpaid).toBeNull()
    expect(calls('CreateInvoice')).toBe(0)
  })

  test.each([
    ['5.00', 'funds_minimum'],
    ['920.01', 'funds_maximum'],
  ])('%s: %s, and nothing is asked of WHMCS', async (amount, fault) => {
    expect(await answerOf(add(amount))).toEqual({ code: 'invalid', message: 'invalid', fields: { amount: fault } })
    expect(await answerOf(add(amount, { field: 'choice' }))).toMatchObject({ fields: { choice: fault } })
    expect(made()).toEqual([])
    expect(calls('CreateSsoToken')).toBe(0)
  })

  test('the credit and the amount together stay below the ceiling', async () => {
    set('AddFundsMaximumBalance', '300.00')
    const { standing } = await page()
    expect(standing).toMatchObject({ kind: 'open', limits: { ceiling: '276.00' } })
    expect(await answerOf(add('200.00'))).toMatchObject({ fields: { amount: 'funds_ceiling' } })
    set('AddFundsMaximumBalance', '160.00')
    expect((await page()).standing).toEqual({ kind: 'closed', why: 'full' })
    expect(await answerOf(add('10.00'))).toEqual(rejected('funds_closed'))
    // A limit of zero is none.
    set('AddFundsMaximumBalance', '0')
    set('AddFundsMaximum', '')
    expect((await page()).standing).toMatchObject({ limits: { maximum: null, ceiling: null } })
  })

  test('what the operator switched off, and whom WHMCS would not let in', async () => {
    set('AddFundsRequireOrder', 'on')
    expect((await page()).orderRequired).toBe(true)
    set('AddFundsEnabled', '')
    expect((await page()).standing).toEqual({ kind: 'closed', why: 'disabled' })
    expect(await answerOf(add('25.00'))).toEqual(rejected('funds_closed'))
    set('AddFundsEnabled', 'on')
    whmcs().update('clients', 1, { allow_sso: 0 })
    expect((await page()).standing).toEqual({ kind: 'closed', why: 'no_sign_in' })
    expect(made()).toEqual([])
  })

  test('WHMCS shows its form again: refused, and known to be', async () => {
    // None to the portal; WHMCS's own form takes it at its word.
    set('AddFundsMaximum', '0')
    expect(await answerOf(add('25.00'))).toEqual(rejected('funds_refused'))
    expect(await operations()).toMatchObject([{ state: 'rejected' }])
    expect((await page()).standing.kind).toBe('open')
  })

  test('WHMCS shows no form: nothing is sent, and that is said', async () => {
    set('AddFundsRequireOrder', 'on')
    for (const { id } of whmcs().all('orders', 'WHERE userid = 1'))
      whmcs().update('orders', id, { status: 'Cancelled' })
    expect(await answerOf(add('25.00'))).toEqual(rejected('client_area_closed'))
    expect(await operations()).toMatchObject([{ state: 'rejected' }])
    expect(made()).toEqual([])
  })

  test('twice from the same page, from two tabs, at once and one after the other: one invoice', async () => {
    const input = await form('25.00')
    const answers = await Promise.all(Array.from({ length: 4 }, () => answerOf(addFunds(payer(), input))))
    expect(answers.filter((answer) => answer === 'done')).toHaveLength(1)
    expect(await answerOf(addFunds(payer(), input))).toEqual(rejected('changed_meanwhile'))
    expect(made()).toHaveLength(1)
    // Another amount, and the same one from a page that knows of the first, are wanted.
    await addFunds(payer(), { ...input, amount: '30.00' })
    await add('25.00')
    expect(made().map(({ amount }) => amount)).toEqual([2500, 3000, 2500])
  })

  test('a page that knows more than WHMCS was not made here', async () => {
    expect(await answerOf(add('25.00', { newest: 999_999 }))).toEqual(rejected('changed_meanwhile'))
    expect(calls('CreateSsoToken')).toBe(0)
  })

  test('an answer that is lost is proved at once', async () => {
    const input = await form('25.00')
    sandbox.world.faults.add([{ action: '/clientarea.php', fault: 'apply-then-reset', nth: 2 }])
    const { invoice } = await addFunds(payer(), input)
    expect(made()).toMatchObject([{ invoiceid: invoice }])
  })

  test('nobody knows: blocked until it is proved, and never sent again', async () => {
    const input = await form('25.00')
    sandbox.world.faults.add([{ action: '/clientarea.php', fault: 'reset-before', nth: 2 }])
    expect(await answerOf(addFunds(payer(), input))).toEqual(UNKNOWN)
    expect((await page()).standing).toEqual({ kind: 'checking' })
    expect(await answerOf(add('30.00'))).toMatchObject({ code: 'in_progress' })
    expect(calls('CreateSsoToken')).toBe(1)
    const [operation] = await operations()
    if (!operation) throw new Error('nothing recorded')
    const { db } = await store()
    const ended = await settleOne({ db, whmcs: payer().whmcs }, operation, new Date(Date.now() + DAY / 24), 0)
    expect(ended.state).toBe('rejected')
    expect((await page()).standing.kind).toBe('open')
    expect(made()).toEqual([])
  })

  test('it was made, and WHMCS cannot be read afterwards: not known, and never called refused', async () => {
    const input = await form('25.00')
    // The list is read for the page of now, right before sending, and right after it.
    sandbox.world.faults.add([{ action: 'GetInvoices', fault: 'html', nth: 3, times: 4 }])
    expect(await answerOf(addFunds(payer(), input))).toEqual(UNKNOWN)
    expect(made()).toHaveLength(1)
    expect(await operations()).toMatchObject([{ state: 'unknown' }])
  })

  test('WHMCS cannot be entered: nothing is sent', async () => {
    const input = await form('25.00')
    sandbox.world.faults.add([{ action: 'CreateSsoToken', fault: 'apply-then-reset' }])
    expect(await answerOf(addFunds(payer(), input))).toMatchObject({ code: 'unavailable' })
    expect((await page()).standing.kind).toBe('open')
    expect(made()).toEqual([])
  })

  test('automatic top-ups: staff are asked once, by a ticket', async () => {
    const { automatic } = await add('25.00', { automatic: true })
    expect(automatic).toBe('asked')
    const tickets = () => whmcs().all('tickets', "WHERE subject LIKE '%top-up%'")
    expect(tickets()).toMatchObject([{ userid: 1 }])
    expect(tickets()[0]?.subject).toMatch(/^Automatic top-up of EUR 25\.00 a month \[AT-[0-9A-F]{12}\]$/)
    expect((await page()).asked).toMatchObject({ via: 'ticket', proved: true })
    expect(await answerOf(add('30.00', { automatic: true }))).toEqual(rejected('asked_already'))
    expect((await add('30.00')).automatic).toBe('none')
    // Closed by staff: whoever still wants it may ask again.
    whmcs().update('tickets', tickets()[0]?.id ?? 0, { status: 'Closed' })
    expect((await page()).asked).toBeNull()
    expect((await add('40.00', { automatic: true })).automatic).toBe('asked')
    expect(tickets()).toHaveLength(2)
  })

  test('the request for it does not get through: said, and the invoice stands', async () => {
    sandbox.world.faults.add([{ action: 'OpenTicket', fault: 'refuse', message: 'Department ID not found' }])
    expect((await add('25.00', { automatic: true })).automatic).toBe('failed')
    expect(made()).toHaveLength(1)
    expect((await page()).asked).toBeNull()
  })

  test('WHMCS’s own page opens for this very person', async () => {
    const url = await openFundsPage(payer())
    const entered = await fetch(url, { redirect: 'manual' })
    expect(entered.headers.get('location')).toContain('clientarea.php?action=addfunds')
  })
})

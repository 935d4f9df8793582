import { describe, expect, test } from 'vitest'
import { figuresOf } from '@/lib/schemas/pay'
import { setSetting } from '@/sandbox/world'
import { permit } from '@/server/access/permitted'
import { store } from '@/server/store/current'
import { unconcluded } from '@/server/store/operations'
import { getPayPage, payWithCredit } from './pay'
import { combineInvoices, getSeveral, openPayAll, paySeveralWithCredit } from './pay-several'
import { FOREIGN, OLDEST, OTHER, PART, payingClient, SMALL } from './testing/pay'
import { answerOf } from './testing/people'

const { sandbox, world, viewer, invoice, hold, held, applied, combined, calls, settled } = payingClient(permit)

const PENDING = 42
const IDS = [OTHER, SMALL, OLDEST]

async function form(ids: readonly number[], withCredit: boolean) {
  return { ids, figures: figuresOf((await getSeveral(viewer(), ids)).rows, withCredit) }
}
const withCredit = async (ids = IDS) => answerOf(paySeveralWithCredit(viewer(), await form(ids, true)))
const combine = async (ids = IDS) => answerOf(combineInvoices(viewer(), await form(ids, false)))

describe('what can be paid together', () => {
  test('the oldest due first, each read afresh; what cannot be is named with its reason', async () => {
    world().update('invoices', SMALL, { status: 'Paid' })
    const { rows, removed } = await getSeveral(viewer(), [OTHER, SMALL, PART, FOREIGN, PENDING, 10, OLDEST, 999_999])
    expect(rows.map(({ id, balance }) => [id, balance])).toEqual([
      [OLDEST, '70.21'],
      [PART, '136.81'],
      [OTHER, '52.48'],
    ])
    expect(removed.map(({ id, reason }) => [id, reason])).toEqual([
      [SMALL, 'paid'],
      // Somebody else's is answered like what does not exist.
      [FOREIGN, 'missing'],
      [PENDING, 'pending'],
      [10, 'collections'],
      [999_999, 'missing'],
    ])
    expect(removed.find(({ id }) => id === FOREIGN)?.number).toBe(String(FOREIGN))
  })

  test('credit is shared out in that order, and never more than there is', async () => {
    hold(8000)
    const { rows } = await getSeveral(viewer(), IDS)
    expect(rows.map(({ id, share }) => [id, share])).toEqual([
      [OLDEST, '70.21'],
      [SMALL, '9.79'],
      [OTHER, '0.00'],
    ])
  })
})

describe('paying several with credit', () => {
  test('one payment for each, the oldest due first; the last gets what is left', async () => {
    hold(8000)
    expect(await withCredit()).toBe('done')
    expect(applied()).toEqual([
      [OLDEST, 7021],
      [SMALL, 979],
    ])
    expect([held(), invoice(OLDEST)?.status, invoice(SMALL)?.status]).toEqual([0, 'Paid', 'Unpaid'])
    const { receipts, rows, removed } = await getSeveral(viewer(), IDS)
    expect(receipts.map(({ invoice: id, amount }) => [id, amount]).sort()).toEqual([
      [OLDEST, '70.21'],
      [SMALL, '9.79'],
    ])
    expect(rows.map(({ id, balance }) => [id, balance])).toEqual([
      [SMALL, '4.37'],
      [OTHER, '52.48'],
    ])
    expect(removed).toMatchObject([{ id: OLDEST, reason: 'paid' }])
  })

  test('a figure that changed: asked again, nothing sent', async () => {
    const seen = await form(IDS, true)
    hold(8000)
    expect(await answerOf(paySeveralWithCredit(viewer(), seen))).toMatchObject({ message: 'changed_meanwhile' })
    expect(await answerOf(paySeveralWithCredit(viewer(), { ids: [FOREIGN], figures: '' }))).toMatchObject({
      message: 'changed_meanwhile',
    })
    expect(calls('ApplyCredit')).toBe(0)
  })

  test('twenty at once, and one of the invoices alone beside them: each is paid once', async () => {
    const seen = await form(IDS, true)
    const alone = answerOf(payWithCredit(viewer(), { invoice: SMALL, amount: '14.16', balance: '14.16' }))
    await Promise.all([alone, ...Array.from({ length: 20 }, () => answerOf(paySeveralWithCredit(viewer(), seen)))])
    await settled()
    const paid = applied().map(([id]) => id)
    expect(new Set(paid).size).toBe(paid.length)
    expect(paid).toContain(SMALL)
  })

  test('a refusal in the middle: what follows is not sent, and is free to be paid at once', async () => {
    sandbox.world.faults.add([{ action: 'ApplyCredit', fault: 'refuse', nth: 2, message: 'No' }])
    expect(await withCredit()).toBe('done')
    expect(applied()).toEqual([[OLDEST, 7021]])
    expect(calls('ApplyCredit')).toBe(2)
    for (const id of [SMALL, OTHER]) expect((await getPayPage(viewer(), id)).standing, String(id)).toBe('open')
    expect((await unconcluded((await store()).db)).length).toBe(0)
    await settled()
    expect(applied()).toEqual([[OLDEST, 7021]])
  })

  test.each([1, 2, 3])(
    'an answer that is lost, of payment %i: each is made once, and the page tells which',
    async (nth) => {
      sandbox.world.faults.add([{ action: 'ApplyCredit', fault: 'reset-before', nth }])
      await withCredit()
      expect(await withCredit()).not.toBe('done')
      const during = await getSeveral(viewer(), IDS)
      expect(during.receipts).toHaveLength(nth - 1)
      expect(during.removed.filter(({ reason }) => reason === 'checking')).toHaveLength(4 - nth)
      sandbox.world.faults.clear()
      for (let round = 0; round < 4; round += 1) await settled()
      // What was never done is known to be so, and what was to follow it was not begun.
      expect(applied()).toHaveLength(nth - 1)
      if (nth < 3) expect(await withCredit()).toBe('done')
      else
        expect(await answerOf(payWithCredit(viewer(), { invoice: OTHER, amount: '52.48', balance: '52.48' }))).toBe(
          'done',
        )
      expect(applied().map(([id]) => id)).toEqual([OLDEST, SMALL, OTHER])
    },
  )
})

describe('several become one', () => {
  test('one invoice for exactly these, and the way to pay it (seed: mass_pay)', async () => {
    const { invoice: made } = await combineInvoices(viewer(), await form(IDS, false))
    expect(combined().map(({ invoiceid, relid }) => [invoiceid, relid])).toEqual(
      [OLDEST, SMALL, OTHER].map((id) => [made, id]),
    )
    expect(invoice(made)).toMatchObject({ status: 'Unpaid', total: 7021 + 1416 + 5248, paymentmethod: 'stripe' })
    // It is paid with money; and neither it nor its parts can be combined once more.
    expect(await getPayPage(viewer(), made)).toMatchObject({ combines: 3, usable: '0.00', standing: 'open' })
    expect(await getPayPage(viewer(), SMALL)).toMatchObject({ partOf: made })
    const { rows, removed } = await getSeveral(viewer(), [...IDS, made])
    expect(rows).toEqual([])
    expect(removed.map(({ reason, by }) => [reason, by])).toEqual([
      ['combined', made],
      ['combined', made],
      ['combined', made],
      ['alone', null],
    ])
    // Staff cancel it: its parts are as free as before.
    world().update('invoices', made, { status: 'Cancelled' })
    expect((await getSeveral(viewer(), IDS)).rows).toHaveLength(3)
  })

  test('fewer than two are refused (seed: mass_pay_requires_2_invoices)', async () => {
    expect(await combine([SMALL])).toMatchObject({ message: 'mass_pay_requires_2_invoices' })
    expect(await combine([SMALL, PENDING])).toMatchObject({ message: 'mass_pay_requires_2_invoices' })
    expect([combined(), calls('CreateSsoToken')]).toEqual([[], 0])
  })

  test('twenty at once make one', async () => {
    const seen = await form(IDS, false)
    const all = await Promise.all(Array.from({ length: 20 }, () => answerOf(combineInvoices(viewer(), seen))))
    expect(all.filter((one) => one === 'done')).toHaveLength(1)
    expect(combined()).toHaveLength(3)
  })

  // The form's page is the first visit, sending it the second.
  test('a lost answer of the form: the invoice that is there is the one that was made', async () => {
    sandbox.world.faults.add([{ action: '/clientarea.php', fault: 'apply-then-reset', nth: 2 }])
    expect(await combine()).toBe('done')
    expect(combined()).toHaveLength(3)
  })

  test.each(['reset-before', 'html'] as const)(
    'nobody knows (%s): nothing else touches them until it is',
    async (fault) => {
      sandbox.world.faults.add([{ action: '/clientarea.php', fault, nth: 2 }])
      expect(await combine()).toMatchObject({ code: 'outcome_unknown' })
      sandbox.world.faults.clear()
      expect((await getSeveral(viewer(), IDS)).removed.map(({ reason }) => reason)).toEqual(Array(3).fill('checking'))
      const one = { invoice: SMALL, amount: '14.16', balance: '14.16' }
      expect(await answerOf(payWithCredit(viewer(), one))).toMatchObject({ code: 'in_progress' })
      await settled()
      expect(await combine()).toBe('done')
      expect(combined()).toHaveLength(3)
    },
  )

  test('the form’s page does not come: nothing was sent, and nothing is held', async () => {
    sandbox.world.faults.add([{ action: '/clientarea.php', fault: 'reset-before', nth: 1 }])
    expect(await combine()).toMatchObject({ code: 'unavailable' })
    expect(await combine()).toBe('done')
    expect(combined()).toHaveLength(3)
  })

  test('WHMCS does not let the person in: nothing is made, and all that is open can be paid there', async () => {
    const seen = await form(IDS, false)
    world().update('clients', 1, { allow_sso: 0 })
    expect(await answerOf(combineInvoices(viewer(), seen))).toMatchObject({ message: 'client_area_closed' })
    expect((await getSeveral(viewer(), IDS)).place.signsOn).toBe(false)
    expect((await openPayAll(viewer())).href).toContain('clientarea.php?action=masspay&all=true')
    expect(combined()).toEqual([])
  })

  test('mass payment is off: said before, and each keeps its own way', async () => {
    setSetting(world(), 'EnableMassPay', '')
    expect((await getSeveral(viewer(), IDS)).together).toBe(false)
  })
})

import { expect, it } from 'vitest'
import { onBoth } from '@/server/store/testing/contract'
import type { Said } from './testing/check'
import { hire } from './testing/crew'
import { FarSide } from './testing/far-side'

/** At once, half of them in each of two processes. */
const AT_ONCE = 50
const ROUNDS = 100

onBoth('the same payment, fifty times at once in two processes', (place) => {
  it('is one payment, and everybody is told so', { timeout: 900_000 }, async () => {
    const { db } = await place.open()
    const far = new FarSide()
    const base = await far.listen()
    const hands = await Promise.all([hire(place.config, base, 0, 10_000), hire(place.config, base, 0, 10_000)])
    for (let round = 0; round < ROUNDS; round += 1) {
      const location = `r${round}`
      const { truth } = far.add(location, round)
      truth.addCredit(9, 10_000, 'Add Funds')
      const invoice = truth.addInvoice(9, [{ type: '', relid: 0, cents: 1001 }])
      const what = { kind: 'pay' as const, parts: [{ invoice, amount: '10.01', balance: '10.01' }] }
      // One form that is sent again and again, or one form each: two tabs, two people, an agent beside the customer.
      const each = round % 2 === 0
      const asked = Array.from({ length: AT_ONCE }, (_, index): Promise<Said> => {
        const person = each ? index + 1 : 1
        return (
          hands[index % 2]?.ask({ location, ask: { key: `k${person}`, person, client: 9, what } }) ?? Promise.reject()
        )
      })
      const said = await Promise.all(asked)
      expect(truth.balanceOf(invoice), `round ${round}`).toBe(0)
      expect(truth.creditOf(9), `round ${round}`).toBe(8999)
      const sent = await db.selectFrom('operations').select('state').where('location', '=', location).execute()
      expect(sent.filter(({ state }) => state === 'applied')).toHaveLength(1)
      const others = said.filter(({ kind }) => kind !== 'done')
      if (each) {
        expect(others).toHaveLength(AT_ONCE - 1)
        for (const one of others)
          expect(one).toMatchObject({ kind: 'failed', why: expect.stringMatching(/^(operation_open|not_unpaid)$/) })
      } else for (const one of others) expect(one).toEqual({ kind: 'running' })
    }
    await Promise.all(hands.map((hand) => hand.kill()))
    far.close()
  })
})

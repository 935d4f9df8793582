import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { fromCents } from '@/lib/money'
import { readQuote } from '@/lib/quote'
import type { CancelInput } from '@/lib/schemas/cancel'
import { permit } from '@/server/access/permitted'
import { kindOf } from '@/server/operations/kinds'
import { GRACE, LEASE, settleOne } from '@/server/operations/reconcile'
import { store } from '@/server/store/current'
import { openOperations, startSending, unconcluded } from '@/server/store/operations'
import { cancelService, getCancellation } from './cancel'
import { day, MAIN, SERVICE, cancellingClient } from './testing/cancel'
import { answerOf } from './testing/people'

/** docs/reliability.md: one request in WHMCS at most, one credit at most, and a page that says what is so. */
const SEEDS = Array.from({ length: 20 }, (_, seed) => seed)

const { sandbox, fresh, viewer, form, invoice, requests, credits, whmcs } = cancellingClient(permit, {
  PORTAL_REFUND: 'credit',
})

/** Small, and the same for the same seed. */
function randomOf(seed: number) {
  let state = Math.imul(seed + 1, 0x9e3779b1)
  return (below: number) => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) ^ (state >>> 13)
    return (state >>> 0) % below
  }
}

/** A service that was paid ten days ago, and a review of ending it at once. */
async function reviewed(): Promise<CancelInput> {
  await fresh()
  invoice({ due: day(-10) })
  return form('now')
}

const submit = (input: CancelInput) => answerOf(cancelService(viewer(), input))
const codeOf = (answer: Awaited<ReturnType<typeof submit>>) => (answer === 'done' ? 'done' : answer.message)

/** Rounds of the reconciler, each of two processes at once, until long after. */
async function reconciled(): Promise<void> {
  const { db } = await store()
  for (const age of [1000, GRACE + 1000, GRACE + LEASE + 2000, 3_600_000]) {
    const open = await unconcluded(db, 10)
    const at = new Date(Date.now() + age)
    await Promise.all([...open, ...open].map((one) => settleOne({ db, whmcs: whmcs() }, one, at, 0)))
  }
}

/** What the page says is what WHMCS holds. */
async function truth(seed: number, gross: string): Promise<{ requests: number; credits: number }> {
  const { view } = await getCancellation(viewer(), SERVICE, null)
  const held = { requests: requests().length, credits: credits().length }
  const paid = credits().map(({ amount }) => fromCents(BigInt(amount)))
  expect(held.requests, `seed ${seed}: requests`).toBeLessThanOrEqual(1)
  expect(paid, `seed ${seed}: credit`).toEqual(held.credits === 0 ? [] : [gross])
  expect(held.credits, `seed ${seed}: credit without a request`).toBeLessThanOrEqual(held.requests)
  expect(view.standing, `seed ${seed}: the page`).toMatchObject(
    held.requests === 0
      ? { kind: 'open' }
      : { kind: 'requested', refund: { state: held.credits === 1 ? 'done' : 'failed', amount: gross } },
  )
  return held
}

const BOTH = { requests: 1, credits: 1 }
const NEITHER = { requests: 0, credits: 0 }

const grossOf = (input: CancelInput) => readQuote(input.quote)?.gross ?? ''

describe('one cancellation, whatever happens', () => {
  test.each(SEEDS)('a double click, seed %i', async (seed) => {
    const random = randomOf(seed)
    const input = await reviewed()
    sandbox.world.settings.latency = random(30)
    const second = pause(random(60)).then(() => submit(input))
    const said = (await Promise.all([submit(input), second])).map(codeOf)
    expect(said, `seed ${seed}`).toContain('done')
    for (const one of said) expect(['done', 'operation_open', 'already_requested'], `seed ${seed}`).toContain(one)
    expect(said.filter((one) => one === 'done')).toHaveLength(1)
    expect(await truth(seed, grossOf(input))).toEqual(BOTH)
  })

  test.each(SEEDS)('two tabs, each with its own review, seed %i', async (seed) => {
    const random = randomOf(seed + 100)
    const one = await reviewed()
    const other = await form(random(2) === 0 ? 'now' : 'end')
    sandbox.world.settings.latency = random(25)
    const later = pause(random(80)).then(() => submit(other))
    const said = (await Promise.all([submit(one), later])).map(codeOf)
    expect(
      said.filter((code) => code === 'done'),
      `seed ${seed}`,
    ).toHaveLength(1)
    const gross = requests()[0]?.type === 'Immediate' ? grossOf(one) : null
    expect(requests()).toHaveLength(1)
    if (gross === null) expect(credits(), `seed ${seed}`).toEqual([])
    else await truth(seed, gross)
  })

  test.each(SEEDS)('an answer that is lost, of the request or of the credit, seed %i', async (seed) => {
    const random = randomOf(seed + 200)
    const input = await reviewed()
    const action = (['AddCancelRequest', 'AddCredit'] as const)[random(2)] ?? 'AddCredit'
    const fault = (['apply-then-reset', 'reset-before', 'truncate', 'html'] as const)[random(4)] ?? 'html'
    sandbox.world.faults.add([{ action, fault, nth: 1 }])
    if (random(2) === 0) sandbox.world.faults.add([{ action: 'GetCancelledPackages', fault: 'html', nth: 2 }])
    const first = codeOf(await submit(input))
    // Whoever sends it again meanwhile sends nothing.
    const again = codeOf(await submit(input))
    expect(again, `seed ${seed}`).not.toBe('done')
    sandbox.world.faults.clear()
    await reconciled()
    const held = await truth(seed, grossOf(input))
    if (action === 'AddCredit' || first === 'done') expect(held.requests, `seed ${seed}`).toBe(1)
    // What was done and what was not is known for these; for the others the sandbox says it.
    if (fault === 'apply-then-reset') expect(held, `seed ${seed}`).toEqual(BOTH)
    if (fault === 'reset-before') {
      expect(held, `seed ${seed}`).toEqual(action === 'AddCredit' ? { requests: 1, credits: 0 } : NEITHER)
    }
  })

  test.each(SEEDS)('a restart in the middle, seed %i', async (seed) => {
    const random = randomOf(seed + 300)
    const input = await reviewed()
    const gross = grossOf(input)
    const { db } = await store()
    const { clientId, person } = viewer()
    const common = { location: MAIN, client: clientId, person, target: `service:${SERVICE}` }
    const details = { service: SERVICE, type: 'Immediate', endsOn: day(0), reason: '' }
    const credit = { service: SERVICE, amount: gross, after: 0 }
    const plans = [
      { ...common, kind: 'cancellation.request', details },
      { ...common, kind: 'refund.credit', details: credit },
    ]
    const [first, second] = (await openOperations(db, plans, new Date())) ?? []
    if (!first || !second) throw new Error('nothing recorded')
    // It dies: after recording, after taking the right to send, or after WHMCS had it.
    const death = random(4)
    if (death > 0) await startSending(db, first.id, new Date())
    if (death > 1) await kindOf(first.kind).send(whmcs(), first)
    const { view } = await getCancellation(viewer(), SERVICE, null)
    expect(['checking', 'requested'], `seed ${seed}`).toContain(view.standing.kind)
    expect(codeOf(await submit(input)), `seed ${seed}`).not.toBe('done')
    await reconciled()
    expect(await truth(seed, gross), `seed ${seed}`).toEqual(death > 1 ? BOTH : NEITHER)
    if (death <= 1) {
      // Nothing was done, and it can be asked for again.
      expect(codeOf(await submit(await form('now'))), `seed ${seed}`).toBe('done')
      expect(await truth(seed, gross)).toEqual(BOTH)
    }
  })
})

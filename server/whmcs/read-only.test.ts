import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { locationId } from '@/lib/ids'
import { createSandbox } from '@/sandbox/app'
import { ACTIONS } from './actions'
import type { Reader } from './client'
import { connect, readOnly } from './client'
import { markOwned } from './owned'
import { applyCredit } from './invoices'

const sandbox = createSandbox({ version: '8.13' })
let reader: Reader
let close: () => Promise<void>

beforeAll(async () => {
  const listening = await sandbox.listen(0)
  close = () => listening.close()
  const secrets = { identifier: 'sandbox-identifier', secret: 'sandbox-secret' }
  reader = readOnly(connect({ location: locationId('main'), url: listening.url, ...secrets }))
})
afterAll(() => close())

const READ = /^(Get|WhmcsDetails$)/

test('of 10,000 random calls through a connection that only reads, none that changes anything leaves the process', async () => {
  const before = JSON.stringify(sandbox.world.store.all('invoices', 'ORDER BY id'))
  const value = fc.oneof(fc.nat({ max: 40 }), fc.string({ maxLength: 12 }), fc.boolean(), fc.constant('1.00'))
  const names = fc.constantFrom(
    'clientid',
    'userid',
    'invoiceid',
    'amount',
    'serviceid',
    'action',
    'ticketid',
    'status',
  )
  const call = fc.record({
    action: fc.oneof(
      fc.constantFrom(...ACTIONS.read, ...ACTIONS.handover, ...ACTIONS.write),
      fc.string({ maxLength: 20 }),
    ),
    effect: fc.constantFrom('read', 'write', 'handover'),
    params: fc.dictionary(names, value, { maxKeys: 4 }),
  })
  let refused = 0
  const all = fc.sample(call, { numRuns: 10_000, seed: 20_261_121 })
  for (let at = 0; at < all.length; at += 20) {
    await Promise.all(
      all.slice(at, at + 20).map(async ({ action, effect, params }) => {
        // As whoever gets round the types would call it.
        const made: Promise<unknown> = new Promise((resolve) =>
          resolve(Reflect.apply(reader.read, reader, [{ action, effect, response: z.unknown() }, params])),
        )
        await made.catch((error: unknown) => (refused += error instanceof TypeError ? 1 : 0))
      }),
    )
  }
  const seen = sandbox.world.store.all('api_calls', '')
  expect(seen.length).toBeGreaterThan(500)
  expect(refused).toBeGreaterThan(5_000)
  expect(seen.filter(({ action }) => !READ.test(action)).map(({ action }) => action)).toEqual([])
  expect(JSON.stringify(sandbox.world.store.all('invoices', 'ORDER BY id'))).toBe(before)
}, 60_000)

test('what writes does not even compile with it', () => {
  expect(Object.keys(reader).sort()).toEqual(['baseUrl', 'location', 'read', 'version'])
  // @ts-expect-error a Reader is no Writer
  const wrong = () => applyCredit(reader, markOwned<'invoice'>(1), '1.00')
  expect(wrong).toBeInstanceOf(Function)
})

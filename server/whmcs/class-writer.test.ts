import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { clientId, locationId } from '@/lib/ids'
import { WRITE_CLASSES } from '@/lib/support-class'
import { createSandbox } from '@/sandbox/app'
import { ACTIONS } from './actions'
import { CLASS_ACTIONS, classWriter } from './class-writer'
import type { WriterOf } from './class-writer'
import { updateClient } from './clients'
import type { Writer } from './client'
import { connect } from './client'
import { addContact } from './contacts'
import { applyCredit } from './invoices'
import { markOwned } from './owned'

const sandbox = createSandbox({ version: '8.13' })
let whole: Writer
let close: () => Promise<void>

beforeAll(async () => {
  const listening = await sandbox.listen(0)
  close = () => listening.close()
  const secrets = { identifier: 'sandbox-identifier', secret: 'sandbox-secret' }
  whole = connect({ location: locationId('main'), url: listening.url, ...secrets })
})
afterAll(() => close())

const READ = /^(Get|WhmcsDetails$)/
const value = fc.oneof(fc.nat({ max: 40 }), fc.string({ maxLength: 12 }), fc.boolean(), fc.constant('1.00'))
const names = fc.constantFrom('clientid', 'contactid', 'email', 'phonenumber', 'password2', 'amount', 'city', 'status')
const call = fc.record({
  method: fc.constantFrom('read', 'write', 'handover', 'follow', 'submitForm'),
  action: fc.oneof(fc.constantFrom(...ACTIONS.read, ...ACTIONS.handover, ...ACTIONS.write), fc.string()),
  effect: fc.constantFrom('read', 'write', 'handover'),
  params: fc.dictionary(names, value, { maxKeys: 4 }),
})

/** As whoever gets round the types would call it. */
async function anyhow(
  writer: Writer,
  { method, action, effect, params }: typeof call extends fc.Arbitrary<infer T> ? T : never,
) {
  const made = new Promise((resolve) =>
    resolve(Reflect.apply(Reflect.get(writer, method), writer, [{ action, effect, response: z.unknown() }, params])),
  )
  await made.catch(() => null)
}

async function sentBy(writer: Writer, runs: number) {
  const before = sandbox.world.store.all('api_calls').length
  const known = Object.values(ACTIONS).flat()
  const each = known.map((action) => ({ method: 'write', action, effect: 'write', params: {} }) as const)
  const all = [...each, ...fc.sample(call, { numRuns: runs, seed: 20_261_121 })]
  for (let at = 0; at < all.length; at += 20) {
    await Promise.all(all.slice(at, at + 20).map((one) => anyhow(writer, one)))
  }
  return sandbox.world.store.all('api_calls').slice(before)
}

test.each(WRITE_CLASSES)(
  'of random calls with a grant for %s, nothing leaves but reading and its own',
  async (kind) => {
    const sent = await sentBy(
      classWriter(whole, kind, () => true),
      2_500,
    )
    const writes = [...new Set(sent.map(({ action }) => action).filter((action) => !READ.test(action)))]
    expect(sent.length).toBeGreaterThan(20)
    expect(writes.toSorted()).toEqual([...CLASS_ACTIONS[kind]].toSorted())
  },
)

test.each(WRITE_CLASSES)('%s: nothing is sent that is not on record before', async (kind) => {
  const sent = await sentBy(
    classWriter(whole, kind, () => false),
    500,
  )
  expect(sent.filter(({ action }) => !READ.test(action))).toEqual([])
})

test('the address of an account is changed, and never how it is reached or who it is', async () => {
  const before = sandbox.world.store.all('clients')
  const writer = classWriter(whole, 'profile', () => true)
  for (const change of [{ email: 'x@example.net' }, { phone: '1' }, { firstName: 'X' }, { language: 'german' }]) {
    await expect(updateClient(writer, clientId(1), { city: 'Bonn', ...change })).rejects.toThrow(TypeError)
  }
  expect(sandbox.world.store.all('clients')).toEqual(before)
  await updateClient(writer, clientId(1), { city: 'Bonn' })
  expect(sandbox.world.store.all('clients')[0]).toMatchObject({ city: 'Bonn' })
})

/** Not run: that it compiles is the test. Each line marked as an error must be one. */
export function aClassHoldsItsOwnWritesAlone(
  contacts: WriterOf['contacts'],
  profile: WriterOf['profile'],
  services: WriterOf['services'],
) {
  const contact = { emails: [], firstName: '', lastName: '', company: '', email: '', address1: '' }
  const input = { ...contact, address2: '', city: '', state: '', postcode: '', country: '', phone: '' }
  // @ts-expect-error contacts are no profile
  void updateClient(contacts, clientId(1), {})
  // @ts-expect-error a profile is no contact
  void addContact(profile, clientId(1), input)
  // @ts-expect-error nor is money moved with either
  void applyCredit(contacts, markOwned<'invoice'>(1), '1.00')
  // @ts-expect-error nobody is handed over to WHMCS
  void contacts.handover
  // @ts-expect-error no form of WHMCS's own is sent
  void profile.submitForm
  // @ts-expect-error what the portal keeps itself needs nothing of WHMCS to write
  void services.write
  return [addContact(contacts, clientId(1), input), updateClient(profile, clientId(1), {})]
}

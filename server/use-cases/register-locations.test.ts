import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { checkForm } from '@/lib/form-values'
import { locationId } from '@/lib/ids'
import type { RegisterInput } from '@/lib/schemas/register'
import { registerInput } from '@/lib/schemas/register'
import { createSandbox } from '@/sandbox/app'
import { registrationPolicy } from '@/server/profile-policy'
import { listBy } from '@/server/store/audit'
import { store } from '@/server/store/current'
import { configured } from '@/server/testing/configured'
import { prepareRegistration, register } from './register'
import { answerOf } from './testing/people'

const sandboxes = { eu: createSandbox({ version: '8.13' }), us: createSandbox({ version: '8.13' }) }
type Name = keyof typeof sandboxes
const closing: (() => Promise<void>)[] = []

beforeAll(async () => {
  const settings: Record<string, string> = { WHMCS_LOCATIONS: 'eu,us', WHMCS_US_NAME: 'America' }
  for (const [name, sandbox] of Object.entries(sandboxes)) {
    const { url, close } = await sandbox.listen(0)
    closing.push(close)
    const prefix = `WHMCS_${name.toUpperCase()}`
    Object.assign(settings, {
      [`${prefix}_URL`]: url,
      [`${prefix}_IDENTIFIER`]: 'sandbox-identifier',
      [`${prefix}_SECRET`]: 'sandbox-secret',
    })
  }
  configured({
    ...settings,
    PORTAL_REGISTRATION: 'open',
    DATA_DIR: mkdtempSync(join(tmpdir(), 'portal-register-')),
  })
})
afterAll(async () => {
  await (await store()).close()
  globalThis.atriumStore = undefined
  globalThis.atriumInstallations = undefined
  for (const close of closing) await close()
})
beforeEach(async () => {
  for (const sandbox of Object.values(sandboxes)) sandbox.reset({})
  await (await store()).db.deleteFrom('counters').execute()
})

const VISIT = { ip: '192.0.2.1', ref: 'r' }
const LETTERS = { taken: { subject: 'taken', text: 't' }, failed: { subject: 'failed', text: 'f' } }
const FORM = {
  firstName: 'Zoë',
  lastName: 'Neil',
  email: 'zoe@example.net',
  password: 'a lamp in the harbour',
  company: '',
  country: 'DE',
  address1: 'Straße 1',
  address2: '',
  postcode: '50667',
  city: 'Köln',
  state: 'NRW',
  phone: '0221 123456',
  terms: [],
  marketing: [],
} satisfies RegisterInput

async function enrol(location: string): Promise<void> {
  await register(await prepareRegistration({ ...FORM, location }, 'english', VISIT), LETTERS, VISIT)
}
const called = (at: Name) => sandboxes[at].world.store.all('api_calls').map(({ action }) => action)
const customers = (at: Name) => sandboxes[at].world.store.all('clients', "WHERE email = 'zoe@example.net'").length

test('the account is opened where it was chosen, and nowhere else is asked', async () => {
  await enrol('us')
  expect([customers('eu'), customers('us')]).toEqual([0, 1])
  expect(called('eu')).toEqual([])
  const { db } = await store()
  const trail = await listBy(db, { location: locationId('us'), actor: 'anonymous', event: 'register' }, 10)
  expect(trail.map(({ outcome }) => outcome)).toEqual(['done', 'attempted'])
})

test('one address can have an account at each; a double click at one of them is one', async () => {
  await Promise.all([enrol('us'), enrol('us'), enrol('eu')])
  expect([customers('eu'), customers('us')]).toEqual([1, 1])
  expect(called('us').filter((action) => action === 'AddClient')).toHaveLength(1)
})

test.each(['', 'asia', 'EU', ' eu', '__proto__'])('"%s" is nowhere', async (location) => {
  const schema = registerInput(registrationPolicy())
  expect(checkForm(schema, { ...FORM, location })).toMatchObject({ ok: false, faults: { location: 'place_required' } })
  expect(await answerOf(prepareRegistration({ ...FORM, location }, 'english', VISIT))).toMatchObject({
    code: 'invalid',
    fields: { location: 'place_required' },
  })
  expect([called('eu'), called('us')]).toEqual([[], []])
})

test('the choice is of those that are configured; with one there is none, and no field for it', () => {
  const policy = registrationPolicy()
  expect(policy.locations).toEqual([
    { id: 'eu', name: 'EU' },
    { id: 'us', name: 'America' },
  ])
  const without: Partial<typeof FORM> = { ...FORM }
  expect(checkForm(registerInput(policy), without)).toMatchObject({ ok: false })
  const single = registerInput({ ...policy, locations: [] })
  expect(checkForm(single, FORM)).toMatchObject({ ok: true })
  expect(checkForm(single, { ...FORM, location: 'us' })).toMatchObject({ ok: false })
})

test('the one that was chosen does not answer: told before anything is sent, the other one is not taken', async () => {
  sandboxes.us.world.faults.add([{ fault: 'maintenance' }])
  await expect(enrol('us')).rejects.toMatchObject({ failure: 'unreachable' })
  expect([customers('eu'), customers('us')]).toEqual([0, 0])
  expect(called('eu')).toEqual([])
})

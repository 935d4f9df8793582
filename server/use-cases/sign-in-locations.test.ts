import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { LocationId } from '@/lib/ids'
import { locationId } from '@/lib/ids'
import { createSandbox } from '@/sandbox/app'
import { listBy } from '@/server/store/audit'
import { store } from '@/server/store/current'
import { configured } from '@/server/testing/configured'
import { sendResetLink } from './forgot-password'
import { signIn } from './sign-in'

const EU = locationId('eu')
const US = locationId('us')
const PASSWORD = 'atrium-demo'

/** Two companies' worth of WHMCS, planted from one seed: every number is in both. */
const sandboxes = { eu: createSandbox({ version: '8.13' }), us: createSandbox({ version: '8.13' }) }
const closing: (() => Promise<void>)[] = []

beforeAll(async () => {
  const settings: Record<string, string> = { WHMCS_LOCATIONS: 'eu,us' }
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
  configured({ ...settings, DATA_DIR: mkdtempSync(join(tmpdir(), 'portal-locations-')) })
})
afterAll(async () => {
  await (await store()).close()
  globalThis.atriumStore = undefined
  globalThis.atriumInstallations = undefined
  for (const close of closing) await close()
})
beforeEach(async () => {
  sandboxes.eu.reset({})
  sandboxes.us.reset({})
  const { db } = await store()
  await db.deleteFrom('counters').execute()
  // One person that only the second knows, under a number that somebody else has in the first.
  const us = sandboxes.us.world.store
  us.update('users', us.first('users', "WHERE email = 'owner@example.com'")?.id ?? 0, { email: 'only@us.example' })
})

const VISIT = { ip: '192.0.2.1', userAgent: 'test', ref: 'r' }
const enter = (email: string, more: { password?: string; location?: string } = {}) =>
  signIn({ email, password: PASSWORD, ...more }, VISIT)
const whereIs = async (email: string, more = {}) => {
  const outcome = await enter(email, more)
  return outcome.kind === 'signed_in' ? [outcome.session.location, outcome.session.clientId] : outcome.kind
}
const logins = (at: keyof typeof sandboxes) =>
  sandboxes[at].world.store.all('api_calls', "WHERE action = 'ValidateLogin'").length
const refusals = async (location: LocationId) => {
  const { db } = await store()
  const rows = await listBy(db, { location, actor: 'anonymous', event: 'sign-in' }, 100)
  return rows.filter(({ outcome }) => outcome === 'refused').length
}

test('the installation that knows somebody is found, and their number is of that one', async () => {
  expect(await whereIs('owner@example.com')).toEqual([EU, 1])
  expect(await whereIs('only@us.example')).toEqual([US, 1])
})

test('whom more than one knows is asked; the named one is the only one that is asked then', async () => {
  await expect(enter('billing@example.com')).rejects.toMatchObject({
    code: 'rejected',
    fields: { location: 'location_required' },
  })
  const before = logins('eu')
  expect(await whereIs('billing@example.com', { location: 'us' })).toEqual([US, 1])
  expect(logins('eu')).toBe(before)
  // A name that is none is nobody's word.
  await expect(enter('billing@example.com', { location: 'moon' })).rejects.toMatchObject({
    fields: { location: 'location_required' },
  })
})

test('an account that is closed in one is no reason to ask', async () => {
  const eu = sandboxes.eu.world.store
  for (const { id } of eu.all('clients', 'WHERE id IN (1, 3)')) eu.update('clients', id, { status: 'Closed' })
  expect(await whereIs('billing@example.com')).toEqual([US, 1])
})

test('a wrong password is refused by all, takes a whole second, and is noted for each', async () => {
  const [eu, us] = [await refusals(EU), await refusals(US)]
  const since = performance.now()
  await expect(enter('owner@example.com', { password: 'wrong' })).rejects.toMatchObject({ key: 'credentials' })
  expect(performance.now() - since).toBeGreaterThan(990)
  expect([(await refusals(EU)) - eu, (await refusals(US)) - us]).toEqual([1, 1])
})

test('one that is down takes nobody of the others with it, and says so to whom nobody else knows', async () => {
  sandboxes.us.world.faults.add([{ fault: 'maintenance' }])
  expect(await whereIs('owner@example.com')).toEqual([EU, 1])
  const down = { code: 'unavailable', key: 'location_down' }
  await expect(enter('only@us.example')).rejects.toMatchObject(down)
  // Nor does the answer tell whether an address exists.
  await expect(enter('nobody@example.com')).rejects.toMatchObject(down)
})

test('one that is slow keeps nobody of the others waiting for long', async () => {
  sandboxes.us.world.faults.add([{ action: 'ValidateLogin', fault: 'latency', ms: 6000 }])
  const since = performance.now()
  expect(await whereIs('owner@example.com')).toEqual([EU, 1])
  expect(performance.now() - since).toBeLessThan(4000)
})

test('a second factor is asked for by the one that has it', async () => {
  const us = sandboxes.us.world.store
  us.update('users', us.first('users', "WHERE email = 'twofactor@example.com'")?.id ?? 0, { email: 'two@us.example' })
  expect(await enter('two@us.example')).toEqual({ kind: 'elsewhere', location: US })
})

test('a new password is mailed by every installation that knows the address', async () => {
  const sent = (at: keyof typeof sandboxes) =>
    sandboxes[at].world.store.all('api_calls', "WHERE action = 'ResetPassword'").length
  sandboxes.eu.world.faults.add([{ fault: 'maintenance' }])
  await expect(sendResetLink('billing@example.com', VISIT)).rejects.toMatchObject({ failure: expect.any(String) })
  expect(sent('us')).toBe(1)
})

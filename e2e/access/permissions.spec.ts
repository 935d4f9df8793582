import { PERMISSIONS } from '../../lib/permissions.ts'
import type { Endpoint } from '../../scripts/endpoints.ts'
import { expect, test } from '../fixtures.ts'
import { ACTIONS, actionNamed, callAction, homeOf, PAGES, ROUTES, signInRaw, submitForm } from '../support/actions.ts'
import { builtActions } from '../support/built.ts'
import { PASSWORD } from '../support/sign-in.ts'
import type { Answer } from '../support/wire.ts'
import { send } from '../support/wire.ts'
import { expectEveryEndpointKnown, formOf, invoiceOf, placeOf, writesOf } from './expectations.ts'
import { whmcs } from './whmcs.ts'

/** Who asks: `none` is signed in and has no account (any more), `held` is what an account's person may do. */
type Standing = { kind: 'guest' } | { kind: 'none' } | { kind: 'member'; held: readonly string[]; owner: boolean }

const GUEST: Standing = { kind: 'guest' }
const NONE: Standing = { kind: 'none' }
const OWNER: Standing = { kind: 'member', held: PERMISSIONS, owner: true }
const member = (...held: string[]): Standing => ({ kind: 'member', held, owner: false })

function isForAgents({ needs }: Endpoint): boolean {
  return needs.includes('agent') || needs.includes('lead')
}

/** The whole rule of docs/permission-matrix.md, written a second time. */
function verdictOn(endpoint: Endpoint, who: Standing): string {
  const [needs = ''] = endpoint.needs.includes('signed-in') ? ['signed-in'] : endpoint.needs
  const { status, signedIn, to } = placeOf(endpoint.name)
  // No customer is an agent, whatever they may do.
  if (isForAgents(endpoint)) return '/agent/sign-in'
  if (who.kind !== 'guest' && signedIn) return signedIn
  if (needs === 'public') return to ?? String(status)
  if (who.kind === 'guest') return '/sign-in'
  if (needs === 'session') return String(status)
  if (who.kind === 'none') return '/accounts'
  if (needs === 'signed-in' || who.owner || who.held.includes(needs)) return String(status)
  return '/no-access'
}

/** A status, or the page that it leads to. */
function seen({ status, headers }: Answer): string {
  const location = headers['location']
  return location === undefined ? String(status) : (location.split('?')[0] ?? location)
}

function panelsOf({ text }: Answer, ids: readonly string[]): string[] {
  return ids.filter((id) => text.includes(`id="${id}"`))
}

type Asked = { origin: string; cookie?: string; invoice: number }

async function expectMatrix({ origin, cookie, invoice }: Asked, who: Standing, label: string): Promise<void> {
  for (const endpoint of [...PAGES, ...ROUTES]) {
    const place = placeOf(endpoint.name)
    const answer = await send(origin, place.at(invoice), cookie === undefined ? {} : { cookie })
    const expected = verdictOn(endpoint, who)
    expect.soft(seen(answer), `${label}: ${endpoint.name}`).toBe(expected)
    if (expected !== String(place.status)) expect.soft(answer.text).not.toContain('MARKER-')
    if (!place.panels || who.kind !== 'member') continue
    for (const [needs, ids] of Object.entries(place.panels)) {
      const forEachMember = needs === 'signed-in' || needs === 'session'
      const opened = expected === String(place.status)
      const shown = opened && (forEachMember || who.owner || who.held.includes(needs)) ? ids : []
      expect.soft(panelsOf(answer, ids), `${label}: ${endpoint.name}, panels of ${needs}`).toEqual(shown)
    }
    const own = endpoint.door.includes('read') ? [] : ['signed-in']
    const asked = new Set([...Object.keys(place.panels), ...own])
    expect.soft([...asked].sort(), `${endpoint.name}: its panels`).toEqual([...endpoint.needs].sort())
  }
}

test.beforeAll(expectEveryEndpointKnown)

test('a guest', async ({ portal, sandbox }) => {
  const invoice = await invoiceOf(sandbox, 1)
  await sandbox.forgetCalls()
  await expectMatrix({ origin: portal.url, invoice }, GUEST, 'guest')
  // `/api/billing-status` asks whether WHMCS answers, for everybody and at most once in five seconds.
  const asked = (await sandbox.calls()).filter(({ action }) => action !== 'GetCurrencies')
  expect(asked, 'WHMCS is asked nothing for a guest').toEqual([])
})

test('somebody who has not chosen an account', async ({ portal, sandbox }) => {
  const cookie = await signInRaw(portal.url, 'agency@example.com')
  await expectMatrix({ origin: portal.url, cookie, invoice: await invoiceOf(sandbox, 1) }, NONE, 'no account')
})

test('the owner', async ({ portal, sandbox }) => {
  const cookie = await signInRaw(portal.url, 'owner@example.com')
  await expectMatrix({ origin: portal.url, cookie, invoice: await invoiceOf(sandbox, 1) }, OWNER, 'owner')
})

test('each of the 13 permissions alone, and changed under a running session', async ({ portal, sandbox }) => {
  // Every address, thirteen times over.
  test.slow()
  const cookie = await signInRaw(portal.url, 'billing@example.com')
  const invoice = await invoiceOf(sandbox, 1)
  expect(PERMISSIONS).toHaveLength(13)
  for (const permission of PERMISSIONS) {
    await whmcs(sandbox, 'UpdateUserPermissions', { user_id: 2, client_id: 1, permissions: permission })
    await expectMatrix({ origin: portal.url, cookie, invoice }, member(permission), permission)
  }
})

test('one of the account’s people without any permission', async ({ portal, sandbox }) => {
  const cookie = await signInRaw(portal.url, 'billing@example.com')
  const invoice = await invoiceOf(sandbox, 1)
  // WHMCS cannot be told to keep an empty list, but its administrators can.
  const body = JSON.stringify({ result: 'success', permissions: { permission: [] } })
  await sandbox.fault({ action: 'GetUserPermissions', fault: 'status', status: 200, body })
  await expectMatrix({ origin: portal.url, cookie, invoice }, member(), 'nothing')
})

test('somebody who is no longer one of the account’s people', async ({ portal, sandbox }) => {
  const cookie = await signInRaw(portal.url, 'billing@example.com')
  const invoice = await invoiceOf(sandbox, 1)
  await whmcs(sandbox, 'DeleteUserClient', { user_id: 2, client_id: 1 })
  await expectMatrix({ origin: portal.url, cookie, invoice }, NONE, 'ex-member')
})

test('the owner of an account that was closed, and one of its people', async ({ portal, sandbox }) => {
  const invoice = await invoiceOf(sandbox, 1)
  const owner = await signInRaw(portal.url, 'owner@example.com')
  const billing = await signInRaw(portal.url, 'billing@example.com')
  await whmcs(sandbox, 'CloseClient', { clientid: 1 })
  await expectMatrix({ origin: portal.url, cookie: owner, invoice }, NONE, 'closed, owner')
  await expectMatrix({ origin: portal.url, cookie: billing, invoice }, NONE, 'closed, member')
})

test('a cookie that was never given', async ({ portal, sandbox }) => {
  const invoice = await invoiceOf(sandbox, 1)
  await expectMatrix({ origin: portal.url, cookie: 'portal.session=eyJ.a.b.c.d', invoice }, GUEST, 'invented')
})

const GUARDED = ACTIONS.filter(({ needs }) => !needs.includes('public'))

test('a guest’s raw call of an action does nothing, from whatever page it says it comes', async ({
  portal,
  sandbox,
}) => {
  const paths = ['/', '/sign-in', '/accounts', '/invoices', '/invoices/1', '/no-access', '/invoices.csv', '/nowhere']
  const before = portal.rows('sessions')
  expect(GUARDED.length).toBeGreaterThan(0)
  for (const endpoint of GUARDED) {
    for (const path of paths) {
      const label = `${endpoint.name} from ${path}`
      const called = await callAction(portal.url, endpoint, formOf(endpoint.name), { path })
      expect.soft(['signed_out', 'none'], label).toContain(called.outcome)
      const sent = await submitForm(portal.url, endpoint, formOf(endpoint.name), { path })
      expect.soft([null, isForAgents(endpoint) ? '/agent/sign-in' : '/sign-in'], label).toContain(sent.to)
      expect.soft([...called.setCookies, ...sent.setCookies], label).toEqual([])
    }
    expect((await callAction(portal.url, endpoint, formOf(endpoint.name))).outcome).toBe('signed_out')
  }
  expect(await sandbox.calls()).toEqual([])
  expect(portal.rows('sessions')).toEqual(before)
})

test('an action asks for its permission itself', async ({ portal, sandbox }) => {
  const cookie = await signInRaw(portal.url, 'billing@example.com')
  const homeless = await signInRaw(portal.url, 'agency@example.com')
  for (const endpoint of GUARDED) {
    const [needs = ''] = endpoint.needs
    if (needs === 'session') continue
    const form = { ...formOf(endpoint.name), intent: crypto.randomUUID() }
    const other = needs === 'invoices' ? 'products' : 'invoices'
    await whmcs(sandbox, 'UpdateUserPermissions', { user_id: 2, client_id: 1, permissions: other })
    await sandbox.forgetCalls()
    if (needs !== 'signed-in') {
      const refused = isForAgents(endpoint) ? 'signed_out' : 'forbidden'
      expect.soft((await callAction(portal.url, endpoint, form, { cookie })).outcome, endpoint.name).toBe(refused)
    }
    const none = await callAction(portal.url, endpoint, form, { cookie: homeless })
    expect.soft(none.outcome, `${endpoint.name} without an account`).toBe('signed_out')
    expect(await writesOf(sandbox), endpoint.name).toEqual([])
  }
  // While no action needs a permission the loop above is empty; this rule never is.
  const stolen = await callAction(portal.url, actionNamed('account.choose'), { account: '2' }, { cookie })
  expect(stolen.outcome).toBe('not_found')
  expect(await writesOf(sandbox)).toEqual([])
})

/** Registering and asking for a new password: the only public forms that change something at WHMCS. */
const PUBLIC_WRITES = ['AddClient', 'ResetPassword']

test('a public action writes nothing to WHMCS but what it is for, from whatever page it says it comes', async ({
  portal,
  sandbox,
}) => {
  const open = ACTIONS.filter(({ needs }) => needs.includes('public'))
  for (const endpoint of open) {
    const form = formOf(endpoint.name)
    const { outcome } = await callAction(portal.url, endpoint, form, { path: homeOf(endpoint) })
    for (const path of ['/', '/invoices', '/accounts', '/nowhere']) {
      const elsewhere = await callAction(portal.url, endpoint, form, { path })
      expect.soft([outcome, 'none'], `${endpoint.name} from ${path}`).toContain(elsewhere.outcome)
      expect.soft(elsewhere.setCookies.join(), endpoint.name).not.toContain('portal.session=ey')
    }
  }
  expect((await writesOf(sandbox)).filter((action) => !PUBLIC_WRITES.includes(action))).toEqual([])
})

test('the action that signs in is found, so that these calls mean something', async ({ portal }) => {
  const signIn = actionNamed('sign-in')
  expect(builtActions()).toHaveLength(ACTIONS.length)
  const form = { email: 'owner@example.com', password: PASSWORD }
  expect((await callAction(portal.url, signIn, form)).outcome).toBe('redirect')
  expect((await submitForm(portal.url, signIn, form)).to).toBe('/')
})

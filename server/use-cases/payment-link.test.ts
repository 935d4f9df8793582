import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { LocationId } from '@/lib/ids'
import { clientId, locationId } from '@/lib/ids'
import { createSandbox } from '@/sandbox/app'
import { DEMO_TOTP_SECRET } from '@/sandbox/seed/people'
import { Browser } from '@/sandbox/testing/browser'
import { totp } from '@/sandbox/web/totp'
import { permit } from '@/server/access/permitted'
import { makeViewer } from '@/server/access/viewer'
import { unseal } from '@/server/auth/seal'
import { store } from '@/server/store/current'
import type { Session } from '@/server/store/sessions'
import { revokeSessionByHandle, revokeSessionsOf, sessionHandle } from '@/server/store/sessions'
import { configured } from '@/server/testing/configured'
import { installation } from '@/server/whmcs/installations'
import { chooseAccount, signOut } from './accounts'
import { openPayPage } from './pay'
import { signIn, signInWithIdentity, verifyCode } from './sign-in'

const EU = locationId('eu')
const US = locationId('us')
/** Two companies planted from one seed: every person and number is in both. */
const sandboxes = { eu: createSandbox({ version: '9.0' }), us: createSandbox({ version: '9.0' }) }
const urls: string[] = []
const closing: (() => Promise<void>)[] = []

beforeAll(async () => {
  const settings: Record<string, string> = { WHMCS_LOCATIONS: 'eu,us' }
  for (const [name, sandbox] of Object.entries(sandboxes)) {
    const { url, close } = await sandbox.listen(0)
    closing.push(close)
    urls.push(url)
    const prefix = `WHMCS_${name.toUpperCase()}`
    Object.assign(settings, {
      [`${prefix}_URL`]: url,
      [`${prefix}_IDENTIFIER`]: 'sandbox-identifier',
      [`${prefix}_SECRET`]: 'sandbox-secret',
    })
  }
  configured({ ...settings, DATA_DIR: mkdtempSync(join(tmpdir(), 'portal-link-')) })
})
afterAll(async () => {
  await (await store()).close()
  globalThis.atriumStore = undefined
  globalThis.atriumInstallations = undefined
  for (const close of closing) await close()
})
beforeEach(async () => {
  for (const sandbox of Object.values(sandboxes)) sandbox.reset({ version: '9.0' })
  // A connection keeps the version it has found out.
  globalThis.atriumInstallations = undefined
  const { db } = await store()
  await db.deleteFrom('counters').execute()
  await db.deleteFrom('sessions').execute()
})

const VISIT = { ip: '192.0.2.1', userAgent: 'test', ref: 'r' }
const { eu, us } = sandboxes

async function enter(email: string, location: LocationId = EU): Promise<Session> {
  const outcome = await signIn({ email, password: 'atrium-demo', location }, VISIT)
  if (outcome.kind === 'signed_in') return outcome.session
  if (outcome.kind !== 'code_needed') throw new Error(outcome.kind)
  return (await verifyCode(outcome.challenge.id, totp(DEMO_TOTP_SECRET, new Date()), VISIT)).session
}

const unpaid = (client: number, { world } = eu) =>
  world.store.first('invoices', "WHERE userid = ? AND status = 'Unpaid' ORDER BY id", client)?.id ?? 0

function pay(session: Session, invoice: number): Promise<URL> {
  const { location, person, email, clientId: client } = session
  const identity = { location, person, email, clientId: client ?? clientId(1) }
  const viewer = permit(makeViewer(identity, installation(location)), 'invoices')
  return openPayPage(viewer, { invoice, gateway: '' }, session)
}

/** How somebody got to WHMCS's page: its links are made there, those of single sign-on were asked for by the portal. */
function ways({ world } = eu): string[] {
  const asked = world.store.all('api_calls', "WHERE action = 'CreateSsoToken'").length
  const all = world.store.all('sso_tokens').length
  return [...Array<string>(all - asked).fill('link'), ...Array<string>(asked).fill('single sign-on')]
}

async function kept(): Promise<(string | null)[]> {
  const { db } = await store()
  return (await db.selectFrom('sessions').select('pay_session').execute()).map(({ pay_session }) => pay_session)
}

describe('the way to pay on 9.0', () => {
  test('is a link for this person, account and invoice, one after the other (seed: getpaymentgw)', async () => {
    const session = await enter('owner@example.com')
    const invoice = unpaid(1)
    const url = await pay(session, invoice)
    expect(url.origin).toBe(urls[0])
    expect(ways()).toEqual(['link'])
    expect(eu.world.store.all('sso_tokens')).toMatchObject([
      { user_id: 3, client_id: 1, redirect_path: `viewinvoice.php?id=${invoice}` },
    ])
    expect((await new Browser(url.origin).follow(url.href)).text).toContain('Pay with test card')
    expect((await new Browser(url.origin).follow(url.href)).text).toContain('<h1>Login</h1>')
    // The newest state was kept: the next one is a link again.
    await pay(session, invoice)
    expect(ways()).toEqual(['link', 'link'])
  })

  test('is one for the account that was chosen, of several', async () => {
    const before = await enter('agency@example.com')
    expect(before.clientId).toBeNull()
    const session = await chooseAccount(before, 3, VISIT)
    await pay(session, unpaid(3))
    expect(eu.world.store.all('sso_tokens')).toMatchObject([{ user_id: 5, client_id: 3 }])
    expect(ways()).toEqual(['link'])
  })

  test('is one after the second factor too', async () => {
    const session = await enter('twofactor@example.com')
    expect(await kept()).toEqual([expect.any(String)])
    await pay(session, unpaid(session.clientId ?? 0))
    expect(ways()).toEqual(['link'])
  })

  test('is single sign-on for whom WHMCS’s own sign-in proved: there was no password', async () => {
    const { session } = await signInWithIdentity(EU, 'owner@example.com', VISIT)
    expect(await kept()).toEqual([null])
    await pay(session, unpaid(1))
    expect(ways()).toEqual(['single sign-on'])
  })

  test('before 9.0, single sign-on, and no session is begun', async () => {
    eu.reset({ version: '8.13' })
    const session = await enter('owner@example.com')
    expect(await kept()).toEqual([null])
    await pay(session, unpaid(1))
    expect([ways(), eu.world.store.all('api_sessions')]).toEqual([['single sign-on'], []])
  })
})

describe('when there is no link, single sign-on', () => {
  const linkPath = (invoice: number) => `/api/v2/user/invoices/${invoice}/payment-link`

  test.each([
    ['its hour has passed', () => eu.world.clock.set(new Date(Date.now() + 3_601_000))],
    ['the thirty of five minutes are used up', () => eu.world.web.calls.set('127.0.0.1 payment-link', thirtyNow())],
    ['WHMCS has forgotten the session', () => eu.world.store.remove('api_sessions', 'WHERE id > 0')],
    ['the connection breaks', () => eu.world.faults.add([{ action: linkPath(unpaid(1)), fault: 'reset-before' }])],
    ['the answer is lost', () => eu.world.faults.add([{ action: linkPath(unpaid(1)), fault: 'apply-then-reset' }])],
    ['a page is answered', () => eu.world.faults.add([{ action: linkPath(unpaid(1)), fault: 'html' }])],
    ['the account has no UUID', () => eu.world.store.update('clients', 1, { uuid: '' })],
  ])('%s', async (_why, happens) => {
    const session = await enter('owner@example.com')
    const invoice = unpaid(1)
    expect(await kept()).toEqual([expect.any(String)])
    happens()
    const url = await pay(session, invoice)
    expect(url.pathname).toBe('/oauth/singlesignon.php')
    expect(ways()).toContain('single sign-on')
    // What failed once is forgotten.
    expect(await kept()).toEqual([null])
    eu.world.faults.clear()
    await pay(session, invoice)
    expect(eu.world.store.all('api_calls', "WHERE action = 'CreateSsoToken'")).toHaveLength(2)
  })

  test('for one of two at once: the states of a session go one after the other', async () => {
    const session = await enter('owner@example.com')
    const invoice = unpaid(1)
    const reached = await Promise.all([pay(session, invoice), pay(session, invoice)])
    expect(new Set(reached.map(({ href }) => href)).size).toBe(2)
    expect(ways()).toEqual(['link', 'single sign-on'])
    await pay(session, invoice)
    expect(ways()).toEqual(['link', 'link', 'single sign-on'])
  })

  test('somebody signs in although REST v2 does not answer', async () => {
    eu.world.faults.add([{ action: '/api/v2/user/session', fault: 'reset-before' }])
    const session = await enter('owner@example.com')
    await pay(session, unpaid(1))
    expect(ways()).toEqual(['single sign-on'])
  })
})

/** As many as WHMCS allows, a moment ago. */
function thirtyNow(): number[] {
  return Array<number>(30).fill(Date.now())
}

describe('the session that gives the links', () => {
  test('is sealed: its state is in no row of the store', async () => {
    const session = await enter('owner@example.com')
    const [sealed] = await kept()
    const { state } = (await unseal('pay-session', sealed ?? '')) ?? {}
    expect(state).toMatch(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/)
    for (const purpose of ['', 'challenge', 'device']) expect(await unseal(purpose, sealed ?? '')).toBeNull()
    await pay(session, unpaid(1))
    const { db } = await store()
    for (const table of ['sessions', 'challenges', 'audit', 'intents', 'counters', 'operations'] as const) {
      const rows = JSON.stringify(await db.selectFrom(table).selectAll().execute())
      expect(rows, table).not.toContain(String(state))
      expect(rows, table).not.toContain('atrium-demo')
    }
    expect(await kept()).not.toEqual([sealed])
  })

  test('goes with the portal’s session, however that ends', async () => {
    const endings: readonly ((session: Session) => Promise<unknown>)[] = [
      (session) => signOut(session, VISIT),
      async (session) => revokeSessionsOf((await store()).db, EU, session.person, new Date()),
      async (session) =>
        revokeSessionByHandle((await store()).db, EU, session.person, sessionHandle(session.id), new Date()),
    ]
    for (const end of endings) await end(await enter('owner@example.com'))
    expect(await kept()).toEqual([null, null, null])
    // A payment that was on its way brings nothing back.
    const late = await enter('owner@example.com')
    await Promise.all([pay(late, unpaid(1)), signOut(late, VISIT)])
    expect((await kept()).filter((one) => one !== null)).toEqual([])
  })

  test('is of one company and one person: in another row it opens nothing', async () => {
    const [here, there] = [await enter('owner@example.com'), await enter('owner@example.com', US)]
    await pay(there, unpaid(1, us))
    expect([ways(eu), ways(us)]).toEqual([[], ['link']])
    const { db } = await store()
    const own = await db.selectFrom('sessions').select('pay_session').where('location', '=', 'us').executeTakeFirst()
    await db
      .updateTable('sessions')
      .set({ pay_session: own?.pay_session ?? '' })
      .execute()
    await pay(here, unpaid(1))
    expect(ways(eu)).toEqual(['single sign-on'])
    const somebody = await enter('billing@example.com', US)
    await db
      .updateTable('sessions')
      .set({ pay_session: own?.pay_session ?? '' })
      .execute()
    await pay(somebody, unpaid(1, us))
    expect(ways(us)).toEqual(['link', 'single sign-on'])
  })
})

import { encode } from 'next-auth/jwt'
import { expect, test } from '../fixtures.ts'
import { actionNamed, callAction, signInRaw } from '../support/actions.ts'
import type { Portal } from '../support/portal.ts'
import { startPortal } from '../support/portal.ts'
import { PASSWORD } from '../support/sign-in.ts'
import { anyAddress, keepCookies, send } from '../support/wire.ts'

/** T04: a session is what the store says it is, and the cookie opens it only for as long as it lives. */

const SECRET = 'a-secret-of-the-browser-tests-and-of-nothing-else'
const ownerForm = { email: 'owner@example.com', password: PASSWORD }

function sessionIn(cookie: string): string {
  return /portal\.session=([^;]*)/.exec(cookie)?.[1] ?? ''
}

/** Which of the four ways into the portal a cookie opens: page, data of a page, file, action. */
async function opens(portal: Pick<Portal, 'url'>, cookie: string, headers: Record<string, string> = {}) {
  const page = await send(portal.url, '/invoices', { cookie, headers })
  const data = await send(portal.url, '/invoices?_rsc', { cookie, headers: { ...headers, rsc: '1' } })
  const file = await send(portal.url, '/invoices.csv', { cookie, headers })
  const act = await callAction(portal.url, actionNamed('account.choose'), { account: '987654' }, { cookie, headers })
  return {
    page: page.status === 200 && page.text.includes('<table'),
    data: data.status === 200 && data.text.includes('"rows":[{"id":'),
    file: file.status === 200,
    action: act.outcome === 'not_found',
  }
}

const ALL = { page: true, data: true, file: true, action: true }
const NONE = { page: false, data: false, file: false, action: false }

test('a session is begun anew at each sign-in, whatever cookie was there before', async ({ portal }) => {
  const attacker = await signInRaw(portal.url, 'third@example.com')
  for (const planted of [attacker, 'portal.session=planted', 'portal.session=']) {
    const answer = await callAction(portal.url, actionNamed('sign-in'), ownerForm, { cookie: planted })
    const victim = keepCookies(answer, planted)
    expect(sessionIn(victim)).not.toBe(sessionIn(planted))
    expect(await opens(portal, victim)).toEqual(ALL)
  }
  const { text } = await send(portal.url, '/invoices', { cookie: attacker })
  expect(text, 'the cookie that was planted is still the attacker’s own').toContain('third@example.com')
  expect(text).not.toContain('owner@example.com')
})

test('choosing an account begins a new session and ends the old one', async ({ portal }) => {
  const before = await signInRaw(portal.url, 'agency@example.com')
  const chosen = await callAction(portal.url, actionNamed('account.choose'), { account: '2' }, { cookie: before })
  const after = keepCookies(chosen, before)
  expect(sessionIn(after)).not.toBe(sessionIn(before))
  expect(await opens(portal, after)).toEqual(ALL)
  expect(await opens(portal, before)).toEqual(NONE)
  expect((await send(portal.url, '/accounts', { cookie: before })).headers['location']).toBe('/sign-in')
})

test('after signing out the cookie opens nothing any more; another device stays signed in', async ({ portal }) => {
  const one = await signInRaw(portal.url, 'owner@example.com')
  const other = await signInRaw(portal.url, 'owner@example.com')
  expect(await opens(portal, one)).toEqual(ALL)
  const out = await callAction(portal.url, actionNamed('sign-out'), {}, { cookie: one })
  expect(keepCookies(out, one)).not.toContain('portal.session')
  expect(await opens(portal, one)).toEqual(NONE)
  expect(await opens(portal, other)).toEqual(ALL)
  expect((await send(portal.url, '/sign-in?signed-out=1')).headers['clear-site-data']).toBe('"cache"')
})

test('the cookie and nothing else proves who one is', async ({ portal }) => {
  const cookie = await signInRaw(portal.url, 'owner@example.com')
  const token = sessionIn(cookie)
  expect(await opens(portal, '', { authorization: `Bearer ${token}` })).toEqual(NONE)
  expect(await opens(portal, '', { authorization: `Basic ${btoa(`owner@example.com:${PASSWORD}`)}` })).toEqual(NONE)
  for (const name of [
    'next-auth.session-token',
    '__Secure-next-auth.session-token',
    '__Host-portal.session',
    'Portal.Session',
  ]) {
    expect.soft(await opens(portal, `${name}=${token}`), name).toEqual(NONE)
  }
  expect((await send(portal.url, `/invoices?portal.session=${token}`)).status).toBe(307)
})

test('a cookie that is not ours, byte for byte, is nobody’s', async ({ portal }) => {
  const cookie = await signInRaw(portal.url, 'owner@example.com')
  const token = sessionIn(cookie)
  const parts = token.split('.')
  expect(parts).toHaveLength(5)
  const flipped = parts.flatMap((part, at) => {
    const middle = Math.floor(part.length / 2)
    const letter = part[middle] === 'A' ? 'B' : 'A'
    const altered = part === '' ? 'AAAA' : part.slice(0, middle) + letter + part.slice(middle + 1)
    return [parts.with(at, altered).join('.')]
  })
  const plain = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = plain({ sid: 'A'.repeat(43), exp: 4_102_444_800 })
  const device = /portal\.device=([^;]*)/.exec(cookie)?.[1] ?? ''
  const forged = [
    ...flipped,
    `${token}A`,
    token.slice(0, -2),
    [plain({ alg: 'none' }), claims, ''].join('.'),
    [plain({ alg: 'dir', enc: 'none' }), '', '', claims, ''].join('.'),
    parts.with(0, plain({ alg: 'none', enc: 'A256GCM' })).join('.'),
    await encode({ token: { sid: 'A'.repeat(43) }, secret: SECRET }),
    await encode({ token: { sid: 'A'.repeat(43) }, secret: 'a-secret-of-somebody-else-that-is-long-enough' }),
    await encode({ token: { email: 'owner@example.com', sub: '3', name: 'Jane' }, secret: SECRET }),
    await encode({ token: { sid: ['A'.repeat(43)] }, secret: SECRET }),
    device,
    'A'.repeat(20_000),
    '%00',
    '{"sid":"x"}',
  ]
  for (const value of forged) {
    expect.soft(await opens(portal, `portal.session=${value}`), value.slice(0, 60)).toEqual(NONE)
  }
  expect(await opens(portal, cookie)).toEqual(ALL)
})

test('what a broken cookie meets is the sign-in page, never an error', async ({ portal }) => {
  for (const value of ['x', 'A'.repeat(7000), '....', 'eyJ.eyJ.eyJ.eyJ.eyJ']) {
    const answer = await send(portal.url, '/', { cookie: `portal.session=${value}` })
    expect.soft(answer.headers['location'], value.slice(0, 20)).toBe('/sign-in')
    expect.soft((await send(portal.url, '/sign-in', { cookie: `portal.session=${value}` })).status).toBe(200)
  }
  expect(portal.log().filter(({ level }) => Number(level) >= 50)).toEqual([])
})

test('a session ends after 30 quiet minutes, and after 12 hours however busy', async ({ portal }) => {
  const cookie = await signInRaw(portal.url, 'owner@example.com')
  portal.ageSessions({ used: 29, begun: 29 })
  expect(await opens(portal, cookie)).toEqual(ALL)
  // That was a use: the half hour begins again.
  portal.ageSessions({ used: 29, begun: 29 })
  expect(await opens(portal, cookie)).toEqual(ALL)
  portal.ageSessions({ used: 31, begun: 31 })
  expect(await opens(portal, cookie)).toEqual(NONE)

  const busy = await signInRaw(portal.url, 'owner@example.com')
  portal.ageSessions({ begun: 11 * 60 + 59 })
  expect(await opens(portal, busy)).toEqual(ALL)
  portal.ageSessions({ begun: 2 })
  expect(await opens(portal, busy)).toEqual(NONE)
})

test('an account chosen late does not make a session younger', async ({ portal }) => {
  const before = await signInRaw(portal.url, 'agency@example.com')
  portal.ageSessions({ begun: 11 * 60 + 58 })
  const chosen = await callAction(portal.url, actionNamed('account.choose'), { account: '2' }, { cookie: before })
  const after = keepCookies(chosen, before)
  expect(await opens(portal, after)).toEqual(ALL)
  portal.ageSessions({ begun: 3 })
  expect(await opens(portal, after)).toEqual(NONE)
})

async function refusedOf(origin: string, tries: number, forwarded: (at: number) => string): Promise<number> {
  const answers = await Promise.all(
    Array.from({ length: tries }, (_, at) => {
      const form = { email: `somebody${at}@example.com`, password: 'guess' }
      return callAction(origin, actionNamed('sign-in'), form, { address: forwarded(at) })
    }),
  )
  return answers.filter(({ outcome }) => outcome === 'rate_limited').length
}

test('an address that a visitor made up earns no tries', async ({ portal, sandbox }) => {
  const real = anyAddress()
  // Behind one proxy the last entry is what the proxy saw; those before it are the visitor's story.
  expect(await refusedOf(portal.url, 24, () => `${anyAddress()}, ${real}`)).toBe(4)
  const alone = await startPortal({
    whmcsUrl: sandbox.url,
    logFile: 'test-results/logs/no-proxy-portal.log',
    env: { TRUSTED_PROXY_HOPS: '0' },
  })
  const refused = await refusedOf(alone.url, 24, anyAddress)
  await alone.stop()
  expect(refused).toBe(4)
})

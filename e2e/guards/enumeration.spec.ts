import { formOf } from '../access/expectations.ts'
import { expect, test } from '../fixtures.ts'
import type { Fields } from '../support/actions.ts'
import { actionNamed, callAction } from '../support/actions.ts'
import type { Portal } from '../support/portal.ts'
import { PASSWORD } from '../support/sign-in.ts'
import { anyAddress, send } from '../support/wire.ts'
import { mannWhitney } from './statistics.ts'

/** T01, T02, T03: who has an account here cannot be found out by trying, neither by what is answered nor by when. */

type Kinds = Readonly<Record<string, Fields>>

const SIGN_IN: Kinds = {
  unknown: { email: 'nobody-at-all@example.com', password: PASSWORD },
  wrong: { email: 'owner@example.com', password: 'not-the-password' },
  closed: { email: 'closed@example.com', password: PASSWORD },
}
const FORGOT: Kinds = {
  unknown: { email: 'nobody-at-all@example.com' },
  known: { email: 'owner@example.com' },
  closed: { email: 'closed@example.com' },
}
const REGISTER: Kinds = {
  free: { ...formOf('register'), email: 'nobody-at-all@example.com' },
  taken: { ...formOf('register'), email: 'owner@example.com' },
  closed: { ...formOf('register'), email: 'closed@example.com' },
}
const TRIES = 12

type Try = { readonly kind: string; readonly ms: number; readonly said: string }

async function attempt(origin: string, action: string, kind: string, fields: Fields): Promise<Try> {
  const since = performance.now()
  const answer = await callAction(origin, actionNamed(action), fields, { address: anyAddress() })
  const ms = performance.now() - since
  const { date, 'content-security-policy': policy, 'x-request-id': ref, ...headers } = answer.headers
  expect([date, policy, ref]).not.toContain(undefined)
  const text = answer.text.replace(/"ref":"[^"]*"/, '').replace(String(fields['email']), 'EMAIL')
  return { kind, ms, said: JSON.stringify({ status: answer.status, headers, text, cookies: answer.setCookies }) }
}

/** Side by side, so that whatever else this machine does meets all of them; each kind goes first equally often. */
async function sample(portal: Portal, action: string, kinds: Kinds): Promise<Try[]> {
  const tries: Try[] = []
  const all = Object.entries(kinds)
  for (let round = 0; round < TRIES; round += 1) {
    portal.forgetLimits()
    const first = round % all.length
    const order = [...all.slice(first), ...all.slice(0, first)]
    tries.push(...(await Promise.all(order.map(([kind, fields]) => attempt(portal.url, action, kind, fields)))))
  }
  return tries
}

function times(tries: readonly Try[], wanted: string, clock: (ms: number) => number): number[] {
  return tries.flatMap(({ kind, ms }) => (kind === wanted ? [clock(ms)] : []))
}

function different(tries: readonly Try[], clock: (ms: number) => number): string[] {
  const kinds = [...new Set(tries.map(({ kind }) => kind))].sort()
  const pairs = kinds.flatMap((one, at) => kinds.slice(at + 1).map((other) => [one, other] as const))
  return pairs
    .filter(([one, other]) => mannWhitney(times(tries, one, clock), times(tries, other, clock)) < 0.01)
    .map(String)
}

/** Of a hundred fair samples one looks unfair; a difference that exists shows in the next one as well. */
async function expectAlike(tries: readonly Try[], again: () => Promise<Try[]>, clock = (ms: number) => ms) {
  expect([...new Set(tries.map(({ said }) => said))]).toHaveLength(1)
  const first = different(tries, clock)
  const second = first.length === 0 ? [] : different(await again(), clock)
  expect(first.filter((pair) => second.includes(pair))).toEqual([])
}

test('unknown, wrong and closed are one answer, and on the whole second', async ({ portal, sandbox }) => {
  test.setTimeout(90_000)
  // WHMCS takes longer for one of them than for the others.
  await sandbox.fault({ action: 'GetClientsDetails', fault: 'latency', ms: 60 })
  await attempt(portal.url, 'sign-in', 'unknown', SIGN_IN['unknown'] ?? {})
  const again = () => sample(portal, 'sign-in', SIGN_IN)
  const tries = await again()
  for (const { kind, ms } of tries) expect.soft(ms, `${kind} is answered on the whole second`).toBeGreaterThan(990)
  // Milliseconds past a second; a little before one counts as a little before.
  await expectAlike(tries, again, (ms) => (ms + 200) % 1000)
})

const AFTERWARDS = [
  { what: 'a forgotten password', name: 'password.forgot', kinds: FORGOT, action: 'ResetPassword' },
  { what: 'registering', name: 'register', kinds: REGISTER, action: 'AddClient' },
] as const

for (const { what, name, kinds, action } of AFTERWARDS) {
  test(`${what}: one answer for whoever is known, before WHMCS is asked`, async ({ portal, sandbox }) => {
    test.setTimeout(90_000)
    await sandbox.fault({ action, fault: 'latency', ms: 800 })
    let asked = 0
    const again = () => {
      asked += TRIES * Object.keys(kinds).length
      return sample(portal, name, kinds)
    }
    // The first ones of a fresh server take longer.
    await again()
    const tries = await again()
    for (const { kind, ms } of tries) expect.soft(ms, `${kind} does not wait for WHMCS`).toBeLessThan(800)
    await expectAlike(tries, again)
    // It asks few at a time and turns the others away: WHMCS is not to be flooded. What was begun ends within this test.
    const ended = () => portal.log().filter((line) => line.event === 'action.afterwards' && line['name'] === name)
    await expect.poll(() => ended().length, { timeout: 30_000 }).toBe(asked)
    expect((await sandbox.calls(action)).length).toBeGreaterThan(3)
  })
}

test('a difference would show', () => {
  const some = [4, 9, 3, 7, 12, 5, 8, 6, 11, 10, 2, 13]
  expect(mannWhitney(some, some)).toBeGreaterThan(0.9)
  expect(
    mannWhitney(
      some,
      some.map((ms) => ms + 2),
    ),
  ).toBeGreaterThan(0.01)
  expect(
    mannWhitney(
      some,
      some.map((ms) => ms + 60),
    ),
  ).toBeLessThan(0.001)
})

test('guessing is slowed down for an address and for an account, and never asks WHMCS then', async ({
  portal,
  sandbox,
}) => {
  const signIn = actionNamed('sign-in')
  const guess = (email: string, address: string) =>
    callAction(portal.url, signIn, { email, password: 'guess' }, { address })
  const address = anyAddress()
  // One address against many accounts.
  const many = await Promise.all(Array.from({ length: 24 }, (_, at) => guess(`somebody${at}@example.com`, address)))
  expect(many.filter(({ outcome }) => outcome === 'rate_limited')).toHaveLength(4)
  // Many addresses against one account.
  await sandbox.forgetCalls()
  const one = await Promise.all(Array.from({ length: 14 }, () => guess('third@example.com', anyAddress())))
  expect(one.filter(({ outcome }) => outcome === 'rate_limited')).toHaveLength(4)
  expect(await sandbox.calls('ValidateLogin')).toHaveLength(10)
  // An account that does not exist is counted alike.
  const none = await Promise.all(Array.from({ length: 14 }, () => guess('nobody@example.com', anyAddress())))
  expect(none.filter(({ outcome }) => outcome === 'rate_limited')).toHaveLength(4)
})

test('the answer of a page says nothing about who exists either', async ({ portal }) => {
  const paths = ['/sign-in?email=owner@example.com', '/sign-in?email=nobody@example.com']
  const [known, unknown] = await Promise.all(paths.map((path) => send(portal.url, path)))
  expect(known?.status).toBe(unknown?.status)
  expect(known?.text).not.toContain('owner@example.com')
})

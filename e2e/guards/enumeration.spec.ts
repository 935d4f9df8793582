import { expect, test } from '../fixtures.ts'
import { actionNamed, callAction } from '../support/actions.ts'
import type { Portal } from '../support/portal.ts'
import { PASSWORD } from '../support/sign-in.ts'
import { anyAddress, send } from '../support/wire.ts'
import { mannWhitney } from './statistics.ts'

/** T01: who has an account here cannot be found out by trying, neither by what is answered nor by when. */

const KINDS = {
  unknown: { email: 'nobody-at-all@example.com', password: PASSWORD },
  wrong: { email: 'owner@example.com', password: 'not-the-password' },
  closed: { email: 'closed@example.com', password: PASSWORD },
} as const
const TRIES = 12

type Try = { readonly kind: string; readonly ms: number; readonly said: string }

async function attempt(origin: string, kind: keyof typeof KINDS): Promise<Try> {
  const { email, password } = KINDS[kind]
  const since = performance.now()
  const answer = await callAction(origin, actionNamed('sign-in'), { email, password }, { address: anyAddress() })
  const ms = performance.now() - since
  const { date, 'content-security-policy': policy, 'x-request-id': ref, ...headers } = answer.headers
  expect([date, policy, ref]).not.toContain(undefined)
  const text = answer.text.replace(/"ref":"[^"]*"/, '').replace(email, 'EMAIL')
  return { kind, ms, said: JSON.stringify({ status: answer.status, headers, text, cookies: answer.setCookies }) }
}

const ORDERS = [
  ['unknown', 'wrong', 'closed'],
  ['closed', 'unknown', 'wrong'],
  ['wrong', 'closed', 'unknown'],
] as const
const PAIRS = [
  ['unknown', 'wrong'],
  ['unknown', 'closed'],
  ['wrong', 'closed'],
] as const

/** Side by side, so that whatever else this machine does meets all of them; each kind goes first equally often. */
async function sample(portal: Portal): Promise<Try[]> {
  const tries: Try[] = []
  for (let round = 0; round < TRIES; round += 1) {
    portal.forgetLimits()
    const order = ORDERS[round % ORDERS.length] ?? ORDERS[0]
    tries.push(...(await Promise.all(order.map((kind) => attempt(portal.url, kind)))))
  }
  return tries
}

/** Milliseconds past a second; a little before one counts as a little before. */
function times(tries: readonly Try[], wanted: string): number[] {
  return tries.flatMap(({ kind, ms }) => (kind === wanted ? [(ms + 200) % 1000] : []))
}

function different(tries: readonly Try[]): string[] {
  return PAIRS.filter(([one, other]) => mannWhitney(times(tries, one), times(tries, other)) < 0.01).map(String)
}

test('unknown, wrong and closed are one answer, and on the whole second', async ({ portal, sandbox }) => {
  test.setTimeout(90_000)
  // WHMCS takes longer for one of them than for the others.
  await sandbox.fault({ action: 'GetClientsDetails', fault: 'latency', ms: 60 })
  await attempt(portal.url, 'unknown')
  const tries = await sample(portal)
  expect([...new Set(tries.map(({ said }) => said))]).toHaveLength(1)
  for (const { kind, ms } of tries) expect.soft(ms, `${kind} is answered on the whole second`).toBeGreaterThan(990)

  // Of a hundred fair samples one looks unfair; a difference that exists shows in the next one as well.
  const first = different(tries)
  const second = first.length === 0 ? [] : different(await sample(portal))
  expect(first.filter((pair) => second.includes(pair))).toEqual([])
})

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

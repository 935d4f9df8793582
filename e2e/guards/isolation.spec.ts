import { expect, test } from '../fixtures.ts'
import { placeOf } from '../access/expectations.ts'
import { actionNamed, callAction, PAGES, ROUTES, signInRaw } from '../support/actions.ts'
import { filesBelow, filesWith } from '../support/tree.ts'
import type { Answer } from '../support/wire.ts'
import { keepCookies, send } from '../support/wire.ts'

/** T16: what belongs to one customer is never in an answer to another, whatever is asked, in whatever order. */

const REQUESTS = 500
const AT_ONCE = 6
const SEED = 20_261_121

/** What names an object is asked for more often than its share. */
const ALL = [...PAGES, ...ROUTES]
const NAMING = ALL.filter(({ name }) => name.includes('['))

type Person = { readonly client: number; readonly cookie: string }
type Asked = { readonly who: Person; readonly path: string; readonly method: string; readonly rsc: boolean }

/** The same order on every run, so that a failure can be seen again. (mulberry32) */
function dice(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

async function everybody(origin: string): Promise<Person[]> {
  const agency = await signInRaw(origin, 'agency@example.com')
  const chosen = await callAction(origin, actionNamed('account.choose'), { account: '2' }, { cookie: agency })
  return [
    { client: 1, cookie: await signInRaw(origin, 'owner@example.com') },
    { client: 2, cookie: keepCookies(chosen, agency) },
    { client: 3, cookie: await signInRaw(origin, 'third@example.com') },
    { client: 7, cookie: await signInRaw(origin, 'neighbour@example.com') },
  ]
}

const TAILS = [
  '',
  '',
  '',
  '?page=1',
  '?status=paid',
  '?q=MARKER',
  '.css',
  '.js',
  '.png',
  '/nothing',
  '%2f1.css',
  '?_rsc=1',
]
const LOST = [
  '/nowhere',
  '/robots.txt',
  '/favicon.ico',
  '/_next/image?url=/icon.svg&w=64&q=75',
  '/_next/data/x/invoices.json',
]

type Ids = Readonly<Record<number, readonly number[]>>

function makeRequest(roll: (below: number) => number, people: readonly Person[], ids: Ids): Asked {
  const pick = <T>(list: readonly T[]): T => {
    const item = list[roll(list.length)]
    if (item === undefined) throw new Error('There is nothing to choose from')
    return item
  }
  const who = pick(people)
  // Mostly one's own invoice, else anybody's.
  const id = pick(ids[roll(3) > 0 ? who.client : pick(people).client] ?? [])
  const whole = placeOf(pick(roll(2) === 0 ? NAMING : ALL).name).at(id)
  const path = roll(10) === 0 ? pick(LOST) : roll(2) === 0 ? whole : whole + pick(TAILS)
  const method = roll(8) === 0 ? 'HEAD' : 'GET'
  const rsc = method === 'GET' && roll(3) === 0
  return {
    who,
    path: rsc && !path.includes('_rsc') ? `${path}${path.includes('?') ? '&' : '?'}_rsc` : path,
    method,
    rsc,
  }
}

function strangers(answer: Answer, client: number): string[] {
  const everything = `${JSON.stringify(answer.headers)}\n${answer.text}`
  return [...everything.matchAll(/(?:MARKER|CANARY)-(?:C(\d+)|LARGE)[\w-]*/g)].flatMap(([mark, owner]) =>
    mark.startsWith('MARKER') && Number(owner) === client ? [] : [mark],
  )
}

test('hundreds of interleaved requests: nobody gets what is somebody else’s, and nobody may keep anything', async ({
  portal,
  sandbox,
}) => {
  test.setTimeout(90_000)
  const { invoices } = await sandbox.state('invoices')
  const people = await everybody(portal.url)
  const ids = Object.fromEntries(
    people.map(({ client }) => [client, invoices.filter(({ userid }) => userid === client).map(({ id }) => id)]),
  )
  const roll = dice(SEED)
  const queue = Array.from({ length: REQUESTS }, () => makeRequest(roll, people, ids))
  const own = new Map(people.map(({ client }) => [client, 0]))
  const leaks: string[] = []
  const kept: string[] = []

  const worker = async () => {
    for (let asked = queue.pop(); asked; asked = queue.pop()) {
      const { who, path, method, rsc } = asked
      const answer = await send(portal.url, path, { cookie: who.cookie, method, headers: rsc ? { rsc: '1' } : {} })
      const label = `client ${who.client}: ${method}${rsc ? ' (RSC)' : ''} ${path} → ${answer.status}`
      for (const mark of strangers(answer, who.client)) leaks.push(`${label}: ${mark}`)
      if (answer.text.includes(`MARKER-C${who.client}-`)) own.set(who.client, (own.get(who.client) ?? 0) + 1)
      if (!/\b(private|no-cache), ?.*no-store|^no-store$/.test(answer.headers['cache-control'] ?? '')) {
        kept.push(`${label}: ${answer.headers['cache-control']}`)
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))

  expect(leaks).toEqual([])
  expect(kept).toEqual([])
  // The run has seen customer data of each of them, or it would have proved nothing.
  for (const [client, times] of own) expect(times, `own data of client ${client}`).toBeGreaterThan(2)
})

test('nothing of a customer is left in a cache on the disk', async ({ portal }) => {
  const people = await everybody(portal.url)
  for (const { cookie } of people) {
    for (const path of ['/', '/invoices', '/invoices.csv']) {
      expect((await send(portal.url, path, { cookie })).status).toBe(200)
    }
  }
  const marks = ['MARKER-C', 'CANARY-', 'owner@example.com', 'portal.session=']
  expect(filesWith('.next/cache', marks)).toEqual([])
  const written = filesBelow('.next/server').filter((file) => /\.(html|rsc|meta|body)$/.test(file))
  expect(written.filter((file) => !/_global-error|_not-found|icon\.svg|pages\/(404|500)/.test(file))).toEqual([])
})

test('an answer is never shared between two people who ask at the same moment', async ({ portal }) => {
  const people = await everybody(portal.url)
  for (let round = 0; round < 8; round += 1) {
    const answers = await Promise.all(
      people.map(async (who) => ({ who, answer: await send(portal.url, '/invoices', { cookie: who.cookie }) })),
    )
    for (const { who, answer } of answers) {
      expect(strangers(answer, who.client)).toEqual([])
      expect(answer.status).toBe(200)
    }
    const sets = answers.map(({ answer }) => answer.headers['x-request-id'])
    expect(new Set(sets).size).toBe(people.length)
  }
})

test('another person’s cookie beside one’s own opens nothing of theirs', async ({ portal }) => {
  const [one, two] = await everybody(portal.url)
  if (!one || !two) throw new Error('Nobody is signed in')
  const answer = await send(portal.url, '/invoices', { cookie: `${one.cookie}; ${two.cookie}` })
  const marks = new Set([...answer.text.matchAll(/MARKER-C(\d+)/g)].map(([, client]) => client))
  expect(marks.size).toBeLessThan(2)
})

import { placeOf } from '../access/expectations.ts'
import { expect, test } from '../fixtures.ts'
import { ACTIONS, callAction, PAGES, ROUTES, signInRaw, submitForm } from '../support/actions.ts'
import { filesBelow } from '../support/tree.ts'
import type { Answer } from '../support/wire.ts'
import { send } from '../support/wire.ts'
import type { Kind } from './policy.ts'
import { cookieFaults, headerFaults, nonceOf, parseCookie } from './policy.ts'

/** Headers that Next believes when they come from its own parts, and a visitor may send as well. */
const FORGED = {
  'content-security-policy': "script-src 'nonce-f0rgedf0rgedf0rgedchose==' 'unsafe-inline' *",
  'content-security-policy-report-only': "script-src 'nonce-f0rgedf0rgedf0rgedchose=='",
  'x-nonce': 'f0rgedf0rgedf0rgedchose==',
  'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware',
  'x-middleware-override-headers': 'cookie',
  'x-middleware-set-cookie': 'f0rged=1',
  'x-middleware-rewrite': '/accounts',
  'x-forwarded-host': 'f0rged.example',
  'x-forwarded-proto': 'https',
  'x-matched-path': '/accounts',
  'x-invoke-path': '/accounts',
  'x-invoke-status': '200',
  'x-nextjs-data': '1',
  'x-request-id': 'f0rged-id',
  'x-original-url': '/accounts',
  forwarded: 'host=f0rged.example',
} as const

const BEYOND = [
  '/nowhere',
  '/robots.txt',
  '/favicon.ico',
  '/invoices/999999',
  '/invoices/x/y',
  '/_error',
  '/_global-error',
  '/404',
  '/500',
  '/%',
  '/brand/nothing.svg',
]

function kindOf(name: string): Kind {
  if (name === '/emails/[emailId]/body') return 'mail'
  return ROUTES.some((route) => route.name === name) ? 'data' : 'document'
}

type Labelled = { readonly label: string; readonly answer: Answer; readonly kind: Kind }

async function crawl(origin: string, cookie: string): Promise<Labelled[]> {
  const seen: Labelled[] = []
  const look = async (label: string, kind: Labelled['kind'], answer: Promise<Answer>) =>
    seen.push({ label, kind, answer: await answer })
  const people = [{}, { cookie }]
  for (const person of people) {
    for (const { name } of [...PAGES, ...ROUTES]) {
      const path = placeOf(name).at(12)
      const kind = kindOf(name)
      await look(`GET ${path}`, kind, send(origin, path, person))
      await look(`HEAD ${path}`, kind, send(origin, path, { ...person, method: 'HEAD' }))
      await look(`RSC ${path}`, kind, send(origin, `${path}?_rsc`, { ...person, headers: { rsc: '1' } }))
      await look(`RSC ${path}, by hand`, kind, send(origin, path, { ...person, headers: { rsc: '1' } }))
      for (const method of ['PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE', 'PROPFIND']) {
        await look(`${method} ${path}`, kind, send(origin, path, { ...person, method }))
      }
    }
    for (const path of BEYOND) await look(`GET ${path}`, 'document', send(origin, path, person))
    for (const endpoint of ACTIONS) {
      // Signing out here would end the session that the rest of the crawl needs.
      if (endpoint.name === 'sign-out' && 'cookie' in person) continue
      await look(endpoint.name, 'document', callAction(origin, endpoint, {}, person))
      await look(`${endpoint.name}, as a form`, 'document', submitForm(origin, endpoint, {}, person))
      const evil = { ...person, headers: { origin: 'https://evil.example' } }
      await look(`${endpoint.name}, from elsewhere`, 'document', callAction(origin, endpoint, {}, evil))
    }
  }
  return seen
}

test('every answer carries the headers of the table, and a nonce of its own', async ({ portal, sandbox }) => {
  test.setTimeout(90_000)
  const cookie = await signInRaw(portal.url, 'owner@example.com')
  const seen = await crawl(portal.url, cookie)
  expect(seen.length).toBeGreaterThan(300)
  const faults = seen.flatMap(({ label, kind, answer }) =>
    headerFaults(answer, kind, sandbox.url).map((fault) => `${label} → ${answer.status}: ${fault}`),
  )
  expect(faults).toEqual([])

  const refused = seen.filter(({ label }) => /^(PUT|DELETE|OPTIONS|PATCH|TRACE|PROPFIND) /.test(label))
  expect(refused.filter(({ answer }) => answer.status !== 405).map(({ label }) => label)).toEqual([])

  const nonces = seen.flatMap(({ kind, answer }) =>
    kind === 'document' ? [nonceOf(answer.headers['content-security-policy'] ?? '')] : [],
  )
  expect(nonces.length).toBeGreaterThan(200)
  expect(new Set(nonces).size).toBe(nonces.length)

  const cookies = seen.flatMap(({ label, answer }) =>
    answer.setCookies.flatMap((line) => cookieFaults(parseCookie(line), false).map((fault) => `${label}: ${fault}`)),
  )
  expect(cookies).toEqual([])
})

test('the nonce of the header is the nonce of the document, and of nothing else in it', async ({ portal }) => {
  const cookie = await signInRaw(portal.url, 'owner@example.com')
  for (const path of ['/', '/invoices', '/sign-in/verify', '/nowhere']) {
    const { headers, text } = await send(portal.url, path, { cookie })
    const nonce = nonceOf(headers['content-security-policy'] ?? '')
    const scripts = [...text.matchAll(/<(?:script|style)\b([^>]*)>/g)].map(([, attributes]) => attributes ?? '')
    expect(scripts.length, path).toBeGreaterThan(3)
    expect(
      scripts.filter((attributes) => !attributes.includes(`nonce="${nonce}"`)),
      path,
    ).toEqual([])
    expect(text, path).not.toMatch(/<[^>]*\s(?:style|on[a-z]+)=/)
  }
})

test('what a visitor forges changes nothing', async ({ portal, sandbox }) => {
  const cookie = await signInRaw(portal.url, 'billing@example.com')
  const paths = ['/', '/invoices', '/accounts', '/nowhere', '/sign-in', '/invoices.csv', '/invoices/999999']
  // The portal's own address may be written out or not.
  const target = ({ headers }: Answer) => headers['location'] && new URL(headers['location'], portal.url).href
  const changed: string[] = []
  for (const person of [{}, { cookie }]) {
    for (const path of paths) {
      const plain = await send(portal.url, path, person)
      for (const [name, value] of Object.entries(FORGED)) {
        const answer = await send(portal.url, path, { ...person, headers: { [name]: value } })
        const label = `${path} with ${name}`
        const kind = path.endsWith('.csv') ? 'data' : 'document'
        if (answer.status !== plain.status) changed.push(`${label}: ${answer.status}`)
        if (target(answer) !== target(plain)) changed.push(`${label}: ${target(answer)}`)
        if (answer.setCookies.join() !== plain.setCookies.join()) changed.push(`${label}: ${answer.setCookies}`)
        changed.push(...headerFaults(answer, kind, sandbox.url).map((fault) => `${label}: ${fault}`))
        if (/f0rged/.test(JSON.stringify(answer.headers) + answer.text)) changed.push(`${label}: echoed`)
      }
    }
  }
  expect(changed).toEqual([])
})

test('files of the build may be kept, set no cookie and are what they say', async ({ portal }) => {
  const cookie = await signInRaw(portal.url, 'owner@example.com')
  const files = filesBelow('.next/static').map((file) => file.replace('.next', '/_next'))
  for (const path of [...files, '/_next/static/nothing.js']) {
    const answer = await send(portal.url, path, { cookie })
    expect.soft(headerFaults(answer, 'file', ''), path).toEqual([])
    expect.soft(answer.setCookies, path).toEqual([])
    if (answer.status === 200) expect.soft(answer.headers['cache-control'], path).toContain('immutable')
    if (path.endsWith('.js') && answer.status === 200) {
      expect.soft(answer.headers['content-type'], path).toMatch(/^(application|text)\/javascript/)
    }
  }
  expect(files.length).toBeGreaterThan(5)
})

import type { Page } from '@playwright/test'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { placeOf } from './access/expectations.ts'
import { expect, test } from './fixtures.ts'
import { PAGES } from './support/actions.ts'
import { enterAccount } from './support/agents.ts'
import { send } from './support/wire.ts'

const BAR = 'data-support-bar'
/** The agents' own console, and what is there before anybody has signed in. */
const ELSEWHERE = /^\/(agent|sign-in|register|forgot-password|reset-password|floor|_not-found)/

/** As the server sends it, before any script runs. */
const MARKED = { title: '<title>[Support] ', ground: 'content="#fff4d7"' }
const marks = (text: string) => [text.includes(BAR), text.includes(MARKED.title), text.includes(MARKED.ground)]
const ALL = [true, true, true]
const NONE = [false, false, false]

const bar = (page: Page) => page.getByRole('region', { name: 'Support access' })

async function cookieOf(page: Page): Promise<string> {
  return (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
}

/** Everything that a folder holds, as text. */
function textsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'latin1'))
}

// Letters J, M, O and T of docs/security.md, "Letters": one walk, because it takes its time.
test('an agent walks through two accounts: bar, title and ground of every page say so, nothing of one is in the other, nothing moves, no words are kept', async ({
  page,
  signInAsAgent,
  portal,
  sandbox,
  browserErrors,
}) => {
  test.setTimeout(120_000)
  browserErrors.allow(/status of (404|500|503)|error #441/)
  await sandbox.api('OpenTicket', { clientid: '2', deptid: '1', subject: 'Question', message: 'Of the second' })
  await signInAsAgent('/agent/clients/1')
  const tables = ['clients', 'invoices', 'tickets', 'users', 'contacts', 'emails', 'services', 'domains'] as const
  const before = await sandbox.state(...tables)
  const kept = ['sessions', 'challenges', 'intents', 'operations'] as const
  const own = () => JSON.stringify(kept.map((table) => portal.rows(table)))
  const held = own()
  await enterAccount(page, portal)
  await expect(bar(page)).toBeVisible()
  let cookie = await cookieOf(page)
  const invoice = before.invoices.find(({ userid }) => userid === 1)?.id ?? 0
  const walk = async (): Promise<string[]> => {
    const answers: string[] = []
    for (const { name } of PAGES.filter((one) => !ELSEWHERE.test(one.name))) {
      const { status, text } = await send(portal.url, placeOf(name).at(invoice), { cookie })
      if (status >= 300 && status < 400) continue
      expect([200, 404], name).toContain(status)
      expect(marks(text), name).toEqual(ALL)
      answers.push(text)
    }
    return answers
  }
  const first = await walk()
  expect(first.length).toBeGreaterThan(30)
  const missing = await send(portal.url, '/no-such-page', { cookie })
  expect([missing.status, ...marks(missing.text)]).toEqual([404, ...ALL])
  await sandbox.fault({ action: 'GetInvoices', fault: 'html', times: 20 })
  const broken = await send(portal.url, '/invoices', { cookie })
  expect([broken.status, ...marks(broken.text)]).toEqual([503, ...ALL])
  await sandbox.heal()
  await page.goto('/security')
  await expect(page.getByRole('heading', { name: 'What happened in this account' })).toBeVisible()
  await expect(page).toHaveTitle(/^\[Support\] Security/)
  // Where everything fails: what cannot be put on record is not shown.
  portal.trailWorks(false)
  await page.goto('/credit')
  await expect(page.getByRole('heading', { name: 'Something went wrong' })).toBeVisible()
  await expect(bar(page)).toBeVisible()
  await expect(page).toHaveTitle(/^\[Support\] /)
  portal.trailWorks(true)
  await page.goto('/accounts')
  await expect(page.getByText('It belongs to the person who signs in, not to the account.')).toBeVisible()
  await page.goto('/invoices')
  // Also where a script fetches the next page.
  await page.getByRole('link', { name: 'Services' }).first().click()
  await expect(page).toHaveTitle(/^\[Support\] Services/)
  await page.emulateMedia({ media: 'print' })
  await expect(bar(page)).toBeVisible()
  await page.emulateMedia({ media: 'screen' })
  // Neither WHMCS nor the portal holds anything else than before: the visit alone was written down.
  expect(await sandbox.state(...tables)).toEqual(before)
  expect(own()).toBe(held)
  expect((await sandbox.calls('ValidateLogin')).length).toBe(0)

  await bar(page).getByRole('button', { name: 'Leave the account' }).click()
  await expect(page).toHaveURL(/\/agent\/clients\/1/)
  // Nothing of it was kept: Back asks again, and there is nobody.
  await page.goBack()
  await expect(page).toHaveURL(/\/agent$/)
  expect(marks((await send(portal.url, '/no-such-page', {})).text)).toEqual(NONE)

  await page.goto('/agent/clients/2')
  await enterAccount(page, portal)
  await expect(bar(page)).toBeVisible()
  cookie = await cookieOf(page)
  const second = await walk()
  expect(second.length).toBeGreaterThan(25)
  const markers = ['owner@example.com', 'Olivia']
  expect(markers.filter((marker) => first.some((text) => text.includes(marker)))).not.toEqual([])
  for (const marker of markers)
    expect(
      second.some((text) => text.includes(marker)),
      marker,
    ).toBe(false)
  expect(textsIn('.next/cache').some((text) => text.includes('owner@example.com'))).toBe(false)

  // Of what stood on the pages nothing is in the audit or the log.
  const words = [...before.tickets.map(({ subject }) => subject), ...before.clients.map(({ address1 }) => address1)]
  const told = JSON.stringify(portal.rows('audit')) + portal.output()
  expect(words.filter((word) => word.length > 5 && told.includes(word))).toEqual([])
  expect(told).not.toMatch(/CANARY|MARKER/)
})

// Letter C: what next-auth's own session endpoint lets a browser write is nobody's right.
test('a customer who writes a grant into their own token stays who they are, and a token without its cookie is nobody’s', async ({
  page,
  signInAs,
  portal,
}) => {
  await signInAs('empty@example.com')
  const cookie = await cookieOf(page)
  const before = await send(portal.url, '/invoices', { cookie })
  const csrf = await send(portal.url, '/api/auth/csrf', { cookie })
  const token: unknown = csrf.status === 200 ? JSON.parse(csrf.text) : {}
  const forged = { act: 'agent:1', clientId: 1, client: 1, role: 'lead', impersonating: 1, grant: 'x', sid: 'x' }
  const answer = await send(portal.url, '/api/auth/session', {
    method: 'POST',
    cookie,
    headers: { 'content-type': 'application/json', origin: portal.url, 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ ...(typeof token === 'object' ? token : {}), data: forged }),
  })
  expect(answer.text).not.toMatch(/agent|impersonating/)
  const jar = `${cookie}; ${answer.setCookies.map((line) => line.split(';')[0]).join('; ')}`
  for (const held of [cookie, jar]) {
    const after = await send(portal.url, '/invoices', { cookie: held })
    expect(after.status).toBe(before.status)
    expect(after.text).not.toContain(BAR)
    expect((await send(portal.url, '/agent', { cookie: held })).headers['location']).toBe('/agent/sign-in')
  }
  expect(portal.rows('grants').filter(({ handle_hash }) => handle_hash === 'x')).toEqual([])
  const sealed = cookie
    .split('; ')
    .find((pair) => pair.startsWith('portal.session='))
    ?.slice('portal.session='.length)
  expect(sealed?.length).toBeGreaterThan(20)
  for (const path of ['/invoices', '/invoices.csv', '/']) {
    const bearer = await send(portal.url, path, { headers: { authorization: `Bearer ${sealed ?? ''}` } })
    expect(bearer.status, path).toBeGreaterThanOrEqual(300)
    expect(bearer.headers['location'], path).toContain('/sign-in')
  }
})

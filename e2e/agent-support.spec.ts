import type { Page } from '@playwright/test'
import { DEMO_TOTP_SECRET } from '../sandbox/seed/people.ts'
import { formOf, placeOf, writesOf } from './access/expectations.ts'
import { expect, test } from './fixtures.ts'
import { ACTIONS, actionNamed, callAction, PAGES, ROUTES } from './support/actions.ts'
import { codeOf, enterAccount, SUPPORT_REASON } from './support/agents.ts'
import { errorSummary } from './support/forms.ts'
import type { Portal } from './support/portal.ts'
import { send } from './support/wire.ts'

const bar = (page: Page) => page.getByRole('region', { name: 'Support access' })
const audit = (portal: Portal) => portal.rows('audit').filter(({ event }) => String(event).startsWith('support.'))

async function cookieOf(page: Page): Promise<string> {
  return (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
}

test('an agent enters with a reason and a ticket, reads, and leaves; the customer sees who, when, why and what', async ({
  page,
  signInAsAgent,
  signInAs,
  visitor,
  sandbox,
  portal,
  browserErrors,
}) => {
  browserErrors.allow(/status of 404/)
  await signInAsAgent('/agent/clients/1')
  await enterAccount(page, portal, 'too short')
  await expect(errorSummary(page)).toContainText('at least 15 characters')
  await page.getByLabel('Reason').fill(SUPPORT_REASON)
  await page.getByLabel('Code from your authenticator app').fill('000000')
  await page.getByRole('button', { name: 'Enter the account' }).click()
  await expect(errorSummary(page)).toContainText('code')
  await expect(page.getByLabel('Reason')).toHaveValue(SUPPORT_REASON)
  await page.getByLabel('Code from your authenticator app').fill(codeOf(DEMO_TOTP_SECRET))
  await page.getByRole('button', { name: 'Enter the account' }).click()

  await expect(bar(page)).toBeVisible()
  await expect(bar(page)).toContainText('Read only:')
  await expect(bar(page)).toContainText(/\d+:\d\d left/)
  await expect(page).toHaveTitle(/^\[Support\]/)
  await page.goto('/invoices')
  await expect(page.getByRole('rowheader').first()).toBeVisible()
  await page.goto('/no-such-page')
  await expect(bar(page)).toBeVisible()
  // A form is there to be seen, and does nothing.
  await page.goto('/contacts/new')
  await page.getByLabel('First name').fill('Zoë')
  await page.getByLabel('Last name').fill('Zimmer')
  await page.getByLabel('Email', { exact: true }).fill('zoe@example.net')
  await page.getByRole('button', { name: 'Add contact' }).click()
  await expect(errorSummary(page)).toContainText('You are in this account to read. Nothing was changed.')

  // It is written when the answer has been sent.
  const noted = async () => (await sandbox.calls('LogActivity')).map(({ params }) => params['description'])
  await expect.poll(noted).toEqual([expect.stringContaining('Sam King')])

  const customer = await visitor()
  await signInAs('owner@example.com', '/', customer)
  await customer.getByRole('link', { name: 'Support is in your account' }).click()
  await expect(customer.getByText('Sam King (support) is in your account')).toBeVisible()
  await expect(customer.getByRole('main')).toContainText(SUPPORT_REASON)
  await customer.getByText(/pages? (was|were) opened/).click()
  await expect(customer.getByRole('main')).toContainText('/invoices')
  await expect(customer.getByRole('main')).toContainText('1 thing was tried that is not possible there.')
  await expect.poll(() => portal.mails().at(-1)).toContain('Sam King')

  // Another customer can end nothing of it.
  const stranger = await visitor()
  await signInAs('empty@example.com', '/', stranger)
  const grant = String(portal.rows('grants').at(-1)?.['id'])
  const foreign = { grant, intent: crypto.randomUUID() }
  const tried = await callAction(portal.url, actionNamed('support.end'), foreign, { cookie: await cookieOf(stranger) })
  expect(tried.outcome).toBe('not_found')
  expect(portal.rows('grants').at(-1)).toMatchObject({ ended_at: null })

  // The customer ends it: the agent's next click is refused.
  await customer.getByRole('main').getByRole('button', { name: 'End now' }).click()
  await expect(customer.getByText('you ended it')).toBeVisible()
  const file = await (await customer.request.get('/support-access.csv')).text()
  for (const told of ['Sam King', SUPPORT_REASON, 'support.view,done,/invoices', 'support.ended,done,customer']) {
    expect(file).toContain(told)
  }
  await page.goto('/invoices')
  await expect(page).toHaveURL('/agent?ended=1')
  await expect(page.getByText('You are no longer in the account.')).toBeVisible()
  expect(portal.rows('grants').at(-1)).toMatchObject({ ended_by: 'customer' })
  expect((await sandbox.calls('ValidateLogin')).length).toBe(0)
})

test('leaving ends it and signs nobody in; twice is once, and an old cookie opens nothing', async ({
  page,
  signInAsAgent,
  signInAs,
  visitor,
  portal,
}) => {
  await signInAsAgent('/agent/clients/1')
  await enterAccount(page, portal)
  await expect(bar(page)).toBeVisible()
  const cookie = await cookieOf(page)
  await bar(page).getByRole('button', { name: 'Leave the account' }).click()
  await expect(page).toHaveURL(/\/agent\/clients\/1/)
  await expect(bar(page)).toHaveCount(0)
  const before = audit(portal).length
  expect((await callAction(portal.url, actionNamed('support.leave'), {}, { cookie })).outcome).toBe('redirect')
  expect(audit(portal).length).toBe(before)
  expect((await send(portal.url, '/invoices', { cookie })).headers['location']).toBe('/agent?ended=1')
  const customer = await visitor()
  await signInAs('owner@example.com', '/', customer)
  const own = await cookieOf(customer)
  expect((await callAction(portal.url, actionNamed('support.leave'), {}, { cookie: own })).outcome).toBe('forbidden')
  // Nobody enters an account from a browser in which a customer is signed in.
  await signInAsAgent('/agent/clients/1')
  const grants = portal.rows('grants').length
  const form = { client: '1', location: '', ticket: '', reason: SUPPORT_REASON, code: '000000' }
  const beside = `${await cookieOf(page)}; ${own}`
  for (const [action, fields] of [
    ['support.begin', form],
    ['support.begin.allowed', {}],
  ] as const) {
    const { text } = await callAction(portal.url, actionNamed(action), fields, { cookie: beside })
    expect(text, action).toContain('You are signed in as a customer in this browser.')
  }
  expect(portal.rows('grants')).toHaveLength(grants)
  // The customer's cookie beside a living grant counts for nothing.
  await enterAccount(page, portal)
  await expect(bar(page)).toBeVisible()
  const both = `${await cookieOf(page)}; ${own}`
  const asked = await callAction(portal.url, actionNamed('sign-out'), { intent: crypto.randomUUID() }, { cookie: both })
  expect(asked.outcome).toBe('forbidden')
  await customer.reload()
  await expect(customer.getByRole('heading', { level: 1 })).toBeVisible()
})

test('every page, route and action of the build, called raw under a grant, is refused or on record, and WHMCS only read', async ({
  page,
  signInAsAgent,
  portal,
  sandbox,
  whmcsVersion,
}) => {
  test.setTimeout(180_000)
  await signInAsAgent('/agent/clients/1')
  await enterAccount(page, portal)
  await expect(bar(page)).toBeVisible()
  const cookie = await cookieOf(page)
  await sandbox.forgetCalls()
  const { invoices } = await sandbox.state('invoices')
  const own = invoices.find(({ userid, status }) => userid === 1 && status === 'Unpaid')?.id ?? 0
  /** The agents' own console, and what is the same for everybody. */
  const ELSEWHERE =
    /^(agent\.|support\.(begin|leave|read)|preferences\.)|^\/(agent|api\/(agent|auth|health|billing|regions)|floor|csp-report)/
  const missed: string[] = []
  const seen = { refused: 0, recorded: 0 }
  const since = async <T>(work: () => Promise<T>) => {
    const before = audit(portal).length
    const answer = await work()
    return { answer, rows: audit(portal).slice(before) }
  }
  for (const action of ACTIONS.filter(({ name }) => !ELSEWHERE.test(name))) {
    const fields = { ...formOf(action.name), intent: crypto.randomUUID() }
    const { answer, rows } = await since(() => callAction(portal.url, action, fields, { cookie }))
    const refused = rows.some(
      ({ event, outcome, target }) => event === 'support.refused' && outcome === 'refused' && target === action.name,
    )
    if (JSON.stringify(answer).includes('"forbidden"') && refused) seen.refused += 1
    else missed.push(`action ${action.name}`)
  }
  const guest = new Set([
    '/sign-in',
    '/sign-in/verify',
    '/register',
    '/forgot-password',
    '/reset-password',
    '/no-access',
    '/_not-found',
  ])
  for (const { name } of [...PAGES, ...ROUTES].filter((one) => !ELSEWHERE.test(one.name) && !guest.has(one.name))) {
    const { answer, rows } = await since(() => send(portal.url, placeOf(name).at(own), { cookie }))
    const told = rows.filter(({ event }) => event === 'support.view' || event === 'support.refused')
    // Before WHMCS 8.0 there are no users: what is about them is not there, for anybody.
    if (whmcsVersion === '7.10' && answer.status === 404) continue
    if (told.length > 0) seen.recorded += 1
    else missed.push(`${name} ${JSON.stringify(answer).slice(0, 120)}`)
  }
  expect(missed).toEqual([])
  expect(seen.refused).toBeGreaterThan(35)
  expect(seen.recorded).toBeGreaterThan(35)
  expect(await writesOf(sandbox)).toEqual([])
})

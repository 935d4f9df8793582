import type { Page } from '@playwright/test'
import { formOf } from './access/expectations.ts'
import { expect, test } from './fixtures.ts'
import { actionNamed, callAction, signInRaw } from './support/actions.ts'
import { errorSummary } from './support/forms.ts'
import type { Portal } from './support/portal.ts'
import { startPortal } from './support/portal.ts'
import { fillRegistration, NEW_PASSWORD } from './support/register.ts'
import type { Sandbox } from './support/sandbox.ts'
import { anyAddress, send } from './support/wire.ts'

const REGISTER = actionNamed('register')
const submit = (page: Page) => page.getByRole('button', { name: 'Create account' }).click()

async function expectSaid(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Check your email', level: 1 })).toBeFocused()
  await expect(page.getByText('We sent a message to this address. It says how to go on.')).toBeVisible()
  await expect(page).toHaveTitle('Check your email – Example Hosting')
}

async function added(sandbox: Sandbox, count: number): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const asked = async () => (await sandbox.calls('AddClient')).map(({ params }) => params)
  await expect.poll(asked).toHaveLength(count)
  return asked()
}

function ended(portal: Portal): number {
  return portal.log().filter(({ event, name }) => event === 'action.afterwards' && name === 'register').length
}

/** Every parameter of AddClient that is ever sent: what is not here cannot be said from outside. */
const SENT = [
  'address1',
  'address2',
  'city',
  'clientip',
  'companyname',
  'country',
  'email',
  'firstname',
  'language',
  'lastname',
  'marketingoptin',
  'password2',
  'phonenumber',
  'postcode',
  'state',
]

test('addClient: a new customer registers, is welcomed by WHMCS, and signs in', async ({ page, sandbox, portal }) => {
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Create an account' }).click()
  await expect(page).toHaveTitle('Create an account – Example Hosting')
  await expect(page.getByLabel('Example Hosting may send me news and offers')).not.toBeChecked()
  const terms = page.getByRole('link', { name: 'Read the terms (opens in a new tab)' })
  await expect(terms).toHaveAttribute('target', '_blank')
  await fillRegistration(page, 'zoe@example.net')
  await submit(page)
  await expectSaid(page)
  const [params = {}] = await added(sandbox, 1)
  expect(
    Object.keys(params)
      .filter((name) => name !== 'responsetype')
      .sort(),
  ).toEqual(SENT)
  await expect.poll(() => ended(portal)).toBe(1)
  const { clients } = await sandbox.state('clients')
  expect(clients.find(({ email }) => email === 'zoe@example.net')).toMatchObject({
    firstname: 'Zoë',
    lastname: "O'Neil",
    country: 'DE',
    city: 'Köln',
    state: 'Nordrhein-Westfalen',
    phonenumber: '+49.221123456',
    language: 'english',
    marketing_emails_opt_in: 0,
    groupid: 0,
    notes: '',
    status: 'Active',
  })
  expect((await sandbox.mail()).map(({ to }) => to)).toContain('zoe@example.net')
  expect(portal.mails().filter((mail) => mail.includes('zoe@example.net'))).toEqual([])
  expect(portal.output()).not.toMatch(/zoe@example|lamp in the harbour/)

  await page.getByRole('link', { name: 'I have an account already' }).click()
  await page.getByLabel('Email').fill('zoe@example.net')
  await page.getByLabel('Password', { exact: true }).fill(NEW_PASSWORD)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible()
})

test('an address that somebody has: the same answer, and its owner is told by mail', async ({
  page,
  sandbox,
  portal,
}) => {
  const before = portal.mails().length
  const { clients } = await sandbox.state('clients')
  await page.goto('/register')
  await fillRegistration(page, 'owner@example.com')
  await submit(page)
  await expectSaid(page)
  await expect.poll(() => portal.mails()).toHaveLength(before + 1)
  const mail = portal.mails().at(-1) ?? ''
  expect(mail).toMatch(/^To: owner@example\.com\r$/m)
  expect(mail).toContain('Subject: You have an account at Example Hosting already')
  expect(mail).toContain(`${portal.url}/sign-in`)
  expect((await sandbox.state('clients')).clients).toHaveLength(clients.length)
})

test('without JavaScript: refused with everything kept but the password, then made', async ({ visitor, sandbox }) => {
  const page = await visitor({ javaScriptEnabled: false })
  await page.goto('/register')
  await fillRegistration(page, 'zoe@example.net')
  await page.getByLabel('Phone').fill('12')
  await page.getByLabel('I accept the terms of service').uncheck()
  await page.getByLabel('Password', { exact: true }).fill('passwordpassword')
  await submit(page)
  await expect(errorSummary(page)).toContainText('Accept the terms to continue')
  await expect(errorSummary(page)).toContainText('This password is easy to guess. Use another one')
  await expect(page.getByLabel('City')).toHaveValue('Köln')
  await expect(page.getByLabel('Country')).toHaveValue('DE')
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('')
  await page.getByLabel('Password', { exact: true }).fill(NEW_PASSWORD)
  await page.getByLabel('I accept the terms of service').check()
  await submit(page)
  await expect(errorSummary(page)).toContainText('Enter a phone number')
  await page.getByLabel('Password', { exact: true }).fill(NEW_PASSWORD)
  await page.getByLabel('Phone').fill('+49 221 123456')
  await submit(page)
  await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible()
  await added(sandbox, 1)
})

test('what WHMCS would refuse is refused before, at its field', async ({ portal, sandbox }) => {
  const good = formOf('register')
  const wrong: Record<string, string>[] = [
    { firstName: ' ' },
    { lastName: '\u200b' },
    { email: 'zoe@' },
    { email: `${'z'.repeat(65)}@example.net` },
    { email: 'zoe@example.net\r\nBcc: x@example.net' },
    { password: 'short password' },
    { password: 'ZoëZimmerZoëZimmer' },
    { password: 'x'.repeat(129) },
    { country: '' },
    { country: 'XX' },
    { address1: '' },
    { postcode: '' },
    { city: '' },
    { state: '' },
    { phone: '' },
    { phone: '+49 1' },
    { terms: '' },
  ]
  for (const change of wrong) {
    portal.forgetLimits()
    const answer = await callAction(portal.url, REGISTER, { ...good, ...change }, { address: anyAddress() })
    const [field = ''] = Object.keys(change)
    expect.soft(['invalid', 'rejected'], JSON.stringify(change)).toContain(answer.outcome)
    expect.soft(answer.text, JSON.stringify(change)).toContain(`"fields":{"${field}":`)
  }
  const names = [
    'groupid',
    'currency',
    'notes',
    'status',
    'skipvalidation',
    'noemail',
    'owner_user_id',
    'clientip',
    'language',
  ]
  for (const name of names) {
    expect.soft((await callAction(portal.url, REGISTER, { ...good, [name]: '1' })).outcome, name).toBe('invalid')
  }
  expect(await sandbox.calls('AddClient')).toEqual([])
})

test('five an hour from one sender; a double click is one', async ({ portal, sandbox }) => {
  const address = anyAddress()
  const ask = (email: string) => callAction(portal.url, REGISTER, { ...formOf('register'), email }, { address })
  const twice = await Promise.all([ask('twice@example.net'), ask('twice@example.net')])
  expect(twice.map(({ outcome }) => outcome)).toEqual(['ok', 'ok'])
  for (const number of [1, 2, 3]) expect((await ask(`n${number}@example.net`)).outcome).toBe('ok')
  expect((await ask('n4@example.net')).outcome).toBe('rate_limited')
  await added(sandbox, 4)
})

test('WHMCS down: said before anything is asked, and what was typed stays', async ({ page, sandbox }) => {
  await page.goto('/register')
  await fillRegistration(page, 'zoe@example.net')
  await sandbox.fault({ fault: 'maintenance' })
  await submit(page)
  await expect(errorSummary(page)).toContainText('We cannot reach the billing system')
  await expect(page.getByLabel('City')).toHaveValue('Köln')
  await sandbox.heal()
  await page.getByLabel('Password', { exact: true }).fill(NEW_PASSWORD)
  await submit(page)
  await expectSaid(page)
  await added(sandbox, 1)
})

test('an answer of WHMCS that is lost is not asked for again: the person is told by mail', async ({
  page,
  sandbox,
  portal,
}) => {
  const before = portal.mails().length
  await page.goto('/register')
  await sandbox.fault({ action: 'AddClient', fault: 'apply-then-reset' })
  await fillRegistration(page, 'zoe@example.net')
  await submit(page)
  await expectSaid(page)
  await expect.poll(() => portal.mails()).toHaveLength(before + 1)
  expect(portal.mails().at(-1)).toContain('may not have been created')
  await added(sandbox, 1)
})

test('closed, as it is unless the operator says otherwise: not there, not linked, and not to be sent', async ({
  sandbox,
  browser,
}) => {
  const env = { PORTAL_REGISTRATION: '', PORTAL_TERMS_URL: '' }
  const closed = await startPortal({ whmcsUrl: sandbox.url, logFile: 'test-results/logs/closed-portal.log', env })
  const page = await browser.newPage()
  await page.goto(`${closed.url}/sign-in`)
  await expect(page.getByRole('link', { name: 'Create an account' })).toHaveCount(0)
  await page.close()
  expect((await send(closed.url, '/register')).status).toBe(404)
  const { terms, ...form } = formOf('register')
  expect(terms).toBe('yes')
  expect((await callAction(closed.url, REGISTER, form)).outcome).toBe('not_found')
  expect(await sandbox.calls('AddClient')).toEqual([])
  await closed.stop()
})

test('whoever is signed in is not asked to register', async ({ portal }) => {
  const cookie = await signInRaw(portal.url, 'owner@example.com')
  const { status, headers } = await send(portal.url, '/register', { cookie })
  expect([status, headers['location']]).toEqual([307, '/accounts'])
})

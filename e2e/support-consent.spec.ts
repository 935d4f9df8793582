import type { Page } from '@playwright/test'
import { DEMO_TOTP_SECRET } from '../sandbox/seed/people.ts'
import { whmcs } from './access/whmcs.ts'
import { expect, test } from './fixtures.ts'
import { codeOf, enterAccount, signInAsLead, SUPPORT_REASON } from './support/agents.ts'
import { errorSummary } from './support/forms.ts'
import type { Portal } from './support/portal.ts'
import { PASSWORD } from './support/sign-in.ts'
import { send } from './support/wire.ts'

const bar = (page: Page) => page.getByRole('region', { name: 'Support access' })
const badge = (page: Page) => page.getByRole('status').filter({ hasText: 'upport' }).first()

/** Owners choose how support comes in. */
async function choose(page: Page, way: RegExp): Promise<void> {
  await page.goto('/support-access')
  await page.getByRole('link', { name: 'Change the setting' }).click()
  await page.getByRole('radio', { name: way }).check()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('The setting was saved.')).toBeVisible()
}

/** What the form of an agent takes, whatever the account asks beside it. */
async function fill(page: Page, portal: Portal): Promise<void> {
  portal.forgetLimits()
  await page.goto('/agent/clients/1/enter')
  await page.getByLabel('Reason').fill(SUPPORT_REASON)
  await page.getByLabel('Code from your authenticator app').fill(codeOf(DEMO_TOTP_SECRET))
}

test('an owner who wants to be asked: the badge comes by itself, yes lets in, and End now puts out', async ({
  page,
  signInAsAgent,
  signInAs,
  visitor,
  portal,
  sandbox,
}) => {
  test.setTimeout(120_000)
  const customer = await visitor()
  await signInAs('owner@example.com', '/', customer)
  await choose(customer, /Only when you say yes/)
  expect(portal.rows('support_consents')).toMatchObject([{ client_id: 1, mode: 'ask' }])
  await customer.goto('/services')
  await sandbox.forgetCalls()

  await signInAsAgent()
  await fill(page, portal)
  await page.getByRole('button', { name: 'Ask to enter' }).click()
  await expect(page.getByText('The customer has been asked.')).toBeVisible()
  const asked = Date.now()
  expect(portal.rows('grants').filter(({ ended_at }) => ended_at === null)).toEqual([])
  await expect(badge(customer)).toContainText('Support asks to enter your account', { timeout: 10_000 })
  expect(Date.now() - asked).toBeLessThan(5_000)
  await expect.poll(() => portal.mails().at(-1)).toContain('asks to enter your account')

  // What the open page asks is answered by the store alone.
  const before = (await sandbox.calls()).length
  await customer.waitForResponse((answer) => answer.url().endsWith('/api/support-access'))
  expect((await sandbox.calls()).length).toBe(before)

  await badge(customer).getByRole('link').click()
  await expect(customer.getByRole('main')).toContainText(SUPPORT_REASON)
  await customer.getByRole('button', { name: 'Allow' }).click()
  await expect(customer.getByText('Sam King (support) may enter your account')).toBeVisible()
  await customer.goto('/invoices')

  // Without JavaScript the agent would look again; with it the page does.
  await page.getByRole('button', { name: 'Enter the account now' }).click({ timeout: 15_000 })
  await expect(bar(page)).toBeVisible()
  const entered = Date.now()
  await expect(badge(customer)).toContainText('Support is in your account', { timeout: 10_000 })
  expect(Date.now() - entered).toBeLessThan(5_000)
  await Promise.all([
    customer.waitForResponse((answer) => answer.request().method() === 'POST'),
    badge(customer).getByRole('button', { name: 'End now' }).click(),
  ])
  const ended = Date.now()
  await Promise.all([
    page.waitForResponse((answer) => new URL(answer.url()).pathname === '/services'),
    page.getByRole('link', { name: 'Services' }).first().click(),
  ])
  expect(Date.now() - ended).toBeLessThan(1_000)
  await page.waitForURL('/agent?ended=1')
  await expect(page.getByText('You are no longer in the account.')).toBeVisible()
  await expect(bar(page)).toHaveCount(0)
  await expect(page).not.toHaveTitle(/Support\]/)
  expect(portal.rows('grants').at(-1)).toMatchObject({ ended_by: 'customer' })
  await expect(badge(customer)).toHaveCount(0, { timeout: 10_000 })

  // One of the account's other people learns nothing of any of it.
  const other = await visitor()
  await signInAs('billing@example.com', '/', other)
  const news = await other.request.get('/api/support-access')
  expect(await news.json()).toEqual({ inside: [], asked: false })
})

test('an owner with a PIN: shown once, lets in once; without it a lead does, and the owner is told', async ({
  page,
  signInAsAgent,
  signInAs,
  visitor,
  portal,
  browserErrors,
}) => {
  test.setTimeout(120_000)
  browserErrors.allow(/status of 404/)
  const from = portal.rows('audit').length
  const customer = await visitor({ javaScriptEnabled: false })
  await signInAs('owner@example.com', '/', customer)
  await choose(customer, /Only with a PIN/)
  await customer.goto('/support-access')
  // Long after the last proof the password is asked for again.
  portal.ageProof(11)
  await customer.goto('/support-access')
  await customer.getByRole('button', { name: 'Make a PIN' }).click()
  await expect(customer.getByRole('alert')).toContainText('Enter your password')
  expect(portal.rows('support_pins')).toEqual([])
  await customer.getByLabel('Current password').fill(PASSWORD)
  await customer.getByRole('button', { name: 'Make a PIN' }).click()
  const pin = (await customer.getByText(/^\d{4} \d{4}$/).innerText()).trim()
  expect(JSON.stringify([portal.rows('support_pins'), portal.rows('intents'), portal.rows('audit')])).not.toContain(
    pin.replace(' ', ''),
  )
  await customer.goto('/support-access')
  await expect(customer.getByText(pin)).toHaveCount(0)

  await signInAsAgent()
  await fill(page, portal)
  await page.getByLabel('The customer’s PIN').fill('1234 5678')
  await page.getByRole('button', { name: 'Enter the account' }).click()
  await expect(errorSummary(page)).toContainText('not the customer’s PIN')
  portal.forgetLimits()
  await page.getByLabel('The customer’s PIN').fill(pin)
  await page.getByLabel('Code from your authenticator app').fill(codeOf(DEMO_TOTP_SECRET))
  await page.getByRole('button', { name: 'Enter the account' }).click()
  await expect(bar(page)).toBeVisible()
  await bar(page).getByRole('button', { name: 'Leave the account' }).click()

  // It cannot wait, and the PIN is used up: a lead is asked, who is somebody else.
  await fill(page, portal)
  await page.getByRole('checkbox', { name: 'It cannot wait: ask a lead' }).check()
  await page.getByRole('button', { name: 'Enter the account' }).click()
  await expect(page.getByText('A lead has to allow it.')).toBeVisible()
  await page.goto('/agent/approvals')
  await expect(page.getByRole('heading', { name: 'We could not find this page' })).toBeVisible()
  const lead = await visitor()
  await signInAsLead(lead, portal, '/agent')
  await lead.getByRole('link', { name: 'Approvals' }).click()
  await lead.getByRole('button', { name: 'Allow' }).click()
  await expect(lead.getByText('Sam King may enter the account of')).toBeVisible()
  await expect.poll(() => portal.mails().at(-1)).toContain('although you were not asked')
  await page.goto('/agent/waiting')
  await page.getByRole('button', { name: 'Enter the account now' }).click()
  await expect(bar(page)).toBeVisible()
  await customer.goto('/support-access')
  await expect(customer.getByText('You were not asked: a second person of our support allowed it.')).toBeVisible()
  const overrides = portal
    .rows('audit')
    .slice(from)
    .filter(({ event }) => event === 'support.override')
  expect(overrides.map(({ outcome }) => outcome)).toEqual(['done', 'done'])
  await bar(page).getByRole('button', { name: 'Leave the account' }).click()
})

test('phone, tax and card numbers are in nothing that an agent’s browser gets, until one is asked for, on record', async ({
  page,
  signInAsAgent,
  portal,
  sandbox,
}) => {
  test.setTimeout(120_000)
  const [phone, tax] = ['+442079460987', 'CANARY98765']
  const before = portal.rows('audit').length
  await whmcs(sandbox, 'UpdateClient', { clientid: '1', phonenumber: phone, tax_id: tax })
  const { contacts, invoices, pay_methods: methods } = await sandbox.state('contacts', 'invoices', 'pay_methods')
  const contact = contacts.find(({ userid }) => userid === 1)?.id ?? 0
  await whmcs(sandbox, 'UpdateContact', { contactid: String(contact), phonenumber: phone })
  const digits = methods
    .filter(({ clientid }) => clientid === 1)
    .map((one) => String(one.card_last_four))
    .filter(Boolean)
  expect(digits.length).toBeGreaterThan(0)
  const CANARY = new RegExp(['0987', 'CANARY', ...digits.map((four) => `\\b${four}\\b`)].join('|'))
  const expectNone = async (path: string) => {
    const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
    for (const headers of [{ cookie }, { cookie, rsc: '1' }]) {
      const { text } = await send(portal.url, path, headers)
      expect(text, path).toContain('•')
      expect(CANARY.exec(text)?.[0] ?? '', path).toBe('')
    }
  }

  await signInAsAgent('/agent/clients/1')
  await expectNone('/agent/clients/1')
  await page.getByRole('button', { name: 'Show Tax number' }).click()
  await expect(page.getByText(tax)).toBeVisible()
  await page.reload()
  await expect(page.getByText(tax)).toHaveCount(0)

  await enterAccount(page, portal)
  const invoice = invoices.find(({ userid, status }) => userid === 1 && status === 'Unpaid')?.id ?? 0
  for (const path of ['/profile', `/invoices/${invoice}`, '/payment-methods']) await expectNone(path)
  const shownAt = [
    ['/profile/details', /^Show Tax number/, tax],
    ['/profile/contact', /^Show Phone/, phone],
    [`/contacts/${contact}`, /^Show Phone/, phone],
    ['/payment-methods', /^Show Last digits of the card/, digits[0] ?? 'none'],
  ] as const
  for (const [path, name, value] of shownAt) {
    await expectNone(path)
    await page.goto(path)
    await page.getByRole('button', { name }).first().click()
    await expect(page.getByRole('region', { name: 'Hidden from support' }), path).toContainText(value)
  }
  const rows = portal
    .rows('audit')
    .slice(before)
    .filter(({ event }) => event === 'support.reveal')
  expect(rows.map(({ target }) => String(target).split(':')[0])).toEqual([
    'taxId',
    'taxId',
    'phone',
    'contactPhone',
    'cardDigits',
  ])
  expect(CANARY.test(JSON.stringify(rows.map(({ target, details }) => [target, details])))).toBe(false)
})

import { expect, test } from './fixtures.ts'
import { agentCommand, codeOf, enterCode, newAgent } from './support/agents.ts'
import { errorSummary } from './support/forms.ts'
import { submitSignIn } from './support/sign-in.ts'

const CONSOLE = { name: 'Find a customer', level: 1 } as const

test('an agent is added, sets up the second factor, and comes back with a recovery code', async ({ page, portal }) => {
  const { email, password } = await newAgent(portal, 'first@example.com')
  await page.goto('/agent/clients/1')
  await expect(page).toHaveURL('/agent/sign-in')
  await submitSignIn(page, email, 'wrong')
  await expect(errorSummary(page)).toContainText('Email or password is incorrect')
  await submitSignIn(page, email, password)

  await expect(page.getByRole('heading', { name: 'Set up your second step', level: 1 })).toBeVisible()
  await expect(page.getByRole('img', { name: /Picture to scan/ })).toBeVisible()
  const key = await page.getByText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).innerText()
  const codes = await page.getByText(/^([a-z2-7]{4}-){3}[a-z2-7]{4}$/).allInnerTexts()
  expect(codes).toHaveLength(10)
  await enterCode(page, '000000')
  await expect(errorSummary(page)).toContainText('The code is not correct')
  // Nothing is lost by a wrong code: the key is the one that was scanned.
  await expect(page.getByText(key, { exact: true })).toBeVisible()
  await enterCode(page, codeOf(key))
  await expect(page.getByRole('heading', CONSOLE)).toBeVisible()
  expect(portal.rows('agents').at(-1)).toMatchObject({ email, role: 'support', disabled_at: null })

  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL('/agent/sign-in?signed-out=1')
  await page.goto('/agent')
  await expect(page).toHaveURL('/agent/sign-in')
  await submitSignIn(page, email, password)
  await enterCode(page, codes[0] ?? '')
  await expect(page.getByRole('heading', CONSOLE)).toBeVisible()
  const events = portal.rows('audit').filter(({ event }) => String(event).startsWith('agent.'))
  expect(events.map(({ event, outcome }) => `${event} ${outcome}`).slice(-7)).toEqual([
    'agent.add done',
    'agent.sign-in refused',
    'agent.sign-in refused',
    'agent.sign-in done',
    'agent.sign-out attempted',
    'agent.sign-out done',
    'agent.sign-in done',
  ])
  expect(JSON.stringify(portal.rows('audit'))).not.toContain(codes[0])
})

test('a customer is found and looked at by keyboard, WHMCS is only read, and the customer learns of it', async ({
  signInAsAgent,
  sandbox,
  page,
  visitor,
  signInAs,
}) => {
  await signInAsAgent('/agent')
  await expect(page.getByLabel('Customer', { exact: true })).toBeFocused()
  await page.keyboard.type('Example Host')
  await page.keyboard.press('Enter')
  await expect(page.getByText('1 customer', { exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'Example Hosting GmbH' }).focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/agent/clients/1')
  await expect(page.getByRole('heading', { name: 'Example Hosting GmbH', level: 1 })).toBeVisible()
  for (const [region, text] of [
    ['Details', 'Jane Doe'],
    ['People who sign in', 'billing@example.com'],
    ['Services', 'vps1.example.com'],
    ['Invoices', 'Overdue'],
    ['Tickets', 'Backups'],
    ['Cancellations', 'reseller.example.com'],
    ['Recent events in the portal', 'Support looked at the account'],
  ] as const) {
    await expect(page.getByRole('region', { name: region })).toContainText(text)
  }
  // A number is for calling: an agent knows a caller by its end.
  await expect(page.getByRole('region', { name: 'Details' })).toContainText('• •001')
  for (const secret of ['CANARY', 'DE123456789']) expect(await page.content()).not.toContain(secret)
  // A whole address leads there at once.
  await page.keyboard.press('Control+k')
  await page.keyboard.type('owner@example.com')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/agent/clients/1')
  for (const { action } of await sandbox.calls()) expect(action).toMatch(/^(Get|WhmcsDetails$)/)

  const customer = await visitor()
  await signInAs('owner@example.com', '/security', customer)
  const events = customer.getByRole('region', { name: 'What happened in this account' })
  await expect(events).toContainText('Support looked at the account')
})

test('agents and customers are two kinds of people, in one browser too', async ({ signInAsAgent, signInAs, page }) => {
  await signInAsAgent('/agent')
  // No account is open: a customers' page leads back to where one is found.
  await page.goto('/invoices')
  await expect(page).toHaveURL('/agent')
  const jar = page.context()
  const [agent] = (await jar.cookies()).filter(({ name }) => name === 'portal.agent')
  await signInAs('owner@example.com', '/')
  const [customer] = (await jar.cookies()).filter(({ name }) => name === 'portal.session')
  if (!agent || !customer) throw new Error('no cookies')
  expect([agent.httpOnly, agent.sameSite]).toEqual([true, 'Lax'])
  await page.goto('/agent')
  await expect(page.getByRole('heading', CONSOLE)).toBeVisible()
  // Each in the other's place opens nothing.
  await jar.addCookies([
    { ...agent, value: customer.value },
    { ...customer, value: agent.value },
  ])
  await page.goto('/agent')
  await expect(page).toHaveURL('/agent/sign-in')
  await page.goto('/')
  await expect(page).toHaveURL('/sign-in')
})

test('a customer’s password opens no console, whatever WHMCS thinks of it', async ({ page, sandbox, portal }) => {
  await page.goto('/agent/sign-in')
  await submitSignIn(page, 'owner@example.com')
  await expect(errorSummary(page)).toContainText('Email or password is incorrect')
  expect(await sandbox.calls()).toEqual([])
  expect(portal.rows('audit').at(-1)).toMatchObject({ actor: 'anonymous', event: 'agent.sign-in', outcome: 'refused' })
})

test('who is disabled is out at the next click', async ({ page, portal }) => {
  const { email, password } = await newAgent(portal, 'leaver@example.com')
  await page.goto('/agent/sign-in')
  await submitSignIn(page, email, password)
  await enterCode(page, codeOf(await page.getByText(/^([A-Z2-7]{4} ){7}/).innerText()))
  await expect(page.getByRole('heading', CONSOLE)).toBeVisible()
  expect(await agentCommand(portal, 'disable', email)).toContain('signed out everywhere')
  await page.getByLabel('Customer', { exact: true }).fill('Jane')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/agent/sign-in')
  await submitSignIn(page, email, password)
  await expect(errorSummary(page)).toContainText('Email or password is incorrect')
  expect(await agentCommand(portal, 'list')).toMatch(/leaver@example\.com .*disabled/)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('an agent signs in, finds a customer and signs out', async ({ page, portal }) => {
    const { email, password } = await newAgent(portal, 'plain@example.com')
    await page.goto('/agent/sign-in')
    await submitSignIn(page, email, password)
    const key = await page.getByText(/^([A-Z2-7]{4} ){7}/).innerText()
    await enterCode(page, '000000')
    await expect(page.getByText('The code is not correct').first()).toBeVisible()
    await enterCode(page, codeOf(key))
    await page.getByLabel('Customer', { exact: true }).fill('vps1.example.com')
    await page.getByRole('button', { name: 'Search' }).click()
    await expect(page).toHaveURL('/agent/clients/1')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page).toHaveURL('/agent/sign-in?signed-out=1')
  })
})

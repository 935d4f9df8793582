import type { Page } from '@playwright/test'
import { expect, test as base } from './fixtures.ts'
import { actionNamed, callAction } from './support/actions.ts'
import { agentCommand, SUPPORT_REASON } from './support/agents.ts'
import type { Company } from './support/company.ts'
import { signInThere, startCompany } from './support/company.ts'
import { errorSummary } from './support/forms.ts'
import type { Portal } from './support/portal.ts'

const test = base.extend<object, { company: Company }>({
  company: [
    async ({ installation }, provide, { workerIndex }) => {
      const logFile = `test-results/logs/${installation.version}-${workerIndex}-provider-portal.log`
      const company = await startCompany({ whmcsUrl: installation.sandbox.url, logFile })
      await provide(company)
      await company.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ company }, provide) => provide(company.portal.url),
})

const FORM = '/agent/clients/1/enter'
const bar = (page: Page) => page.getByRole('region', { name: 'Support access' })
const enter = (page: Page) => page.getByRole('button', { name: 'Enter the account' })
const living = (portal: Portal) => portal.rows('grants').filter(({ ended_at }) => ended_at === null)

test('the identity provider signs an agent in, and nobody who is not on the list', async ({ page, company }) => {
  const { portal, provider } = company
  provider.signsIn({ sub: 'mallory', email: 'mallory@example.com', email_verified: true })
  await page.goto('/agent/sign-in?next=/agent/clients/1')
  await page.getByRole('button', { name: 'Continue with the company account' }).click()
  await expect(page).toHaveURL('/agent/sign-in?error=provider')
  await expect(page.getByRole('status')).toContainText('You could not be signed in that way.')
  expect(JSON.stringify(portal.rows('agents'))).not.toContain('mallory')

  await page.context().clearCookies()
  provider.signsIn({ sub: 'anna', email: 'anna@example.com', email_verified: true, name: 'Anna Ops' })
  await page.goto('/agent/sign-in?next=/agent/clients/1')
  await page.getByRole('button', { name: 'Continue with the company account' }).click()
  await expect(page).toHaveURL('/agent/clients/1')
  await expect(page.getByRole('banner')).toContainText('Anna Ops · Lead')
  const anna = portal.rows('agents').filter(({ email }) => email === 'anna@example.com')
  expect(anna).toMatchObject([{ role: 'lead', password_hash: null }])
  expect((await page.context().cookies()).map(({ name }) => name)).not.toContain('portal.session')
})

test('two tabs: entering twice at once is once, and what one ends the other cannot go on with', async ({
  page,
  company,
  sandbox,
}) => {
  const { portal } = company
  portal.forgetLimits()
  await signInThere(page, company, 'Bob', FORM)
  const other = await page.context().newPage()
  await other.goto(FORM)
  for (const tab of [page, other]) await tab.getByLabel('Reason').fill(SUPPORT_REASON)
  await sandbox.latency(100)
  await Promise.all([enter(page).click(), enter(other).click()])
  await expect.poll(() => [page, other].filter((tab) => new URL(tab.url()).pathname === '/').length).toBe(1)
  await sandbox.latency(0)
  const [inside, outside] = new URL(page.url()).pathname === '/' ? [page, other] : [other, page]
  await expect(errorSummary(outside)).toContainText('You are in an account already')
  await expect(outside.getByLabel('Reason')).toHaveValue(SUPPORT_REASON)
  expect(living(portal)).toHaveLength(1)

  await outside.goto('/invoices')
  await expect(bar(outside)).toBeVisible()
  await Promise.all([
    bar(inside).getByRole('button', { name: 'Leave the account' }).click(),
    outside.getByRole('link', { name: 'Services' }).first().click(),
  ])
  await expect(inside).toHaveURL(/\/agent\/clients\/1/)
  // Whichever came first: the next click shows nothing of the customer's, and leads back to the agent's own pages.
  await outside.goto('/services')
  await expect(outside).toHaveURL(/\/agent$/)
  await expect(bar(outside)).toHaveCount(0)
  expect(living(portal)).toEqual([])
  const left = portal.rows('audit').filter(({ event }) => event === 'support.leave')
  expect(left).toHaveLength(1)
})

test('the 21st entry of a day is told as one; who is disabled inside is out with the next click', async ({
  page,
  company,
  sandbox,
}) => {
  const { portal } = company
  portal.forgetLimits()
  await signInThere(page, company, 'Cleo', FORM)
  await page.getByLabel('Reason').fill(SUPPORT_REASON)
  await enter(page).click()
  await expect(bar(page)).toBeVisible()
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  const ticket = (await sandbox.state('tickets')).tickets.find((one) => one.userid === 1 && one.status !== 'Closed')
  const form = { client: '1', location: '', ticket: String(ticket?.id), reason: SUPPORT_REASON }
  for (let tries = 2; tries <= 20; tries += 1) {
    const { outcome } = await callAction(portal.url, actionNamed('support.begin'), form, { cookie })
    expect(outcome, String(tries)).toBe('rejected')
  }
  await bar(page).getByRole('button', { name: 'Leave the account' }).click()
  await page.goto(FORM)
  await page.getByLabel('Reason').fill(SUPPORT_REASON)
  await enter(page).click()
  await expect(errorSummary(page)).toContainText('You have reached the limit for one day')
  await expect(page.getByLabel('Reason')).toHaveValue(SUPPORT_REASON)
  expect(living(portal)).toEqual([])

  portal.forgetLimits()
  await enter(page).click()
  await expect(bar(page)).toBeVisible()
  await agentCommand(portal, 'disable', 'cleo@example.com')
  await page.getByRole('link', { name: 'Services' }).first().click()
  await expect(page).toHaveURL(/\/agent\/sign-in/)
  await expect(bar(page)).toHaveCount(0)
  expect(portal.rows('grants').at(-1)).toMatchObject({ ended_by: 'session' })
})

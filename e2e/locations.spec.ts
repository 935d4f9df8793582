import type { Page } from '@playwright/test'
import { freePort, serve } from '../scripts/processes.ts'
import { expect, test as base } from './fixtures.ts'
import type { Portal } from './support/portal.ts'
import { cleanEnvironment, keepLog, startPortal, stopServer } from './support/portal.ts'
import { fillRegistration, NEW_PASSWORD } from './support/register.ts'
import type { Sandbox } from './support/sandbox.ts'
import { sandboxAt } from './support/sandbox.ts'

type Pair = { readonly both: Portal; readonly us: Sandbox }

/** A second WHMCS, planted from the same seed, so that every number is in both; and a portal in front of the two. */
const test = base.extend<object, { pair: Pair }>({
  pair: [
    async ({ installation }, provide, { workerIndex }) => {
      const port = await freePort()
      const url = `http://127.0.0.1:${port}`
      const settings = { NODE_ENV: 'test' as const, SANDBOX_PORT: String(port), SANDBOX_URL: url }
      const running = await serve(
        process.execPath,
        ['--disable-warning=ExperimentalWarning', 'sandbox/server.ts'],
        { ...cleanEnvironment(), ...settings },
        `${url}/__sandbox/calls`,
      )
      keepLog(running, `test-results/logs/${workerIndex}-us-sandbox.log`)
      const credentials = (name: string, at: string) => ({
        [`WHMCS_${name}_URL`]: at,
        [`WHMCS_${name}_IDENTIFIER`]: 'sandbox-identifier',
        [`WHMCS_${name}_SECRET`]: 'sandbox-secret',
      })
      const both = await startPortal({
        whmcsUrl: '',
        logFile: `test-results/logs/${workerIndex}-locations-portal.log`,
        env: {
          WHMCS_LOCATIONS: 'eu,us',
          WHMCS_EU_NAME: 'Europe',
          WHMCS_US_NAME: 'America',
          ...credentials('EU', installation.sandbox.url),
          ...credentials('US', url),
        },
      })
      await provide({ both, us: sandboxAt(url) })
      await both.stop()
      await stopServer(running)
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

test.beforeEach(async ({ pair }) => {
  await pair.us.reset()
  pair.both.forgetLimits()
  pair.both.forgetWhmcs()
  // One person that only the second knows, under a number that somebody else has in the first.
  await pair.us.api('UpdateUser', { user_id: '3', email: 'only@us.example' })
  await pair.us.api('UpdateClient', { clientid: '1', companyname: 'MARKER-US Ltd' })
  await pair.us.forgetCalls()
})

async function signIn(page: Page, portal: Portal, email: string): Promise<void> {
  await page.goto(`${portal.url}/sign-in`)
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill('atrium-demo')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

const problem = (page: Page) => page.getByRole('main').getByRole('alert')

test('sign-in finds the installation; the numbers of one open nothing in the other (seed: HOSTKEY location)', async ({
  page,
  visitor,
  pair: { both, us },
  sandbox,
}) => {
  await signIn(page, both, 'only@us.example')
  await expect(page.getByText('America')).toBeVisible()
  await page.goto(`${both.url}/invoices/3`)
  await expect(page.getByRole('main')).toContainText('MARKER-US Ltd')
  // What the portal keeps itself belongs to a service of this installation.
  await page.goto(`${both.url}/services/1/name`)
  await page.getByLabel('Name', { exact: false }).first().fill('MARKER-US-NAME')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('MARKER-US-NAME')
  const meant = ['clientid', 'userid', 'user_id', 'invoiceid']
  const before = (await sandbox.calls()).filter(({ params }) => meant.some((name) => name in params))

  const other = await visitor()
  await signIn(other, both, 'owner@example.com')
  await expect(other).toHaveURL(`${both.url}/`)
  for (const path of ['/', '/invoices', '/invoices/3', '/services', '/services/1', '/security']) {
    await other.goto(both.url + path)
    expect(await other.content(), path).not.toContain('MARKER-US')
  }
  await expect(other.getByText('Europe')).toBeVisible()
  // Nothing of the first person's was asked of the wrong company.
  expect(before).toEqual([])
  const asked = await us.calls()
  expect(asked.filter(({ params }) => params['email'] === 'owner@example.com').map(({ action }) => action)).toEqual([
    'ValidateLogin',
  ])
})

test('whom both know is asked where the account is, and what was typed stays', async ({ page, pair: { both } }) => {
  await signIn(page, both, 'billing@example.com')
  const choice = page.getByLabel('Where is your account?')
  await expect(choice).toBeVisible()
  await expect(problem(page)).toContainText('Choose where your account is.')
  await expect(page.getByLabel('Email')).toHaveValue('billing@example.com')
  await choice.selectOption('America')
  await page.getByLabel('Password', { exact: true }).fill('atrium-demo')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL(`${both.url}/`)
  await expect(page.getByText('America').first()).toBeVisible()
})

test('an installation that is down takes nobody of the other with it', async ({
  page,
  visitor,
  pair: { both, us },
}) => {
  await us.fault({ fault: 'maintenance' })
  await signIn(page, both, 'owner@example.com')
  await expect(page).toHaveURL(`${both.url}/`)
  await page.goto(`${both.url}/invoices`)
  await expect(page.getByRole('heading', { level: 1, name: 'Invoices' })).toBeVisible()
  const late = await visitor()
  await signIn(late, both, 'nobody@us.example')
  await expect(problem(late)).toContainText('One of our billing systems does not answer.')
})

test('who registers chooses where, and the account is opened there', async ({ page, pair: { both, us }, sandbox }) => {
  await page.goto(`${both.url}/register`)
  const place = page.getByLabel('Where should your account be?')
  await expect(place.getByRole('option')).toHaveText(['Choose a location', 'Europe', 'America'])
  await fillRegistration(page, 'zoe@example.net')
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(problem(page)).toContainText('Choose where your account should be')
  await place.selectOption('America')
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByRole('heading', { name: 'Check your email', level: 1 })).toBeFocused()
  await expect.poll(async () => (await us.calls('AddClient')).length).toBe(1)
  expect(await sandbox.calls('AddClient')).toEqual([])
  const { clients } = await us.state('clients')
  expect(clients.filter(({ email }) => email === 'zoe@example.net')).toHaveLength(1)
  await page.goto(`${both.url}/sign-in`)
  await page.getByLabel('Email').fill('zoe@example.net')
  await page.getByLabel('Password', { exact: true }).fill(NEW_PASSWORD)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByText('America').first()).toBeVisible()
})

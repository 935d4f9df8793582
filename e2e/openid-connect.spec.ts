import type { Page } from '@playwright/test'
import { DEMO_TOTP_SECRET } from '../sandbox/seed/people.ts'
import { totp } from '../sandbox/web/totp.ts'
import { expect, test } from './fixtures.ts'
import { PASSWORD, submitSignIn } from './support/sign-in.ts'

const BUTTON = { name: 'Continue with Example Hosting' } as const
const OVERVIEW = { name: 'Overview', level: 1 } as const

test.use({ baseURL: async ({ oidcPortal }, provide) => provide(oidcPortal.url) })

test.beforeEach(({ browserErrors, sandbox }) => {
  // WHMCS's own pages are none of ours.
  browserErrors.allow(new RegExp(sandbox.url))
})

/** WHMCS's own sign-in form. */
async function signInAtWhmcs(page: Page, email: string): Promise<void> {
  await page.getByLabel('Email Address').fill(email)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Login' }).click()
}

async function enterCodeAtWhmcs(page: Page): Promise<void> {
  await page.getByLabel('Code from the authenticator application').fill(totp(DEMO_TOTP_SECRET, new Date()))
  await page.getByRole('button', { name: 'Login', exact: true }).click()
}

test('WHMCS says who it is, and the portal opens where it was to open', async ({ page, sandbox, oidcPortal }) => {
  await page.goto('/sign-in?next=/invoices%3Fstatus%3Dpaid')
  await page.getByRole('button', BUTTON).click()
  await expect(page.getByLabel('Email Address')).toBeVisible()
  expect(page.url()).toContain(`${sandbox.url}/oauth/authorize.php`)
  await signInAtWhmcs(page, 'owner@example.com')
  await page.getByRole('button', { name: 'Authorize' }).click()
  await expect(page.getByRole('heading', { name: 'Invoices', level: 1 })).toBeVisible()
  await expect(page).toHaveURL('/invoices?status=paid')
  expect(await sandbox.calls('ValidateLogin')).toEqual([])
  const sessions = oidcPortal.rows('sessions')
  expect(sessions.at(-1)).toMatchObject({ email: 'owner@example.com', client_id: 1, amr: '["oidc"]' })
  await page.reload()
  await expect(page).toHaveURL('/invoices?status=paid')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL('/sign-in?signed-out=1')
})

test('the second factor is asked for at WHMCS', async ({ page, oidcPortal }) => {
  await page.goto('/sign-in')
  await page.getByRole('button', BUTTON).click()
  await signInAtWhmcs(page, 'twofactor@example.com')
  await enterCodeAtWhmcs(page)
  await page.getByRole('button', { name: 'Authorize' }).click()
  await expect(page.getByRole('heading', OVERVIEW)).toBeVisible()
  expect(oidcPortal.rows('sessions').at(-1)).toMatchObject({ email: 'twofactor@example.com', client_id: 5 })
})

test('whoever gave the password here goes on to WHMCS for the second factor @until-8', async ({ page }) => {
  await page.goto('/sign-in')
  await submitSignIn(page, 'twofactor@example.com')
  await expect(page.getByRole('main')).toContainText('Continue there. You then come back here, signed in.')
  await page.getByRole('button', { name: 'Continue to sign in' }).click()
  await signInAtWhmcs(page, 'twofactor@example.com')
  await enterCodeAtWhmcs(page)
  await page.getByRole('button', { name: 'Authorize' }).click()
  await expect(page.getByRole('heading', OVERVIEW)).toBeVisible()
})

test('whoever declines at WHMCS is back at the form, and not signed in', async ({ page, oidcPortal }) => {
  const before = oidcPortal.rows('sessions').length
  await page.goto('/sign-in')
  await page.getByRole('button', BUTTON).click()
  await signInAtWhmcs(page, 'owner@example.com')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('Signing in that way did not work.')).toBeVisible()
  await expect(page).toHaveURL(/\/sign-in\?/)
  expect(oidcPortal.rows('sessions')).toHaveLength(before)
  expect(oidcPortal.log().map(({ event }) => event)).toContain('sign-in.oidc_failed')
  expect(oidcPortal.output()).not.toContain('access_denied')
})

test('a closed account is not entered that way either @since-8', async ({ page, oidcPortal }) => {
  const before = oidcPortal.rows('sessions').length
  await page.goto('/sign-in')
  await page.getByRole('button', BUTTON).click()
  await signInAtWhmcs(page, 'closed@example.com')
  await page.getByRole('button', { name: 'Authorize' }).click()
  await expect(page.getByText('Signing in that way did not work.')).toBeVisible()
  expect(oidcPortal.rows('sessions')).toHaveLength(before)
  await page.goto('/')
  await expect(page).toHaveURL('/sign-in')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the whole way works', async ({ page }) => {
    await page.goto('/sign-in?next=/invoices')
    await page.getByRole('button', BUTTON).click()
    await signInAtWhmcs(page, 'owner@example.com')
    await page.getByRole('button', { name: 'Authorize' }).click()
    await expect(page).toHaveURL('/invoices')
    await expect(page.getByRole('heading', { name: 'Invoices', level: 1 })).toBeVisible()
  })
})

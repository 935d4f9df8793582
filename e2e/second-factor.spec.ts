import type { Page } from '@playwright/test'
import { totp } from '../sandbox/web/totp.ts'
import { DEMO_BACKUP_CODE, DEMO_TOTP_SECRET } from '../sandbox/seed/people.ts'
import { expect, test } from './fixtures.ts'
import { errorSummary } from './support/forms.ts'
import { submitSignIn } from './support/sign-in.ts'

const PERSON = 'twofactor@example.com'
const OVERVIEW = { name: 'Overview', level: 1 } as const

/** What the authenticator application shows now. */
const code = () => totp(DEMO_TOTP_SECRET, new Date())
/** Right for nobody, now and in the minutes around. */
const WRONG = '000000'

async function hasSession(page: Page): Promise<boolean> {
  return (await page.context().cookies()).some(({ name }) => name === 'portal.session')
}

test('the password alone gives no session, and WHMCS takes over @until-8', async ({ page, sandbox, portal }) => {
  const before = portal.rows('sessions').length
  await page.goto('/sign-in?next=/invoices')
  await submitSignIn(page, PERSON)
  await expect(page.getByRole('heading', { name: 'One more step to sign in', level: 1 })).toBeVisible()
  await expect(page).toHaveURL('/sign-in/verify')
  await expect(page).toHaveTitle('One more step to sign in – Example Hosting')
  await expect(page.getByRole('main')).toContainText('Only our billing site can ask for it')
  expect(await hasSession(page)).toBe(false)
  expect(portal.rows('sessions')).toHaveLength(before)
  const link = page.getByRole('link', { name: 'Open the billing site' })
  await expect(link).toHaveAttribute('href', `${sandbox.url}/clientarea.php`)
  await page.goto('/')
  await expect(page).toHaveURL('/sign-in')
})

test('the way to WHMCS leads to its own sign-in @until-8', async ({ page, sandbox, browserErrors }) => {
  // WHMCS's own pages are none of ours.
  browserErrors.allow(new RegExp(sandbox.url))
  await page.goto('/sign-in')
  await submitSignIn(page, PERSON)
  await page.getByRole('link', { name: 'Open the billing site' }).click()
  await expect(page).toHaveURL(`${sandbox.url}/clientarea.php`)
  await expect(page.getByLabel('Email Address')).toBeVisible()
})

test('somebody else can sign in instead @until-8', async ({ page }) => {
  await page.goto('/sign-in')
  await submitSignIn(page, PERSON)
  await page.getByRole('button', { name: 'Sign in as someone else' }).click()
  await expect(page).toHaveURL('/sign-in')
  await submitSignIn(page, 'owner@example.com')
  await expect(page.getByRole('heading', OVERVIEW)).toBeVisible()
})

async function toCode(page: Page, next = '/'): Promise<void> {
  await page.goto(`/sign-in?next=${encodeURIComponent(next)}`)
  await submitSignIn(page, PERSON)
  await expect(page.getByRole('heading', { name: 'Enter your code', level: 1 })).toBeVisible()
}

async function enter(page: Page, text: string): Promise<void> {
  await page.getByLabel('Code').fill(text)
  await page.getByRole('button', { name: 'Continue' }).click()
}

test('a wrong code is told at the field, the right one signs in @since-9', async ({ page, portal }) => {
  const before = portal.rows('sessions').length
  await toCode(page, '/invoices')
  await expect(page.getByLabel('Code')).toHaveAttribute('autocomplete', 'one-time-code')
  expect(await hasSession(page)).toBe(false)
  await enter(page, WRONG)
  await expect(errorSummary(page)).toBeFocused()
  await expect(page).toHaveTitle('Error: Enter your code – Example Hosting')
  await expect(page.getByLabel('Code')).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByLabel('Code')).toHaveAccessibleDescription(/The code is not correct/)
  await expect(page.getByLabel('Code')).toHaveValue('')
  expect(portal.rows('sessions')).toHaveLength(before)
  await enter(page, `${code().slice(0, 3)} ${code().slice(3)}`)
  await expect(page).toHaveURL('/invoices')
  await expect(page.getByRole('heading', { name: 'Invoices', level: 1 })).toBeVisible()
  const sessions = portal.rows('sessions')
  expect(sessions).toHaveLength(before + 1)
  expect(sessions.map((row) => row['amr'])).toContain('["pwd","otp"]')
})

test('the backup code signs in as well @since-9', async ({ page }) => {
  await toCode(page)
  await enter(page, DEMO_BACKUP_CODE)
  await expect(page.getByRole('heading', OVERVIEW)).toBeVisible()
})

test('a sign-in that was finished cannot be finished again @since-9', async ({ page, visitor }) => {
  await toCode(page)
  const second = await visitor()
  await second.context().addCookies(await page.context().cookies())
  await second.goto('/sign-in/verify')
  await expect(second.getByLabel('Code')).toBeVisible()
  await enter(page, code())
  await expect(page.getByRole('heading', OVERVIEW)).toBeVisible()
  await enter(second, code())
  await expect(errorSummary(second)).toContainText('Signing in took too long, or there were too many wrong codes.')
  expect(await hasSession(second)).toBe(false)
})

test('five wrong codes end the sign-in @since-9', async ({ page, portal }) => {
  const before = portal.rows('sessions').length
  await toCode(page)
  for (let tries = 1; tries <= 5; tries += 1) {
    const answered = page.waitForResponse((response) => response.request().method() === 'POST')
    await enter(page, WRONG)
    await answered
    await expect(page.getByLabel('Code')).toHaveValue('')
    await expect(errorSummary(page)).toContainText('The code is not correct')
  }
  await enter(page, code())
  await expect(errorSummary(page)).toContainText(
    'Signing in took too long, or there were too many wrong codes. Sign in again',
  )
  expect(await hasSession(page)).toBe(false)
  expect(portal.rows('sessions')).toHaveLength(before)
  await page.getByRole('button', { name: 'Sign in as someone else' }).click()
  await toCode(page)
  await enter(page, code())
  await expect(page.getByRole('heading', OVERVIEW)).toBeVisible()
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the code is asked for and checked @since-9', async ({ page }) => {
    await toCode(page, '/invoices')
    await enter(page, WRONG)
    await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible()
    await expect(page.getByLabel('Code')).toHaveAccessibleDescription(/The code is not correct/)
    await enter(page, code())
    await expect(page).toHaveURL('/invoices')
  })

  test('the password leads to the explanation @until-8', async ({ page, sandbox }) => {
    await page.goto('/sign-in')
    await submitSignIn(page, PERSON)
    await expect(page.getByRole('link', { name: 'Open the billing site' })).toHaveAttribute(
      'href',
      `${sandbox.url}/clientarea.php`,
    )
  })
})

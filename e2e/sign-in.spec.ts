import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { errorSummary } from './support/forms.ts'
import { PASSWORD, submitSignIn } from './support/sign-in.ts'

const WRONG = 'Email or password is incorrect'
const OVERVIEW = { name: 'Overview', level: 1 } as const

async function sessionCookie(page: Page) {
  const cookies = await page.context().cookies()
  return cookies.find(({ name }) => name === 'portal.session')
}

test('the right password opens the overview with a session of its own', async ({ page, sandbox, portal }) => {
  const before = portal.rows('sessions').length
  await page.goto('/sign-in')
  await expect(page).toHaveTitle('Sign in – Example Hosting')
  await submitSignIn(page, 'owner@example.com')
  await expect(page.getByRole('heading', OVERVIEW)).toBeVisible()
  await expect(page).toHaveTitle('Overview – Example Hosting')
  await expect(page).toHaveURL('/')
  await expect(page.getByText('owner@example.com').first()).toBeVisible()
  expect(await sessionCookie(page)).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
  expect(portal.rows('sessions')).toHaveLength(before + 1)
  const [login, ...more] = await sandbox.calls('ValidateLogin')
  expect(login?.params).toMatchObject({ email: 'owner@example.com', password2: '[secret]' })
  expect(more).toEqual([])
})

test('a wrong password, an unknown address and a closed account are told alike', async ({ page, visitor, portal }) => {
  const before = portal.rows('sessions').length
  const tries = [
    { page, email: 'owner@example.com', password: 'not-the-password' },
    { page: await visitor(), email: 'nobody@example.com', password: PASSWORD },
    { page: await visitor(), email: 'closed@example.com', password: PASSWORD },
  ]
  const told: unknown[] = []
  for (const { page: tried, email, password } of tries) {
    await tried.goto('/sign-in')
    const answered = tried.waitForResponse((response) => response.request().method() === 'POST')
    await submitSignIn(tried, email, password)
    const status = (await answered).status()
    await expect(errorSummary(tried)).toBeFocused()
    await expect(tried).toHaveTitle('Error: Sign in – Example Hosting')
    await expect(tried.getByLabel('Email')).toHaveValue(email)
    await expect(tried.getByLabel('Password', { exact: true })).toHaveValue('')
    expect(await sessionCookie(tried)).toBeUndefined()
    told.push({ status, text: await tried.getByRole('main').innerText(), url: tried.url() })
  }
  expect(JSON.stringify(told[0])).toContain(WRONG)
  expect(told[1]).toEqual(told[0])
  expect(told[2]).toEqual(told[0])
  expect(portal.rows('sessions')).toHaveLength(before)
})

test('what is missing is said at its field, and WHMCS is not asked', async ({ page, sandbox }) => {
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(errorSummary(page)).toBeFocused()
  await expect(errorSummary(page).getByRole('link')).toHaveText(['Enter your email address', 'Enter your password'])
  await expect(page.getByLabel('Email')).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByLabel('Email')).toHaveAccessibleDescription('Enter your email address')
  await errorSummary(page).getByRole('link', { name: 'Enter your password' }).click()
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
  expect(await sandbox.calls()).toEqual([])
})

test('the password can be shown and hidden', async ({ page }) => {
  await page.goto('/sign-in')
  const password = page.getByLabel('Password', { exact: true })
  await password.fill('secret words')
  await page.getByRole('button', { name: 'Show password' }).click()
  await expect(password).toHaveAttribute('type', 'text')
  await expect(password).toHaveValue('secret words')
  await page.getByRole('button', { name: 'Hide password' }).click()
  await expect(password).toHaveAttribute('type', 'password')
})

test('a guest is sent to sign in and returns to the page that was asked for', async ({ page }) => {
  await page.goto('/invoices?status=paid')
  await expect(page).toHaveURL('/sign-in?next=%2Finvoices%3Fstatus%3Dpaid')
  await submitSignIn(page, 'owner@example.com')
  await expect(page).toHaveURL('/invoices?status=paid')
  await expect(page.getByRole('heading', { name: 'Invoices', level: 1 })).toBeVisible()
})

const ELSEWHERE = [
  '//evil.example/x',
  '/\\evil.example',
  'https://evil.example/',
  '/..//evil.example',
  'javascript:alert(1)',
]

for (const next of ELSEWHERE) {
  test(`nobody is sent to ${next} after signing in`, async ({ page }) => {
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`)
    await submitSignIn(page, 'owner@example.com')
    await expect(page.getByRole('heading', OVERVIEW)).toBeVisible()
    await expect(page).toHaveURL('/')
  })
}

test('whoever is signed in does not see the form again', async ({ page, signInAs }) => {
  await signInAs('owner@example.com', '/sign-in?next=/invoices')
  await expect(page).toHaveURL('/invoices')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a wrong password is told in the page, the right one signs in', async ({ page, portal }) => {
    await page.goto('/sign-in?next=%2Finvoices%3Fstatus%3Dpaid')
    await submitSignIn(page, 'owner@example.com', 'not-the-password')
    await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible()
    await expect(page.getByRole('main')).toContainText(WRONG)
    await expect(page).toHaveTitle('Error: Sign in – Example Hosting')
    await expect(page.getByLabel('Email')).toHaveValue('owner@example.com')
    await expect(page.getByLabel('Password', { exact: true })).toHaveValue('')
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    const before = portal.rows('sessions').length
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page).toHaveURL('/invoices?status=paid')
    await expect(page.getByRole('heading', { name: 'Invoices', level: 1 })).toBeVisible()
    expect(portal.rows('sessions')).toHaveLength(before + 1)
  })

  test('signing out works', async ({ page, signInAs }) => {
    await signInAs('owner@example.com')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page).toHaveURL('/sign-in?signed-out=1')
    await page.goto('/')
    await expect(page).toHaveURL('/sign-in')
  })
})

test('signing out ends the session itself: its cookie opens nothing any more', async ({
  page,
  signInAs,
  visitor,
  sandbox,
  portal,
}) => {
  await signInAs('owner@example.com')
  await expect(page.getByRole('heading', OVERVIEW)).toBeVisible()
  const cookies = await page.context().cookies()
  const living = () => portal.rows('sessions').filter((row) => row['revoked_at'] === null).length
  const before = living()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByText('You are signed out.')).toBeVisible()
  await expect(page).toHaveURL('/sign-in?signed-out=1')
  expect(await sessionCookie(page)).toBeUndefined()
  expect(living()).toBe(before - 1)

  await sandbox.forgetCalls()
  const thief = await visitor()
  await thief.context().addCookies(cookies)
  for (const path of ['/', '/invoices', '/invoices/1', '/accounts', '/no-access']) {
    await thief.goto(path)
    await expect(thief).toHaveURL(/\/sign-in/)
  }
  for (const path of ['/invoices.csv', '/invoices/1/pdf']) {
    const answer = await thief.request.get(path, { maxRedirects: 0 })
    expect(answer.status(), path).toBe(303)
    expect(answer.headers()['location']).toBe(`/sign-in?next=${encodeURIComponent(path)}`)
    expect(await answer.text()).toBe('')
  }
  expect(await sandbox.calls()).toEqual([])
})

test('a cookie that was there before the sign-in is replaced by it', async ({ page, portal, visitor, signInAs }) => {
  const attacker = await signInAs('billing@example.com', '/', await visitor())
  const planted = await sessionCookie(attacker)
  await attacker.getByRole('button', { name: 'Sign out' }).click()
  await expect(attacker).toHaveURL('/sign-in?signed-out=1')
  for (const value of [planted?.value ?? '', 'anything']) {
    await page.context().clearCookies()
    await page.context().addCookies([{ name: 'portal.session', value, url: portal.url }])
    await page.goto('/sign-in')
    await submitSignIn(page, 'owner@example.com')
    await expect(page.getByRole('heading', OVERVIEW)).toBeVisible()
    const now = await sessionCookie(page)
    expect(now?.value).toBeTruthy()
    expect(now?.value).not.toBe(value)
  }
  await attacker.goto('/')
  await expect(attacker).toHaveURL('/sign-in')
})

for (const fault of ['maintenance', 'reset-before', 'html', 'truncate'] as const) {
  test(`WHMCS down at sign-in (${fault}) is not called a wrong password`, async ({ page, sandbox }) => {
    await sandbox.fault({ action: 'ValidateLogin', fault })
    await page.goto('/sign-in')
    await submitSignIn(page, 'owner@example.com')
    await expect(errorSummary(page)).toContainText('We cannot reach the billing system. Nothing was changed.')
    await expect(page.getByRole('main')).not.toContainText(WRONG)
    await sandbox.heal()
    await submitSignIn(page, 'owner@example.com')
    await expect(page.getByRole('heading', OVERVIEW)).toBeVisible()
  })
}

test('a user whose number is another client’s number gets their own account', async ({ page, sandbox }) => {
  const { clients } = await sandbox.state('clients')
  const own = clients.find(({ email }) => email === 'empty@example.com')
  const neighbour = clients.find(({ id }) => id === 7)
  await page.goto('/sign-in')
  await submitSignIn(page, 'empty@example.com')
  await expect(page.getByRole('heading', OVERVIEW)).toBeVisible()
  await page.goto('/invoices')
  await expect(page.getByRole('main')).toContainText('No invoices yet.')
  await page.goto('/accounts')
  await expect(page.getByRole('main')).toContainText(`Account #${own?.id}`)
  await expect(page.getByRole('main')).not.toContainText(neighbour?.lastname ?? 'the neighbour is gone')
  const asked = (await sandbox.calls()).flatMap(({ params }) =>
    ['clientid', 'client_id', 'userid'].flatMap((name) => (name in params ? [String(params[name])] : [])),
  )
  expect(asked.length).toBeGreaterThan(3)
  expect(new Set(asked)).toEqual(new Set([String(own?.id)]))
})

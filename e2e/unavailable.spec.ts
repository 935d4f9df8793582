import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'

const TITLE = 'We cannot reach the billing system'
const DOWN = ['maintenance', 'html', 'truncate', 'reset-before', 'status'] as const

test.beforeEach(({ browserErrors }) => {
  // The page that says so has the status that says so.
  browserErrors.allow(/status of 503/)
})

/** The page says what is wrong, and everything around it stands. */
async function expectUnavailable(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: TITLE, level: 1 })).toBeVisible()
  await expect(page).toHaveTitle(new RegExp(`^${TITLE}`))
  await expect(page.getByRole('main')).toContainText('Services are not affected.')
  await expect(page.getByRole('main')).toContainText(/Reference \w{8}/)
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Overview' })).toBeVisible()
  await expect(page.getByRole('contentinfo')).toBeVisible()
}

const PAGES = [
  { path: '/invoices', heading: 'Invoices' },
  { path: '/invoices/1', heading: 'Invoice INV-' },
  { path: '/accounts', heading: 'Choose an account' },
] as const

for (const { path, heading } of PAGES) {
  for (const fault of DOWN) {
    test(`${path} stands while WHMCS answers with ${fault}, and recovers`, async ({ page, signInAs, sandbox }) => {
      await sandbox.fault({ fault })
      await signInAs('owner@example.com', path)
      await expectUnavailable(page)
      const reference = page.getByRole('main').getByText(/^Reference/)
      const first = await reference.innerText()
      await page.getByRole('button', { name: 'Try again' }).click()
      await expect(reference).not.toHaveText(first)
      await expectUnavailable(page)
      await sandbox.heal()
      await page.getByRole('button', { name: 'Try again' }).click()
      await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible()
      await expect(page).toHaveURL(path)
      await expect(page).not.toHaveTitle(new RegExp(TITLE))
    })
  }
}

test('the overview stands while WHMCS is down, part by part', async ({ page, signInAs, sandbox }) => {
  await sandbox.fault({ fault: 'maintenance' })
  await signInAs('owner@example.com')
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible()
  const failed = page.getByRole('status').filter({ hasText: 'This part did not load.' })
  await expect(failed.first()).toBeVisible()
  await sandbox.heal()
  await page.getByRole('button', { name: 'Try again' }).first().click()
  await expect(failed).toHaveCount(0)
  await expect(page.getByRole('heading', { name: 'To pay' })).toBeVisible()
})

test('the reference on the page is the one in the log', async ({ page, signInAs, sandbox, portal }) => {
  await sandbox.fault({ fault: 'maintenance' })
  await signInAs('owner@example.com', '/invoices')
  await expectUnavailable(page)
  const line = portal.log().find(({ event }) => event === 'page.unavailable')
  expect(line).toMatchObject({ error: 'WhmcsError', needs: 'invoices' })
  await expect(page.getByRole('main')).toContainText(`Reference ${String(line?.['ref']).slice(0, 8)}`)
})

test('a single failure is repeated, and nobody notices', async ({ page, signInAs, sandbox }) => {
  await sandbox.fault({ action: 'GetInvoices', fault: 'reset-before', nth: 1 })
  await signInAs('owner@example.com', '/invoices')
  await expect(page.getByRole('heading', { name: 'Invoices', level: 1 })).toBeVisible()
  expect((await sandbox.calls('GetInvoices')).map(({ fault }) => fault)).toContain('reset-before')
})

test('a warning of PHP before the answer does no harm', async ({ page, signInAs, sandbox }) => {
  await sandbox.fault({ fault: 'php-warning' })
  await signInAs('owner@example.com', '/invoices')
  await expect(page.getByRole('table', { name: 'Your invoices' })).toBeVisible()
  await expect(page.getByRole('main')).not.toContainText('Warning')
})

test('a slow WHMCS makes slow pages, not broken ones', async ({ page, signInAs, sandbox }) => {
  await sandbox.fault({ fault: 'latency', ms: 1500 })
  await signInAs('owner@example.com', '/invoices')
  await expect(page.getByRole('table', { name: 'Your invoices' })).toBeVisible()
})

test('a WHMCS that never answers is given up in good time', async ({ page, signInAs, sandbox }) => {
  await sandbox.fault({ fault: 'latency', ms: 20_000 })
  const started = Date.now()
  await signInAs('owner@example.com', '/invoices')
  await expectUnavailable(page)
  expect(Date.now() - started).toBeLessThan(15_000)
})

test('what WHMCS says of itself never reaches the page', async ({ page, signInAs, sandbox }) => {
  const secret = 'SQLSTATE[42S02] in /var/www/whmcs/includes/api.php'
  await sandbox.fault({ action: 'GetInvoices', fault: 'status', status: 500, body: secret })
  await signInAs('owner@example.com', '/invoices')
  await expectUnavailable(page)
  expect(await page.content()).not.toContain('SQLSTATE')
})

test('signing out works while WHMCS is down', async ({ page, signInAs, sandbox, portal }) => {
  await sandbox.fault({ fault: 'maintenance' })
  await signInAs('owner@example.com', '/invoices')
  await expectUnavailable(page)
  const living = () => portal.rows('sessions').filter((row) => row['revoked_at'] === null).length
  const before = living()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL('/sign-in?signed-out=1')
  expect(living()).toBe(before - 1)
})

test('the file of the list leads back to the page that explains', async ({ page, signInAs, sandbox }) => {
  await signInAs('owner@example.com', '/invoices')
  await sandbox.fault({ fault: 'maintenance' })
  await page.getByRole('link', { name: 'Download as CSV' }).evaluate((link) => link.removeAttribute('download'))
  await page.getByRole('link', { name: 'Download as CSV' }).click()
  await expect(page).toHaveURL('/invoices')
  await expectUnavailable(page)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the page says so, and trying again works', async ({ page, signInAs, sandbox }) => {
    await sandbox.fault({ fault: 'maintenance' })
    await signInAs('owner@example.com', '/invoices')
    await expectUnavailable(page)
    await sandbox.heal()
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByRole('heading', { name: 'Invoices', level: 1 })).toBeVisible()
  })
})

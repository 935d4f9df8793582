import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { fillContact } from './support/contacts.ts'
import { submitSignIn } from './support/sign-in.ts'

const OWNER = 'owner@example.com'

/** WHMCS has no icon. */
test.beforeEach(({ browserErrors }) => browserErrors.allow(/favicon\.ico/))

async function signIn(page: Page): Promise<void> {
  await page.goto('/sign-in?next=/invoices')
  await submitSignIn(page, OWNER)
  await page.waitForURL('**/invoices')
}

test('password and second step are changed at WHMCS, signed in as this very person', async ({
  page,
  signInAs,
  sandbox,
  installation: { version },
}) => {
  for (const [button, title] of [
    ['Change password', 'Change Password'],
    ['Set up the second step', 'Security Settings'],
  ] as const) {
    await signInAs(OWNER, '/security')
    await page.getByRole('button', { name: button }).click()
    await page.waitForURL(`${sandbox.url}/**`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
    const [token] = await sandbox.calls('CreateSsoToken')
    expect(token?.params).toMatchObject({ client_id: '1', ...(version !== '7.10' && { user_id: '3' }) })
  }
  const { sso_tokens: tokens } = await sandbox.state('sso_tokens')
  expect(tokens.map(({ used }) => used > 0)).toEqual([true, true])
})

test('the way to WHMCS leaves a trace, and its address is kept nowhere', async ({
  page,
  signInAs,
  portal,
  sandbox,
}) => {
  await signInAs(OWNER, '/security')
  await page.getByRole('button', { name: 'Change password' }).click()
  await page.waitForURL(`${sandbox.url}/**`)
  const [token] = (await sandbox.state('sso_tokens')).sso_tokens
  const kept = JSON.stringify([portal.rows('intents'), portal.rows('audit'), portal.output()])
  expect(token?.token).toMatch(/^\w{20,}/)
  expect(kept).not.toContain(token?.token)
  expect(kept).toContain('billing-site.open')
})

test('when WHMCS lets nobody in that way, the page says what to do', async ({ page, signInAs, sandbox }) => {
  await sandbox.fault({ action: 'CreateSsoToken', fault: 'refuse', message: 'SSO authentication blocked for client 1' })
  await signInAs(OWNER, '/security')
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Sign in there to change it' })).toBeVisible()
  await expect(page).toHaveURL('/security')
})

test('a sub-account of WHMCS 7, whom WHMCS would take for the owner, is told another way @until-7', async ({
  page,
  signInAs,
}) => {
  await signInAs('billing@example.com', '/security')
  await expect(page.getByRole('region', { name: 'Password and second step' })).toContainText('Forgot your password?')
  await expect(page.getByRole('button', { name: 'Change password' })).toHaveCount(0)
})

test('another device is signed out from here, and opens nothing from then on', async ({ page, visitor, signInAs }) => {
  await signInAs(OWNER, '/')
  const [phone, laptop] = [
    await visitor({ userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1' }),
    await visitor({ userAgent: 'Mozilla/5.0 (Windows NT 10.0; rv:145.0) Gecko/20100101 Firefox/145.0' }),
  ]
  await signIn(phone)
  await signIn(laptop)
  await page.goto('/security')
  const devices = page.getByRole('region', { name: 'Where you are signed in' })
  await expect(devices.getByRole('listitem').filter({ hasText: 'This device' })).toHaveCount(1)
  await expect(devices.getByRole('listitem').filter({ hasText: 'This device' }).getByRole('button')).toHaveCount(0)
  await devices.getByRole('button', { name: /^Sign out: Safari · iPhone/ }).click()
  await expect(devices.getByText('Safari · iPhone')).toHaveCount(0)
  await phone.goto('/invoices')
  await expect(phone).toHaveURL(/\/sign-in/)
  await laptop.goto('/invoices')
  await expect(laptop).toHaveURL('/invoices')

  await devices.getByRole('button', { name: 'Sign out everywhere else' }).click()
  await expect(devices).toContainText('You are signed in on this device only.')
  await laptop.goto('/invoices')
  await expect(laptop).toHaveURL(/\/sign-in/)
  await page.goto('/invoices')
  await expect(page).toHaveURL('/invoices')
})

test('the last sign-ins, and what was done in the account, by whom', async ({ page, signInAs }) => {
  await signInAs(OWNER, '/contacts/new')
  await fillContact(page)
  await page.getByRole('button', { name: 'Add contact' }).click()
  await expect(page.getByText('The contact was added.')).toBeVisible()
  await page.goto('/security')
  await expect(page.getByRole('region', { name: 'Your last sign-ins' }).getByRole('listitem').first()).toContainText(
    /Signed in\s*\d+ \w+ \d{4}, \d\d:\d\d UTC/,
  )
  const events = page.getByRole('region', { name: 'What happened in this account' })
  await expect(events.getByRole('listitem').first()).toContainText(/Added a contact\s*Jane Doe/)
})

test('what happened in an account is its owner’s business alone', async ({ page, signInAs }) => {
  await signInAs('tech@example.com', '/security')
  await expect(page.getByRole('region', { name: 'Where you are signed in' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'What happened in this account' })).toHaveCount(0)
})

test.describe('without JavaScript', () => {
  test('a device is signed out, and WHMCS is reached', async ({ visitor, signInAs, sandbox }) => {
    const other = await visitor()
    await signIn(other)
    const page = await visitor({ javaScriptEnabled: false })
    await signInAs(OWNER, '/security', page)
    await page.getByRole('button', { name: 'Sign out everywhere else' }).click()
    await expect(page.getByText('You are signed in on this device only.')).toBeVisible()
    await page.getByRole('button', { name: 'Change password' }).click()
    await page.waitForURL(`${sandbox.url}/**`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Change Password')
  })
})

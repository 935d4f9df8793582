import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { submitSignIn } from './support/sign-in.ts'
import type { Sandbox } from './support/sandbox.ts'

const CHOOSE = { name: 'Choose an account', level: 1 } as const
const OVERVIEW = { name: 'Overview', level: 1 } as const

/** Signs in afresh: choosing an account changes the session, and other tests share it. */
async function enter(page: Page): Promise<void> {
  await page.goto('/sign-in')
  await submitSignIn(page, 'agency@example.com')
  await expect(page.getByRole('heading', CHOOSE)).toBeVisible()
}

/** The clients whose data the portal asked for. */
async function askedFor(sandbox: Sandbox): Promise<Set<string>> {
  const calls = await sandbox.calls()
  return new Set(
    calls.flatMap(({ params }) => ['clientid', 'client_id', 'userid'].flatMap((key) => params[key] ?? [])).map(String),
  )
}

test('an agency chooses among its accounts and switches later @since-8', async ({ page, sandbox, portal }) => {
  await enter(page)
  await expect(page).toHaveURL('/accounts')
  await expect(page).toHaveTitle('Choose an account – Example Hosting')
  const rows = page.getByRole('main').getByRole('listitem')
  await expect(rows).toHaveCount(3)
  await expect(rows.filter({ hasText: 'Agency Two LLC' })).toContainText(/Account #2.*Owner/s)
  await expect(rows.filter({ hasText: 'Example Hosting GmbH' })).toContainText(/Account #1.*You have access/s)
  await expect(rows.filter({ hasText: '株式会社サンプル' })).toContainText(/Account #3.*You have access/s)
  expect(portal.rows('sessions').at(-1)).toMatchObject({ email: 'agency@example.com', client_id: null })
  await page.goto('/invoices')
  await expect(page).toHaveURL('/accounts')

  await sandbox.forgetCalls()
  await page.getByRole('button', { name: 'Open Agency Two LLC' }).click()
  await expect(page.getByRole('heading', OVERVIEW)).toBeVisible()
  await expect(page).toHaveURL('/')
  expect(portal.rows('sessions').at(-1)).toMatchObject({ client_id: 2 })
  await sandbox.forgetCalls()
  await page.goto('/invoices')
  await expect(page.getByRole('heading', { name: 'Invoices', level: 1 })).toBeVisible()
  await expect(page.getByRole('cell', { name: '$49.95 USD' }).first()).toBeVisible()
  expect(await askedFor(sandbox)).toEqual(new Set(['2']))

  const before = await page.context().cookies()
  await page.getByRole('link', { name: 'Switch account' }).click()
  await page.getByRole('button', { name: 'Open 株式会社サンプル' }).click()
  await expect(page.getByRole('heading', OVERVIEW)).toBeVisible()
  await sandbox.forgetCalls()
  await page.goto('/invoices')
  await expect(page.getByRole('cell', { name: '¥9,800 JPY' })).toBeVisible()
  expect(await askedFor(sandbox)).toEqual(new Set(['3']))
  // Another account is another session: the old cookie is worth nothing.
  await page.context().addCookies(before)
  await page.goto('/invoices')
  await expect(page).toHaveURL(/\/sign-in/)
})

test('each account opens what its permissions allow there @since-8', async ({ page }) => {
  await enter(page)
  await page.getByRole('button', { name: 'Open Example Hosting GmbH' }).click()
  await expect(page.getByRole('heading', { name: 'Needs attention' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'To pay' })).toHaveCount(0)
  await page.goto('/invoices')
  await expect(page).toHaveURL('/no-access?to=invoices')
  await page.getByRole('link', { name: 'Switch account' }).click()
  await page.getByRole('button', { name: 'Open 株式会社サンプル' }).click()
  await expect(page.getByRole('heading', { name: 'To pay' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Needs attention' })).toHaveCount(0)
})

test('a closed account is shown and cannot be entered @since-8', async ({ page, sandbox, portal }) => {
  await enter(page)
  const closing = page.getByRole('main').getByRole('listitem').filter({ hasText: 'Account #3' })
  await expect(closing.getByRole('button')).toBeVisible()
  // It is closed while the page is open …
  await sandbox.api('CloseClient', { clientid: '3' })
  await closing.getByRole('button').click()
  await expect(closing.getByRole('alert')).toHaveText('We could not find this.')
  await expect(page).toHaveURL('/accounts')
  expect(portal.rows('sessions').at(-1)).toMatchObject({ email: 'agency@example.com', client_id: null })
  // … and there is no button for it afterwards.
  await page.reload()
  await expect(closing).toContainText('Closed')
  await expect(closing.getByRole('button')).toHaveCount(0)
})

test('an account that is closed while it is open lets nobody go on @since-8', async ({ page, sandbox }) => {
  await enter(page)
  await page.getByRole('button', { name: 'Open Agency Two LLC' }).click()
  await expect(page.getByRole('heading', OVERVIEW)).toBeVisible()
  await sandbox.api('CloseClient', { clientid: '2' })
  await page.goto('/invoices')
  await expect(page).toHaveURL('/accounts')
  await expect(page.getByRole('heading', CHOOSE)).toBeVisible()
})

for (const account of ['7', '6', '99999', '0', '-1', '1 OR 1=1', '']) {
  test(`the account id "${account}" sent by hand is refused @since-8`, async ({ page, sandbox, portal }) => {
    await enter(page)
    const form = page.locator('form', { has: page.getByRole('button', { name: 'Open Agency Two LLC' }) })
    await form.locator('input[name=account]').evaluate((input, value) => input.setAttribute('value', value), account)
    await sandbox.forgetCalls()
    await form.getByRole('button').click()
    await expect(form.getByRole('alert')).toHaveText(
      /We could not find this\.|Choose an account|Check what you entered/,
    )
    await expect(page).toHaveURL('/accounts')
    expect(portal.rows('sessions').at(-1)).toMatchObject({ email: 'agency@example.com', client_id: null })
    expect([...(await askedFor(sandbox))].filter((id) => !['1', '2', '3'].includes(id))).toEqual([])
    await page.goto('/')
    await expect(page).toHaveURL('/accounts')
  })
}

test('whoever has one account is in it at once, and finds it in the list', async ({ page, signInAs }) => {
  await signInAs('owner@example.com', '/accounts')
  const rows = page.getByRole('main').getByRole('listitem')
  await expect(rows).toHaveCount(1)
  await expect(rows).toContainText('Example Hosting GmbH')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('an account is chosen @since-8', async ({ page }) => {
    await enter(page)
    await page.getByRole('button', { name: 'Open Agency Two LLC' }).click()
    await expect(page).toHaveURL('/')
    await expect(page.getByRole('heading', { name: 'To pay' })).toBeVisible()
  })
})

import { expect, test } from './fixtures.ts'
import { ledgerOf } from './support/ledger.ts'

const TITLE = 'You do not have access to this page'

for (const path of ['/invoices', '/invoices?status=paid', '/invoices/1', '/invoices.csv', '/invoices/1/pdf']) {
  test(`somebody without the permission is told so at ${path}, and who can give it`, async ({
    page,
    signInAs,
    sandbox,
  }) => {
    const { invoices, money } = await ledgerOf(sandbox, 1)
    await signInAs('tech@example.com', path)
    await expect(page).toHaveURL('/no-access?to=invoices')
    await expect(page).toHaveTitle(`${TITLE} – Example Hosting`)
    await expect(page.getByRole('heading', { name: TITLE, level: 1 })).toBeVisible()
    await expect(page.getByRole('main')).toContainText('“View and pay invoices”')
    await expect(page.getByRole('main')).toContainText('Jane Doe')
    const shown = await page.content()
    for (const { total, invoicenum } of invoices) {
      expect(shown).not.toContain(money(total))
      if (invoicenum !== '') expect(shown).not.toContain(invoicenum)
    }
    expect(await sandbox.calls('CreateSsoToken')).toEqual([])
    await page.getByRole('link', { name: 'Go to the overview' }).click()
    await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible()
  })
}

test('a permission that is taken away is gone with the next page', async ({ page, signInAs, sandbox }) => {
  const { user_clients, contacts, users } = await sandbox.state('user_clients', 'contacts', 'users')
  await signInAs('billing@example.com', '/invoices')
  await expect(page.getByRole('heading', { name: 'Invoices', level: 1 })).toBeVisible()
  const user = users.find(({ email }) => email === 'billing@example.com')
  const contact = contacts.find(({ email }) => email === 'billing@example.com')
  if (user) {
    expect(user_clients.find(({ user_id }) => user_id === user.id)?.permissions).toBe('invoices')
    await sandbox.api('UpdateUserPermissions', { user_id: String(user.id), client_id: '1', permissions: 'tickets' })
  } else {
    await sandbox.api('UpdateContact', { contactid: String(contact?.id), permissions: 'tickets' })
  }
  await page.getByRole('link', { name: 'Next' }).click()
  await expect(page.getByRole('heading', { name: TITLE, level: 1 })).toBeVisible()
  await expect(page).toHaveURL('/no-access?to=invoices')
  await page.goto('/')
  await expect(page.getByRole('main')).toContainText('nothing on this page is open to you')
})

test('a page for owners alone names the owner; a word nobody knows says no more', async ({ page, signInAs }) => {
  for (const to of ['owner', '<b>x</b>', '']) {
    await signInAs('tech@example.com', `/no-access?to=${encodeURIComponent(to)}`)
    await expect(page.getByRole('heading', { name: TITLE, level: 1 })).toBeVisible()
    await expect(page.getByRole('main')).toContainText('Only the owner of the account can open it.')
    await expect(page.getByRole('main').locator('b')).toHaveCount(0)
  }
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the page is the same', async ({ page, signInAs }) => {
    await signInAs('tech@example.com', '/invoices')
    await expect(page).toHaveURL('/no-access?to=invoices')
    await expect(page.getByRole('heading', { name: TITLE, level: 1 })).toBeVisible()
  })
})

import { expect, test } from './fixtures.ts'
import { postForm } from './support/forms.ts'

const OWNER = 'owner@example.com'
/** Of client 1: monthly, and no invoice of it is open. */
const PATH = '/services/3/next-invoice'

test('the next invoice is made early, and leads to it (seed: generate_due_invoice)', async ({
  page,
  signInAs,
  sandbox,
}) => {
  await signInAs(OWNER, '/services/3')
  await page.getByRole('link', { name: 'Make the next invoice now' }).click()
  await expect(page).toHaveTitle('Make the next invoice now – Example Hosting')
  await expect(page.getByRole('main')).toContainText('€116,10 EUR')
  await page.getByRole('button', { name: 'Make the invoice' }).click()
  await expect(page).toHaveURL(/\/invoices\/\d+$/)
  const { invoice_items: items } = await sandbox.state('invoice_items')
  const made = items.filter(({ type, relid }) => type === 'Hosting' && relid === 3)
  expect(made.map(({ invoiceid }) => `/invoices/${invoiceid}`)).toEqual([new URL(page.url()).pathname])
  const [call] = await sandbox.calls('GenInvoices')
  expect(call?.params).toMatchObject({ clientid: '1' })
  await page.goto(PATH)
  await expect(page.getByRole('main')).toContainText('There is an unpaid invoice for this service. Pay it first.')
  await expect(page.getByRole('button', { name: 'Make the invoice' })).toHaveCount(0)
})

test('an upgrade under way: said at the button, and nothing is made', async ({ page, signInAs, sandbox }) => {
  const upgrade = { serviceid: '4', type: 'product', newproductid: '2', newproductbillingcycle: 'annually' }
  await sandbox.api('UpgradeProduct', { ...upgrade, paymentmethod: 'stripe' })
  await signInAs(OWNER, '/services/4/next-invoice')
  await page.getByRole('button', { name: 'Make the invoice' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'An upgrade is in progress' })).toBeVisible()
  expect(await sandbox.calls('GenInvoices')).toEqual([])
})

test('a double click, a lost answer, and the same form once more: one invoice', async ({
  visitor,
  signInAs,
  sandbox,
}) => {
  const page = await visitor({ javaScriptEnabled: false })
  await signInAs(OWNER, PATH, page)
  await sandbox.fault({ action: 'GenInvoices', fault: 'apply-then-reset' })
  const form = page.getByRole('main').locator('form')
  const answers = await Promise.all([postForm(page, form, {}), postForm(page, form, {})])
  expect(answers.map((answer) => answer.status())).toContain(303)
  const later = await postForm(page, form, {})
  expect(later.headers()['location']).toMatch(/\/invoices\/\d+$/)
  expect(await sandbox.calls('GenInvoices')).toHaveLength(1)
  const { invoice_items: items } = await sandbox.state('invoice_items')
  expect(items.filter(({ type, relid }) => type === 'Hosting' && relid === 3)).toHaveLength(1)
})

test('nobody knows yet whether it was made: the page says so and asks for no other', async ({
  page,
  signInAs,
  sandbox,
}) => {
  await signInAs(OWNER, PATH)
  await sandbox.fault({ action: 'GenInvoices', fault: 'html' })
  await page.getByRole('button', { name: 'Make the invoice' }).click()
  await expect(page.getByRole('main')).toContainText('Do not ask again')
  await sandbox.heal()
  await page.reload()
  await expect(page.getByRole('main')).toContainText('Do not ask again')
  await expect(page.getByRole('button', { name: 'Make the invoice' })).toHaveCount(0)
  expect(await sandbox.calls('GenInvoices')).toHaveLength(1)
})

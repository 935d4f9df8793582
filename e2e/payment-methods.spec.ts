import { expect, test } from './fixtures.ts'
import type { Sandbox } from './support/sandbox.ts'

const OWNER = 'owner@example.com'
const PATH = '/payment-methods'

test.beforeEach(({ browserErrors }) => browserErrors.allow(/favicon\.ico/))

async function stored(sandbox: Sandbox) {
  const { pay_methods } = await sandbox.state('pay_methods')
  return pay_methods.filter(({ clientid }) => clientid === 1)
}

test('stored cards and accounts: by their last digits, and one of them is used first', async ({
  page,
  signInAs,
  sandbox,
}) => {
  await signInAs(OWNER, '/')
  await page.getByRole('navigation', { name: 'Account' }).getByRole('link', { name: 'Payment methods' }).click()
  await expect(page).toHaveTitle('Payment methods – Example Hosting')
  const rows = page.getByRole('row').filter({ has: page.getByRole('rowheader') })
  await expect(rows).toHaveCount(3)
  await expect(rows.nth(0)).toContainText('Visa ending in 4242Company card')
  await expect(rows.nth(0)).toContainText('12/29')
  await expect(rows.nth(1)).toContainText('MasterCard ending in 4444')
  await expect(rows.nth(1)).toContainText('Expired')
  await expect(rows.nth(2)).toContainText('Sparkasse')
  await expect(rows.nth(1).getByRole('button', { name: /^Use first/ })).toHaveCount(0)
  // Neither the token that opens a card at the provider, nor anybody else's card.
  expect(await page.content()).not.toMatch(/CANARY-|MARKER-/)
  await page.getByRole('button', { name: 'Use first: Sparkasse' }).click()
  await expect(page.getByRole('main')).toContainText('This payment method is used first from now on')
  expect((await stored(sandbox)).filter(({ is_default }) => is_default === 1).map(({ id }) => id)).toEqual([3])
})

test('removing one: asked once more, in the list and on a page of its own', async ({
  page,
  visitor,
  signInAs,
  sandbox,
}) => {
  await signInAs(OWNER, PATH)
  await page.getByRole('link', { name: 'Remove MasterCard ending in 4444' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Remove MasterCard ending in 4444?' })
  await expect(dialog).toContainText('Invoices are not charged to it any more.')
  await dialog.getByRole('button', { name: 'Keep it' }).click()
  expect(await stored(sandbox)).toHaveLength(3)
  await page.getByRole('link', { name: 'Remove MasterCard ending in 4444' }).click()
  await dialog.getByRole('button', { name: 'Remove it' }).click()
  await expect(page.getByRole('main')).toContainText('The payment method is removed')
  expect((await stored(sandbox)).map(({ id }) => id)).toEqual([1, 3])

  const plain = await visitor({ javaScriptEnabled: false })
  await signInAs(OWNER, PATH, plain)
  await plain.getByRole('link', { name: 'Remove Visa ending in 4242' }).click()
  await expect(plain.getByRole('heading', { level: 1 })).toHaveText('Remove Visa ending in 4242?')
  await plain.getByRole('button', { name: 'Remove it' }).click()
  await expect(plain).toHaveURL(/\/payment-methods/)
  expect((await stored(sandbox)).map(({ id }) => id)).toEqual([3])
})

test('what the payment provider does not give up stays, and that is said', async ({ page, signInAs, sandbox }) => {
  const card = {
    type: 'RemoteCreditCard',
    gateway_module_name: 'stripe',
    card_number: 'undeletable',
    card_expiry: '1239',
  }
  await sandbox.api('AddPayMethod', { clientid: '1', ...card })
  await signInAs(OWNER, PATH)
  await page.getByRole('link', { name: 'Remove Visa ending in able' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove it' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'The payment provider refused this.' })).toBeVisible()
  expect(await stored(sandbox)).toHaveLength(4)
})

test('another one is added on WHMCS’s own page: no number is typed here', async ({
  page,
  signInAs,
  sandbox,
  portal,
}) => {
  await signInAs(OWNER, PATH)
  await expect(page.getByRole('main').getByRole('textbox')).toHaveCount(0)
  await page.getByRole('button', { name: 'Add a payment method' }).click()
  await page.waitForURL(`${sandbox.url}/**`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Add Payment Method')
  await expect(page.locator('#client')).toHaveText('1')
  expect(JSON.stringify(portal.rows('audit'))).toContain('pay-method.add')
})

import { expect, test } from '../fixtures.ts'
import { errorSummary } from '../support/forms.ts'
import type { Sandbox } from '../support/sandbox.ts'

const OWNER = 'owner@example.com'
const PATH = '/credit/add'
/** The page of the form is asked for first, then the form is sent. */
const SENT = { action: '/clientarea.php', nth: 2 } as const

async function made(sandbox: Sandbox): Promise<number[]> {
  const { invoice_items: items } = await sandbox.state('invoice_items')
  return items
    .filter(({ type, userid, amount }) => type === 'AddFunds' && userid === 1 && amount === 2500)
    .map(({ id }) => id)
}

test('a double click and a second tab: one invoice, and another one only when it is wanted', async ({
  page,
  context,
  signInAs,
  sandbox,
}) => {
  await signInAs(OWNER, PATH)
  const other = await context.newPage()
  await other.goto(PATH)
  for (const tab of [page, other]) await tab.getByRole('radio', { name: '€25,00 EUR' }).check()
  await sandbox.latency(100)
  await page.getByRole('button', { name: 'Make the invoice' }).dblclick()
  await expect(page).toHaveURL(/\/invoices\/\d+/)
  await sandbox.latency(0)
  expect(await made(sandbox)).toHaveLength(1)
  const submit = other.getByRole('button', { name: 'Make the invoice' })
  await submit.click()
  await expect(errorSummary(other)).toContainText('after you opened this page. No other was made.')
  await expect(other.getByRole('radio', { name: '€25,00 EUR' })).toBeChecked()
  expect(await made(sandbox)).toHaveLength(1)
  await expect(other.getByRole('main')).toContainText('is not paid yet')
  await submit.click()
  await expect(other).toHaveURL(/\/invoices\/\d+/)
  expect(await made(sandbox)).toHaveLength(2)
})

test('an answer that is lost after it was made: found, and not made again', async ({ page, signInAs, sandbox }) => {
  await signInAs(OWNER, PATH)
  await sandbox.fault({ ...SENT, fault: 'apply-then-reset' })
  await page.getByRole('radio', { name: '€25,00 EUR' }).check()
  await page.getByRole('button', { name: 'Make the invoice' }).click()
  await expect(page).toHaveURL(/\/invoices\/\d+/)
  expect(await made(sandbox)).toHaveLength(1)
})

test('nobody knows whether it was made: said, and nothing can be sent', async ({ page, signInAs, sandbox }) => {
  await signInAs(OWNER, PATH)
  await sandbox.fault({ ...SENT, fault: 'reset-before' })
  await page.getByRole('radio', { name: '€25,00 EUR' }).check()
  await page.getByRole('button', { name: 'Make the invoice' }).click()
  const main = page.getByRole('main')
  await expect(main).toContainText('We are checking whether your invoice was made')
  await expect(main.getByRole('button', { name: 'Make the invoice' })).toHaveCount(0)
  await main.getByRole('link', { name: 'Look again' }).click()
  await expect(main).toContainText('Do not ask for it again.')
  expect(await sandbox.calls('CreateSsoToken')).toHaveLength(1)
  expect(await made(sandbox)).toEqual([])
})

test('WHMCS down: nothing is sent, what was chosen stays, and the same form works afterwards', async ({
  page,
  signInAs,
  sandbox,
}) => {
  await signInAs(OWNER, PATH)
  await page.getByRole('radio', { name: 'Another amount' }).check()
  await page.getByLabel('Amount in EUR').fill('25,00')
  await sandbox.fault({ action: 'CreateSsoToken', fault: 'status', status: 503 })
  await page.getByRole('button', { name: 'Make the invoice' }).click()
  await expect(errorSummary(page)).toContainText('We cannot reach the billing system. Nothing was changed.')
  await expect(page.getByLabel('Amount in EUR')).toHaveValue('25,00')
  expect(await made(sandbox)).toEqual([])
  await sandbox.heal()
  await page.getByRole('button', { name: 'Make the invoice' }).click()
  await expect(page).toHaveURL(/\/invoices\/\d+/)
  expect(await made(sandbox)).toHaveLength(1)
})

test('without JavaScript: chosen, put right, made', async ({ visitor, signInAs, sandbox }) => {
  const page = await visitor({ javaScriptEnabled: false })
  await signInAs(OWNER, PATH, page)
  await page.getByRole('radio', { name: 'Another amount' }).check()
  const amount = page.getByLabel('Amount in EUR')
  await amount.fill('5')
  await page.getByRole('button', { name: 'Make the invoice' }).click()
  await expect(page.locator('#amount-error')).toHaveText(/^Add .€9,20 EUR. or more$/)
  await expect(amount).toHaveValue('5')
  await amount.fill('25')
  await page.getByRole('button', { name: 'Make the invoice' }).click()
  await expect(page).toHaveURL(/\/invoices\/\d+/)
  expect(await made(sandbox)).toHaveLength(1)
})

import { expect, test } from './fixtures.ts'
import { errorSummary } from './support/forms.ts'
import { ledgerOf } from './support/ledger.ts'
import type { Sandbox } from './support/sandbox.ts'

const OWNER = 'owner@example.com'
const PATH = '/credit/add'

test.beforeEach(({ browserErrors }) => browserErrors.allow(/favicon\.ico/))

/** What was asked for at WHMCS, the oldest first: ids of invoices and amounts in cents. */
async function funds(sandbox: Sandbox): Promise<(readonly [number, number])[]> {
  const { invoice_items: items } = await sandbox.state('invoice_items')
  const own = items.filter(({ type, userid }) => type === 'AddFunds' && userid === 1)
  return own.toSorted((a, b) => a.id - b.id).map(({ invoiceid, amount }) => [invoiceid, amount] as const)
}

test('create_addfunds, getcredits: an amount becomes an invoice, and its payment credit', async ({
  page,
  signInAs,
  sandbox,
}) => {
  const before = await funds(sandbox)
  const { money } = await ledgerOf(sandbox, 1)
  const creditOf = async () => (await sandbox.state('clients')).clients.find(({ id }) => id === 1)?.credit ?? 0
  const credit = await creditOf()
  await signInAs(OWNER, '/credit')
  await page.getByRole('link', { name: 'Add funds' }).click()
  await expect(page).toHaveTitle('Add funds – Example Hosting')
  const main = page.getByRole('main')
  // The limits are kept in dollars and told in the client's euros, before anything is typed.
  await expect(main).toContainText('From €9,20 EUR to €920,00 EUR. Your credit can come to €4.600,00 EUR in all.')
  await expect(main).toContainText(`You have ${money(credit)} of credit.`)
  await expect(main.getByRole('radio', { checked: true })).toHaveCount(0)
  await expect(main.getByRole('checkbox')).not.toBeChecked()
  await main.getByRole('radio', { name: '€50,00 EUR' }).check()
  await main.getByRole('button', { name: 'Make the invoice' }).click()
  await expect(page).toHaveURL(/\/invoices\/\d+/)
  const [made, ...others] = (await funds(sandbox)).slice(before.length)
  expect(others).toEqual([])
  expect(made?.[1]).toBe(5000)
  expect(page.url()).toContain(`/invoices/${made?.[0]}`)
  expect(await creditOf()).toBe(credit)

  await page.goto(PATH)
  await expect(main).toContainText(/Your invoice \d+ for adding funds is not paid yet/)
  await expect(main.getByRole('link', { name: 'Pay €50,00 EUR' })).toBeVisible()
  await sandbox.api('AddInvoicePayment', { invoiceid: String(made?.[0]), transid: 'x1', gateway: 'stripe' })
  await page.goto('/credit')
  await expect(main).toContainText(`Your balance${money(credit + 5000)}`)
  await expect(page.getByRole('row', { name: /Funds added/ }).first()).toContainText(money(5000))
})

test('an amount of one’s own, its limits, and what is chosen by nobody', async ({ page, signInAs, sandbox }) => {
  const before = await funds(sandbox)
  await signInAs(OWNER, PATH)
  const submit = page.getByRole('button', { name: 'Make the invoice' })
  await submit.click()
  await expect(errorSummary(page)).toBeFocused()
  await errorSummary(page).getByRole('link', { name: 'Choose an amount' }).click()
  await expect(page.getByRole('group', { name: 'How much do you want to add?' })).toBeFocused()
  const amount = page.getByLabel('Amount in EUR')
  await expect(amount).toBeHidden()
  await page.getByRole('radio', { name: 'Another amount' }).check()
  for (const [typed, said] of [
    ['', 'Enter an amount'],
    ['1.000', 'Enter an amount above zero, like 25 or 25.50'],
    ['9.19', /^Add .€9,20 EUR. or more$/],
    ['920,01', /^Add .€920,00 EUR. or less$/],
  ] as const) {
    await amount.fill(typed)
    await submit.click()
    await expect(page.locator('#amount-error')).toHaveText(said)
  }
  expect(await funds(sandbox)).toEqual(before)
  expect(await sandbox.calls('CreateSsoToken')).toEqual([])
  await amount.fill('33,5')
  await submit.click()
  await expect(page).toHaveURL(/\/invoices\/\d+/)
  expect((await funds(sandbox)).at(-1)?.[1]).toBe(3350)
})

test('automatic top-ups are asked of staff, once, and never by default', async ({ page, signInAs, sandbox }) => {
  await signInAs(OWNER, PATH)
  const main = page.getByRole('main')
  await main.getByRole('radio', { name: '€25,00 EUR' }).check()
  await main.getByRole('checkbox', { name: 'Also ask for the same top-up every month, automatically' }).check()
  await main.getByRole('button', { name: 'Make the invoice' }).click()
  await expect(page).toHaveURL(/automatic=asked/)
  await expect(main).toContainText('You asked for automatic top-ups')
  await expect(main).toContainText('Nothing is charged automatically until staff have arranged it with you.')
  await expect(main.getByRole('checkbox')).toHaveCount(0)
  const { tickets } = await sandbox.state('tickets')
  const asked = tickets.filter(({ subject }) => subject.includes('top-up'))
  expect(asked.map(({ userid }) => userid)).toEqual([1])
  expect(asked[0]?.subject).toMatch(/^Automatic top-up of EUR 25\.00 a month \[AT-[0-9A-F]{12}\]$/)
  await expect(main).toContainText(asked[0]?.tid ?? '–')
})

test('WHMCS’s own page is the other way', async ({ page, signInAs, sandbox, portal }) => {
  await signInAs(OWNER, PATH)
  await expect(page.getByRole('main')).toContainText(new URL(sandbox.url).host)
  await page.getByRole('button', { name: 'Add funds there' }).click()
  await page.waitForURL(`${sandbox.url}/**`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Add Funds')
  await expect(page.locator('#client')).toHaveText('1')
  expect(JSON.stringify(portal.rows('audit'))).toContain('funds.open')
})

test('whom WHMCS would take for the owner adds funds there @until-7', async ({ page, signInAs, sandbox }) => {
  await signInAs('billing@example.com', PATH)
  await expect(page.getByRole('main')).toContainText('You add funds on the billing site')
  await expect(page.getByRole('radio')).toHaveCount(0)
  await page.getByRole('button', { name: 'Add funds there' }).click()
  await page.waitForURL(`${sandbox.url}/clientarea.php?action=addfunds`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Login')
})

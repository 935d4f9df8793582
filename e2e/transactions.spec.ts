import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { bytesOf, parseCsv } from './support/files.ts'
import { ledgerOf } from './support/ledger.ts'
import type { Sandbox } from './support/sandbox.ts'

const decimal = (cents: number) => (cents / 100).toFixed(2)
const rowsOf = (page: Page) => page.getByRole('row').filter({ has: page.getByRole('rowheader') })

async function transactionsOf(sandbox: Sandbox) {
  const { transactions } = await sandbox.state('transactions')
  const own = transactions.filter(({ userid }) => userid === 1)
  return own.toSorted((a, b) => b.date.localeCompare(a.date) || b.id - a.id)
}

test('transactions: the newest first, with their invoices, by direction and by number', async ({
  page,
  signInAs,
  sandbox,
}) => {
  const own = await transactionsOf(sandbox)
  const { money } = await ledgerOf(sandbox, 1)
  const [newest] = own
  await signInAs('owner@example.com', '/')
  await page.getByRole('navigation', { name: 'Account' }).getByRole('link', { name: 'Transactions' }).click()
  await expect(page).toHaveTitle('Transactions – Example Hosting')
  await expect(page.getByText(`of ${own.length}`)).toBeVisible()
  await expect(rowsOf(page).first()).toContainText(newest?.transid ?? 'none')
  await page.getByRole('link', { name: 'Refunds' }).click()
  const back = own.filter(({ amountout }) => amountout > 0)
  await expect(page).toHaveURL('/transactions?kind=out')
  await expect(rowsOf(page)).toHaveCount(back.length)
  for (const [index, one] of back.entries()) {
    await expect(rowsOf(page).nth(index)).toContainText(money(-one.amountout))
  }
  await page.goto('/transactions')
  await page.getByText('Filters', { exact: true }).click()
  await page.getByLabel('Transaction number').fill(newest?.transid ?? '')
  await page.getByRole('button', { name: 'Show transactions' }).click()
  await expect(rowsOf(page)).toHaveCount(1)
  await rowsOf(page).getByRole('link').click()
  await expect(page).toHaveURL(`/invoices/${newest?.invoiceid ?? 0}`)
  // Nothing that WHMCS keeps for staff.
  await page.goto(`/transactions?invoice=${newest?.invoiceid ?? 0}`)
  await expect(page.getByRole('main')).not.toContainText(newest?.description || 'Invoice Payment')
  await page.goto('/transactions?q=no-such-number')
  await expect(page.getByText('No transaction fits these filters.')).toBeVisible()
})

test('the statement of a period: its file adds up from the opening to the closing balance', async ({
  page,
  signInAs,
  sandbox,
}) => {
  const own = await transactionsOf(sandbox)
  const { money } = await ledgerOf(sandbox, 1)
  const from = own[10]?.date.slice(0, 10) ?? ''
  const to = own[3]?.date.slice(0, 10) ?? ''
  const net = (rows: typeof own) => rows.reduce((sum, one) => sum + one.amountin - one.amountout, 0)
  const before = own.filter(({ date }) => date.slice(0, 10) < from)
  const inside = own.filter(({ date }) => date.slice(0, 10) >= from && date.slice(0, 10) <= to)
  await signInAs('owner@example.com', `/transactions?from=${from}&to=${to}`)
  const terms = page.getByRole('main').locator('dl')
  await expect(terms).toContainText(money(net([...before, ...inside])))
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download as CSV' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toBe(`transactions-${from}_${to}.csv`)
  const [, opening, ...rest] = parseCsv((await bytesOf(download)).toString('utf8').slice(1))
  const closing = rest.pop()
  expect(opening?.[7]).toBe(decimal(net(before)))
  expect(closing?.[7]).toBe(decimal(net([...before, ...inside])))
  expect(rest.map(([, id]) => Number(id))).toEqual(inside.map(({ id }) => id).toReversed())
  expect(rest.at(-1)?.[7]).toBe(closing?.[7])
})

test('an account that paid nothing yet', async ({ page, signInAs }) => {
  await signInAs('empty@example.com', '/transactions')
  await expect(page.getByRole('main')).toContainText('No transactions yet.')
})

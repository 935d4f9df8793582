import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { bytesOf, parseCsv } from './support/files.ts'
import type { InvoiceRow } from './support/ledger.ts'
import { ledgerOf, numberOf, today } from './support/ledger.ts'

const PAGE_SIZE = 25

const table = (page: Page) => page.getByRole('table', { name: 'Your invoices' })
const numbers = (page: Page) => table(page).getByRole('rowheader')
const tab = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Invoices by status' }).getByRole('link', { name, exact: true })

/** Opens the filters when they are closed, fills them and sends them. */
async function filter(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  const search = page.getByLabel('Invoice number')
  if (!(await search.isVisible())) await page.getByText('Filters', { exact: true }).click()
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label).fill(value)
  await page.getByRole('button', { name: 'Show invoices' }).click()
}

test('the list shows what WHMCS holds, newest first, page by page, and no draft', async ({
  page,
  signInAs,
  sandbox,
}) => {
  const { invoices, drafts, money } = await ledgerOf(sandbox, 1)
  expect(drafts).not.toEqual([])
  await signInAs('owner@example.com', '/invoices')
  await expect(page).toHaveTitle('Invoices – Example Hosting')
  const first = await numbers(page).allInnerTexts()
  await expect(page.getByText(`Showing 1–${first.length} of ${invoices.length}`)).toBeVisible()
  await page.getByRole('link', { name: 'Next' }).click()
  await expect(page).toHaveURL('/invoices?page=2')
  await expect(page.getByText(`of ${invoices.length}`)).toContainText(`–${invoices.length} of`)
  const second = await numbers(page).allInnerTexts()
  expect([...first, ...second]).toEqual(invoices.map(numberOf))
  const last = invoices.at(-1)
  const row = table(page).getByRole('row').last()
  await expect(row).toContainText(money(last?.total ?? 0))
  await expect(row.getByRole('time').first()).toHaveAttribute('datetime', last?.date ?? '')
  await page.goBack()
  await expect(page).toHaveURL('/invoices')
  await expect(numbers(page)).toHaveText(first)
  await expect(page.getByRole('link', { name: 'Page 1' })).toHaveAttribute('aria-current', 'page')
})

const STATUSES = [
  { name: 'Unpaid', fits: ({ status }: InvoiceRow) => status === 'Unpaid' },
  { name: 'Overdue', fits: ({ status, duedate }: InvoiceRow) => status === 'Unpaid' && duedate < today() },
  { name: 'Paid', fits: ({ status }: InvoiceRow) => status === 'Paid' },
  { name: 'Cancelled', fits: ({ status }: InvoiceRow) => status === 'Cancelled' },
  { name: 'Refunded', fits: ({ status }: InvoiceRow) => status === 'Refunded' },
] as const

for (const { name, fits } of STATUSES) {
  test(`the tab ${name} shows those and counts them`, async ({ page, signInAs, sandbox }) => {
    const invoices = (await ledgerOf(sandbox, 1)).invoices.filter(fits)
    await signInAs('owner@example.com', '/invoices')
    await tab(page, `${name} (${invoices.length})`).click()
    await expect(page).toHaveURL(`/invoices?status=${name.toLowerCase()}`)
    await expect(tab(page, `${name} (${invoices.length})`)).toHaveAttribute('aria-current', 'page')
    await expect(numbers(page)).toHaveText(invoices.slice(0, PAGE_SIZE).map(numberOf))
    const words = await table(page)
      .getByRole('row')
      .getByRole('cell')
      .filter({ hasText: /^(Unpaid|Overdue|Paid|Cancelled|Refunded)$/ })
      .allInnerTexts()
    expect(words.every((word) => word === name || (name === 'Unpaid' && word === 'Overdue'))).toBe(true)
    expect(words).toHaveLength(Math.min(invoices.length, PAGE_SIZE))
    await page.reload()
    await expect(numbers(page)).toHaveText(invoices.slice(0, PAGE_SIZE).map(numberOf))
    await tab(page, 'All').click()
    await expect(page).toHaveURL('/invoices')
  })
}

test('an invoice is found by its number, or by WHMCS’s own', async ({ page, signInAs, sandbox }) => {
  const { invoices, withItem } = await ledgerOf(sandbox, 1)
  const wanted = withItem('Canadian web shop')
  await signInAs('owner@example.com', '/invoices')
  await filter(page, { 'Invoice number': ` ${wanted.invoicenum.toLowerCase()} ` })
  await expect(numbers(page)).toHaveText([wanted.invoicenum])
  await expect(page.getByText('1 filter on')).toBeVisible()
  await filter(page, { 'Invoice number': String(wanted.id) })
  await expect(page).toHaveURL(`/invoices?q=${wanted.id}&from=&to=`)
  const found = invoices.filter(({ id, invoicenum }) => id === wanted.id || invoicenum.includes(String(wanted.id)))
  await expect(numbers(page)).toHaveText(found.map(numberOf))
  await page.getByRole('link', { name: 'Clear filters' }).click()
  await expect(page).toHaveURL('/invoices')
  await expect(page.getByText(`of ${invoices.length}`)).toBeVisible()
})

test('dates and a status narrow the list together, both days included', async ({ page, signInAs, sandbox }) => {
  const { invoices } = await ledgerOf(sandbox, 1)
  const paid = invoices.filter(({ status }) => status === 'Paid')
  const [to, from] = [paid[3]?.date ?? '', paid[9]?.date ?? '']
  await signInAs('owner@example.com', '/invoices?status=paid')
  await filter(page, { 'Issued from': from, 'Issued until': to })
  await expect(page).toHaveURL(`/invoices?status=paid&q=&from=${from}&to=${to}`)
  await expect(numbers(page)).toHaveText(paid.slice(3, 10).map(numberOf))
  await expect(page.getByText('Showing 1–7 of 7')).toBeVisible()
  await expect(page.getByText('2 filters on')).toBeVisible()
  await expect(page.getByLabel('Issued from')).toHaveValue(from)
  await page.goBack()
  await expect(page).toHaveURL('/invoices?status=paid')
  await expect(numbers(page)).toHaveText(paid.slice(0, PAGE_SIZE).map(numberOf))
})

test('columns sort both ways, and the address keeps it', async ({ page, signInAs, sandbox }) => {
  const { invoices, money } = await ledgerOf(sandbox, 1)
  const totals = invoices.map(({ total }) => total).toSorted((a, b) => b - a)
  const shown = () => table(page).getByRole('row').getByRole('cell').filter({ hasText: ' EUR' })
  const header = (name: string) => table(page).getByRole('columnheader', { name })
  await signInAs('owner@example.com', '/invoices')
  await expect(header('Issued')).toHaveAttribute('aria-sort', 'descending')
  await header('Total').getByRole('link').click()
  await expect(page).toHaveURL('/invoices?sort=-total')
  await expect(header('Total')).toHaveAttribute('aria-sort', 'descending')
  await expect(header('Issued')).not.toHaveAttribute('aria-sort')
  await expect(shown().first()).toHaveText(money(totals[0] ?? 0))
  const down = await shown().allInnerTexts()
  await header('Total').getByRole('link').click()
  await expect(page).toHaveURL('/invoices?sort=total')
  await expect(shown().first()).toHaveText(money(totals.at(-1) ?? 0))
  const up = await shown().allInnerTexts()
  const inOrder = (texts: readonly string[]) => texts.map((text) => Number(text.replaceAll(/\D/g, '')))
  expect(inOrder(down)).toEqual(inOrder(down).toSorted((a, b) => b - a))
  expect(inOrder(up)).toEqual(inOrder(up).toSorted((a, b) => a - b))
  await page.getByRole('link', { name: 'Next' }).click()
  await expect(page).toHaveURL('/invoices?sort=total&page=2')
  await header('Due').getByRole('link').click()
  await expect(page).toHaveURL('/invoices?sort=-duedate')
  await page.goBack()
  await expect(page).toHaveURL('/invoices?sort=total&page=2')
  await expect(header('Total')).toHaveAttribute('aria-sort', 'ascending')
})

for (const sort of [
  'number',
  '-number',
  'date',
  '-date',
  'duedate',
  '-duedate',
  'total',
  '-total',
  'status',
  '-status',
]) {
  test(`all pages sorted by ${sort} together hold every invoice once`, async ({ page, signInAs, sandbox }) => {
    const { invoices } = await ledgerOf(sandbox, 1)
    await signInAs('owner@example.com', `/invoices?sort=${sort}`)
    const first = await numbers(page).allInnerTexts()
    expect(first).toHaveLength(PAGE_SIZE)
    await expect(page.getByText(`Showing 1–${first.length} of ${invoices.length}`)).toBeVisible()
    await page.getByRole('link', { name: 'Next' }).click()
    await expect(page).toHaveURL(/page=2/)
    await expect(page.getByRole('link', { name: 'Page 2' })).toHaveAttribute('aria-current', 'page')
    const second = await numbers(page).allInnerTexts()
    expect([...first, ...second].toSorted()).toEqual(invoices.map(numberOf).toSorted())
    await expect(page.getByText(`Showing ${first.length + 1}–${invoices.length} of ${invoices.length}`)).toBeVisible()
  })
}

test('a filter that nothing fits says so and leads back', async ({ page, signInAs }) => {
  await signInAs('owner@example.com', '/invoices?q=no-such-number')
  await expect(page.getByRole('status').filter({ hasText: 'No invoice fits these filters.' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Download as CSV' })).toHaveCount(0)
  await page.getByRole('link', { name: 'Show all invoices' }).click()
  await expect(page).toHaveURL('/invoices')
  await expect(numbers(page).first()).toBeVisible()
})

test('a page beyond the end says that there is nothing, and leads back', async ({ page, signInAs }) => {
  for (const path of ['/invoices?page=99', '/invoices?page=99&status=paid', '/invoices?page=99&q=INV']) {
    await signInAs('owner@example.com', path)
    await expect(page.getByText('No invoice fits these filters.')).toBeVisible()
    await page.getByRole('link', { name: 'Show all invoices' }).click()
    await expect(numbers(page).first()).toBeVisible()
  }
})

test('what an address says wrongly is ignored', async ({ page, signInAs, sandbox }) => {
  const { invoices } = await ledgerOf(sandbox, 1)
  await signInAs('owner@example.com', '/invoices?status=stolen&sort=secret&page=-3&from=2026-02-31&to=x&status=paid')
  await expect(page.getByText(`of ${invoices.length}`)).toBeVisible()
  await expect(tab(page, 'All')).toHaveAttribute('aria-current', 'page')
})

test('an account without invoices says so', async ({ page, signInAs }) => {
  await signInAs('empty@example.com', '/invoices')
  await expect(page.getByRole('main')).toContainText('No invoices yet.')
  await expect(page.getByRole('link', { name: 'Show all invoices' })).toHaveCount(0)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('tabs, filters, sorting, pages and the file work', async ({ page, signInAs, sandbox }) => {
    const { invoices } = await ledgerOf(sandbox, 1)
    const paid = invoices.filter(({ status }) => status === 'Paid')
    await signInAs('owner@example.com', '/invoices')
    await tab(page, `Paid (${paid.length})`).click()
    await expect(page).toHaveURL('/invoices?status=paid')
    await filter(page, { 'Invoice number': 'INV-2025' })
    await expect(page).toHaveURL('/invoices?status=paid&q=INV-2025&from=&to=')
    const found = paid.filter(({ invoicenum }) => invoicenum.includes('INV-2025'))
    await expect(numbers(page)).toHaveText(found.map(numberOf))
    await table(page).getByRole('columnheader', { name: 'Issued' }).getByRole('link').click()
    await expect(numbers(page)).toHaveText(found.map(numberOf).toReversed())
    const downloading = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download as CSV' }).click()
    const [, ...rows] = parseCsv((await bytesOf(await downloading)).toString('utf8').slice(1))
    expect(rows.map(([, number]) => number)).toEqual(found.map(numberOf).toReversed())
    await page.getByRole('link', { name: 'Clear filters' }).click()
    await tab(page, 'All').click()
    await page.getByRole('link', { name: 'Next' }).click()
    await expect(page).toHaveURL('/invoices?sort=date&page=2')
  })
})

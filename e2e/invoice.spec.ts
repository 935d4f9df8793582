import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import type { InvoiceRow, Ledger } from './support/ledger.ts'
import { ledgerOf, numberOf } from './support/ledger.ts'

const region = (page: Page, name: string) => page.getByRole('region', { name })

/** The sums below the items, as [name, amount]. */
function sums(page: Page): Promise<string[][]> {
  const lines = region(page, 'Items').locator('dl > div')
  return lines.evaluateAll((all) =>
    all.map((line) => [line.querySelector('dt')?.textContent ?? '', line.querySelector('dd')?.textContent ?? '']),
  )
}

const isVoid = ({ status }: InvoiceRow) => ['Cancelled', 'Refunded'].includes(status)

/** WHMCS 7 tells rates with two decimals, later ones with three; both keep three. */
function expectedSums({ money, balanceOf }: Ledger, invoice: InvoiceRow, version: string): string[][] {
  const unit = version.startsWith('7.') ? 10 : 1
  const rate = (thousandths: number) => `Tax (${(Math.round(thousandths / unit) * unit) / 1000}%)`
  const paid = invoice.total - balanceOf(invoice)
  const lines: [string, number, boolean][] = [
    ['Subtotal', invoice.subtotal, true],
    [rate(invoice.taxrate), invoice.tax, invoice.tax !== 0],
    [rate(invoice.taxrate2), invoice.tax2, invoice.tax2 !== 0],
    ['Account credit used', -invoice.credit, invoice.credit !== 0],
    ['Total', invoice.total, true],
    ['Paid', paid, paid !== 0],
    ['Amount due', balanceOf(invoice), !isVoid(invoice)],
  ]
  return lines.filter(([, , shown]) => shown).map(([name, cents]) => [name, money(cents)])
}

const KINDS: { name: string; find: (ledger: Ledger) => InvoiceRow; status: string }[] = [
  { name: 'paid, of sixty lines', find: ({ withItem }) => withItem('Traffic overage, server 1,'), status: 'Paid' },
  { name: 'paid, with two taxes', find: ({ withItem }) => withItem('two taxes'), status: 'Paid' },
  { name: 'paid in part', find: ({ withItem }) => withItem('Dedicated Server XL, setup'), status: 'Overdue' },
  { name: 'overdue', find: ({ withItem }) => withItem('Managed Backup, overdue'), status: 'Overdue' },
  { name: 'not due yet', find: ({ withItem }) => withItem('SSL Certificate'), status: 'Unpaid' },
  { name: 'paid with credit and by card', find: byCredit((credit, total) => credit > 0 && total > 0), status: 'Paid' },
  { name: 'paid with credit alone', find: byCredit((credit, total) => credit > 0 && total === 0), status: 'Paid' },
  { name: 'cancelled', find: ({ withItem }) => withItem('Ordered by mistake'), status: 'Cancelled' },
  { name: 'in collection', find: ({ withItem }) => withItem('Old dedicated server'), status: 'In collection' },
]

function byCredit(fits: (credit: number, total: number) => boolean) {
  return ({ invoices }: Ledger): InvoiceRow => {
    const found = invoices.find(({ credit, total }) => fits(credit, total))
    if (!found) throw new Error('There is no such invoice.')
    return found
  }
}

async function open(page: Page, ledger: Ledger, invoice: InvoiceRow, status: string): Promise<void> {
  const number = numberOf(invoice)
  await expect(page).toHaveTitle(`Invoice ${number} – Example Hosting`)
  await expect(page.getByRole('heading', { name: `Invoice ${number}`, level: 1 })).toBeVisible()
  await expect(page.getByRole('article').getByText(status, { exact: true }).first()).toBeVisible()
  const rows = region(page, 'Items').getByRole('row')
  const items = ledger.itemsOf(invoice)
  await expect(rows).toHaveCount(items.length + 1)
  for (const [place, item] of items.entries()) {
    await expect(
      rows
        .nth(place + 1)
        .getByRole('cell')
        .last(),
    ).toHaveText(ledger.money(item.amount))
    const shown = await rows
      .nth(place + 1)
      .getByRole('cell')
      .first()
      .innerText()
    expect(shown).toBe(item.description + (item.taxed ? '\ntaxed' : ''))
  }
}

for (const { name, find, status } of KINDS) {
  test(`an invoice that is ${name} is shown as WHMCS holds it`, async ({ page, signInAs, sandbox, whmcsVersion }) => {
    const ledger = await ledgerOf(sandbox, 1)
    const invoice = find(ledger)
    await signInAs('owner@example.com', `/invoices/${invoice.id}`)
    await open(page, ledger, invoice, status)
    expect(await sums(page)).toEqual(expectedSums(ledger, invoice, whmcsVersion))
    const balance = ledger.balanceOf(invoice)
    const facts = page.getByRole('article')
    await expect(facts.getByText('Nothing left to pay')).toHaveCount(balance === 0 || isVoid(invoice) ? 1 : 0)
    await expect(facts.locator(`time[datetime="${invoice.date}"]`).first()).toBeVisible()
    await expect(facts.locator(`time[datetime="${invoice.duedate}"]`).first()).toBeVisible()

    const payments = region(page, 'Payments and credits')
    const entries = payments.getByRole('listitem')
    const booked = ledger.paymentsOf(invoice)
    await expect(entries).toHaveCount(booked.length + (invoice.credit > 0 ? 1 : 0))
    await expect(payments.getByText('No payments yet.')).toHaveCount(booked.length + invoice.credit > 0 ? 0 : 1)
    for (const payment of booked) {
      const entry = entries.filter({ hasText: payment.transid })
      await expect(entry).toContainText(ledger.gatewayName(payment.gateway))
      await expect(entry).toContainText(ledger.money(payment.amountin))
    }
    if (invoice.credit > 0) {
      await expect(entries.filter({ hasText: 'Account credit' })).toContainText(ledger.money(invoice.credit))
    }
    expect((await sandbox.calls('GetInvoice')).map(({ params }) => String(params['invoiceid']))).toEqual([
      String(invoice.id),
    ])
  })
}

test('a refunded invoice shows payment and refund, and asks for nothing', async ({ page, signInAs, sandbox }) => {
  const ledger = await ledgerOf(sandbox, 1)
  const invoice = ledger.withItem('Migration help')
  await signInAs('owner@example.com', `/invoices/${invoice.id}`)
  await open(page, ledger, invoice, 'Refunded')
  const entries = region(page, 'Payments and credits').getByRole('listitem')
  await expect(entries).toHaveCount(2)
  await expect(entries.filter({ hasText: 'Refund' })).toContainText(ledger.money(-invoice.total))
  await expect(entries.filter({ hasNotText: 'Refund' })).toContainText(ledger.money(invoice.total))
  await expect(page.getByRole('article')).not.toContainText('Amount due')
})

test('markup in a description is text', async ({ page, signInAs, sandbox }) => {
  const { withItem } = await ledgerOf(sandbox, 1)
  await signInAs('owner@example.com', `/invoices/${withItem('<script>').id}`)
  await expect(page.getByRole('cell', { name: '<script>alert(1)</script> & "quotes"' })).toBeVisible()
  const text = await page.getByRole('article').locator('script').count()
  expect(text).toBe(0)
})

test('Arabic text reads from the right, its amount from the left', async ({ page, signInAs, sandbox }) => {
  const { withItem, itemsOf, money } = await ledgerOf(sandbox, 1)
  const invoice = withItem('استضافة')
  const [item] = itemsOf(invoice)
  await signInAs('owner@example.com', `/invoices/${invoice.id}`)
  const description = page.getByText(item?.description ?? 'no item', { exact: true })
  await expect(description).toBeVisible()
  expect(await description.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl')
  const amount = page.getByRole('cell', { name: money(item?.amount ?? 0) }).locator('bdi')
  expect(await amount.evaluate((element) => getComputedStyle(element).direction)).toBe('ltr')
})

test('lines of a description stay lines, and the note is shown', async ({ page, signInAs, sandbox }) => {
  const { withItem } = await ledgerOf(sandbox, 1)
  await signInAs('owner@example.com', `/invoices/${withItem('Consulting').id}`)
  const cell = page.getByRole('cell', { name: 'Consulting' })
  expect(
    (await cell.innerText())
      .split('\n')
      .slice(0, 3)
      .map((line) => line.trim()),
  ).toEqual(['Consulting', '- two hours on site', '- report in writing'])
  const noted = withItem('Managed Backup, overdue')
  await page.goto(`/invoices/${noted.id}`)
  await expect(region(page, 'Notes')).toContainText(noted.notes)
})

test('it names who is billed', async ({ page, signInAs, sandbox }) => {
  const { invoices } = await ledgerOf(sandbox, 1)
  const { clients } = await sandbox.state('clients')
  const client = clients.find(({ id }) => id === 1)
  await signInAs('owner@example.com', `/invoices/${invoices[0]?.id}`)
  const billed = region(page, 'Billed to')
  for (const text of [client?.companyname, client?.address1, client?.city, client?.tax_id, 'Germany']) {
    await expect(billed).toContainText(text ?? 'nothing')
  }
  await expect(billed).not.toContainText('CANARY')
})

test('an invoice is opened from the list, and leads back to it', async ({ page, signInAs, sandbox }) => {
  const { withItem } = await ledgerOf(sandbox, 1)
  const invoice = withItem('Canadian web shop')
  await signInAs('owner@example.com', '/invoices?status=paid')
  await page.getByRole('link', { name: invoice.invoicenum, exact: true }).click()
  await expect(page).toHaveURL(`/invoices/${invoice.id}`)
  await page.goBack()
  await expect(page).toHaveURL('/invoices?status=paid')
  await page.goForward()
  await page.getByRole('article').getByRole('link', { name: 'All invoices' }).click()
  await expect(page).toHaveURL('/invoices')
})

test('drafts, other people’s invoices and invoices that never were are one and the same', async ({
  page,
  signInAs,
  sandbox,
  browserErrors,
}) => {
  browserErrors.allow(/status of 404/)
  const { drafts } = await ledgerOf(sandbox, 1)
  const { invoices } = await sandbox.state('invoices')
  const foreign = invoices.filter(({ userid, status }) => userid !== 1 && status !== 'Draft').map(({ id }) => id)
  expect(foreign.length).toBeGreaterThan(5)
  const told = new Set<string>()
  for (const id of [drafts[0]?.id, foreign[0], foreign.at(-1), 99_999, 0, -1, 'abc', '1.5', '1e1', '%20']) {
    await signInAs('owner@example.com', `/invoices/${id}`)
    await expect(page, String(id)).toHaveTitle('We could not find this page – Example Hosting')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('We could not find this page')
    told.add(await page.getByRole('main').innerText())
    for (const path of [`/invoices/${id}`, `/invoices/${id}/pdf`]) {
      expect((await page.request.get(path, { maxRedirects: 0 })).status(), path).toBe(404)
    }
  }
  expect(told.size).toBe(1)
  expect(await sandbox.calls('CreateSsoToken')).toEqual([])
})

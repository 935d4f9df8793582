import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { bytesOf, pdfText } from './support/files.ts'
import type { Ledger } from './support/ledger.ts'
import { ledgerOf, numberOf } from './support/ledger.ts'

/** Clicks a link to a PDF and reads what the browser saved. */
async function download(page: Page, link: string) {
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: link }).click()
  const saved = await downloading
  return { name: saved.suggestedFilename(), bytes: await bytesOf(saved) }
}

const DOCUMENTS: [string, (ledger: Ledger) => ReturnType<Ledger['withItem']>][] = [
  ['of two taxes', ({ withItem }) => withItem('two taxes')],
  ['of several pages', ({ withItem }) => withItem('Traffic overage, server 1,')],
  ['that is not paid', ({ withItem }) => withItem('SSL Certificate')],
]

for (const [which, find] of DOCUMENTS) {
  test(`the PDF ${which} is WHMCS’s own`, async ({ page, signInAs, sandbox }) => {
    const ledger = await ledgerOf(sandbox, 1)
    const invoice = find(ledger)
    await signInAs('owner@example.com', `/invoices/${invoice.id}`)
    const { name, bytes } = await download(page, 'Download PDF')
    expect(name).toBe(`invoice-${numberOf(invoice)}.pdf`)
    expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-')
    const text = await pdfText(bytes)
    expect(text).toContain(`Invoice #${numberOf(invoice)}`)
    expect(text).toContain(ledger.money(invoice.total))
    for (const { amount } of ledger.itemsOf(invoice)) expect(text).toContain(ledger.money(amount))
    await expect(page).toHaveURL(`/invoices/${invoice.id}`)
    const tokens = await sandbox.calls('CreateSsoToken')
    expect(tokens).toHaveLength(1)
    expect(tokens[0]?.params).toMatchObject({ client_id: '1', destination: 'sso:custom_redirect' })
    const { sso_tokens } = await sandbox.state('sso_tokens')
    expect(sso_tokens.map(({ client_id, used }) => ({ client_id, used: used > 0 }))).toEqual([
      { client_id: 1, used: true },
    ])
  })
}

test('each row of the list has its PDF', async ({ page, signInAs, sandbox }) => {
  const { invoices } = await ledgerOf(sandbox, 1)
  const [invoice] = invoices
  if (!invoice) throw new Error('There is no invoice.')
  await signInAs('owner@example.com', '/invoices')
  const { bytes } = await download(page, `PDF of invoice ${numberOf(invoice)}`)
  expect(await pdfText(bytes)).toContain(`Invoice #${numberOf(invoice)}`)
})

test('WHMCS signs in the very person who asks, not the owner @since-8', async ({ page, signInAs, sandbox }) => {
  const { invoices } = await ledgerOf(sandbox, 1)
  await signInAs('billing@example.com', `/invoices/${invoices[0]?.id}`)
  const { bytes } = await download(page, 'Download PDF')
  expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-')
  const { users } = await sandbox.state('users')
  const person = users.find(({ email }) => email === 'billing@example.com')
  const [token] = await sandbox.calls('CreateSsoToken')
  expect(token?.params).toMatchObject({ client_id: '1', user_id: String(person?.id) })
})

test('a sub-account, whom WHMCS would take for the owner, gets no PDF @until-7', async ({
  page,
  signInAs,
  sandbox,
}) => {
  const { invoices } = await ledgerOf(sandbox, 1)
  const [invoice] = invoices
  await signInAs('billing@example.com', `/invoices/${invoice?.id}`)
  await page.getByRole('link', { name: 'Download PDF' }).click()
  await expect(page.getByRole('main').getByRole('alert')).toContainText(/The billing site did not \w+ .*the PDF\./)
  expect(await sandbox.calls('CreateSsoToken')).toEqual([])
})

test('when WHMCS hands out nothing, the page says what to do instead', async ({ page, signInAs, sandbox }) => {
  const { invoices } = await ledgerOf(sandbox, 1)
  const [invoice] = invoices
  await sandbox.fault({ action: 'CreateSsoToken', fault: 'refuse', message: 'SSO is not enabled for this client' })
  await signInAs('owner@example.com', `/invoices/${invoice?.id}`)
  await page.getByRole('link', { name: 'Download PDF' }).click()
  await expect(page).toHaveURL(`/invoices/${invoice?.id}?pdf=refused`)
  const alert = page.getByRole('alert').filter({ hasText: 'PDF' })
  await expect(alert).toContainText(/The billing site did not \w+ .*the PDF\./)
  await expect(alert).toContainText(/Print this page instead, or contact support.*Reference \w{8}/s)
  await expect(page.getByRole('main')).not.toContainText('SSO is not enabled')
  await sandbox.heal()
  const { bytes } = await download(page, 'Download PDF')
  expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-')
})

test('when WHMCS does not answer, the page says to try again', async ({ page, signInAs, sandbox }) => {
  const { invoices } = await ledgerOf(sandbox, 1)
  const [invoice] = invoices
  await sandbox.fault({ action: 'CreateSsoToken', fault: 'maintenance' })
  await signInAs('owner@example.com', `/invoices/${invoice?.id}`)
  await page.getByRole('link', { name: 'Download PDF' }).click()
  await expect(page).toHaveURL(`/invoices/${invoice?.id}?pdf=unavailable`)
  await expect(page.getByRole('alert').filter({ hasText: 'PDF' })).toContainText('Try again in a few minutes.')
})

test('printed, an invoice is a document: no navigation, all sums', async ({ page, signInAs, sandbox }) => {
  const { withItem, money } = await ledgerOf(sandbox, 1)
  const invoice = withItem('two taxes')
  await signInAs('owner@example.com', `/invoices/${invoice.id}`)
  await expect(page.getByText('Copy for your records.')).toBeHidden()
  await page.emulateMedia({ media: 'print' })
  for (const hidden of [
    page.getByRole('banner'),
    page.getByRole('contentinfo'),
    page.getByRole('navigation'),
    page.getByText('Download PDF'),
    page.getByText('Print', { exact: true }),
    page.getByText('Back', { exact: true }),
  ]) {
    await expect(hidden.filter({ visible: true })).toHaveCount(0)
  }
  await expect(page.getByRole('article').getByText('Example Hosting', { exact: true })).toBeVisible()
  await expect(page.getByText('Copy for your records. The PDF is the official document.')).toBeVisible()
  for (const cents of [invoice.subtotal, invoice.tax, invoice.tax2, invoice.total]) {
    await expect(page.getByRole('region', { name: 'Items' }).getByText(money(cents)).first()).toBeVisible()
  }
})

test('the print button prints', async ({ page, signInAs, sandbox }) => {
  const { invoices } = await ledgerOf(sandbox, 1)
  await page.addInitScript(() => {
    window.print = () => document.documentElement.setAttribute('data-printed', '')
  })
  await signInAs('owner@example.com', `/invoices/${invoices[0]?.id}`)
  await page.getByRole('button', { name: 'Print' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-printed')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the PDF is downloaded', async ({ page, signInAs, sandbox }) => {
    const { withItem } = await ledgerOf(sandbox, 1)
    const invoice = withItem('two taxes')
    await signInAs('owner@example.com', `/invoices/${invoice.id}`)
    const { bytes } = await download(page, 'Download PDF')
    expect(await pdfText(bytes)).toContain(invoice.invoicenum)
  })
})

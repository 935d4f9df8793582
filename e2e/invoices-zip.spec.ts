import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { bytesOf, pdfText } from './support/files.ts'
import { ledgerOf, numberOf } from './support/ledger.ts'

const names = (zip: Buffer) =>
  [...zip.toString('latin1').matchAll(/PK\x03\x04.{22}(..)../gs)].map(({ 0: header, index }) => {
    const from = index + header.length
    return zip.toString('utf8', from, from + zip.readUInt16LE(index + 26))
  })

async function save(page: Page, click: () => Promise<void>) {
  const downloading = page.waitForEvent('download')
  await click()
  const saved = await downloading
  return { name: saved.suggestedFilename(), zip: await bytesOf(saved) }
}

const status = (page: Page) => page.getByRole('main').getByRole('status')
const button = (page: Page) => page.getByRole('main').getByRole('link', { name: /^Download \d+ PDFs? as ZIP$/ })

test('many PDFs as one file, with progress (seed: download_invoice)', async ({ page, signInAs, sandbox }) => {
  const { invoices } = await ledgerOf(sandbox, 1)
  const chosen = invoices.slice(0, 3)
  await signInAs('owner@example.com', `/invoices/download?ids=${chosen.map(({ id }) => id).join(',')}`)
  await sandbox.fault({ action: 'CreateSsoToken', fault: 'latency', ms: 1000 })
  const saving = save(page, () => button(page).click())
  await expect(page.getByRole('progressbar')).toBeVisible()
  await expect(status(page)).toContainText('1 of 3 PDFs are ready')
  const { name, zip } = await saving
  expect(name).toMatch(/^invoices-\d{4}-\d\d-\d\d\.zip$/)
  expect(names(zip)).toEqual(chosen.map((invoice) => `invoice-${numberOf(invoice)}.pdf`))
  const [first] = chosen
  const begins = zip.indexOf('%PDF-')
  const ends = zip.indexOf('%%EOF', begins)
  expect(await pdfText(zip.subarray(begins, ends + 5))).toContain(`Invoice #${first ? numberOf(first) : ''}`)
  await expect(status(page)).toHaveText('All PDFs are in the file. Your browser has saved it.')
  await expect(button(page)).toBeVisible()
})

test('one that WHMCS does not hand out is named, the others are in the file; stopping saves nothing', async ({
  page,
  signInAs,
  sandbox,
}) => {
  const { invoices } = await ledgerOf(sandbox, 1)
  const [first, second, third] = invoices
  await signInAs('owner@example.com', `/invoices/download?ids=${first?.id},${second?.id},${third?.id}`)
  await sandbox.fault({ action: 'CreateSsoToken', nth: 2, fault: 'refuse', message: 'No' })
  const { zip } = await save(page, () => button(page).click())
  expect(names(zip)).toHaveLength(3)
  expect(names(zip).at(-1)).toBe('missing.txt')
  expect(zip.toString('utf8')).toContain(second ? numberOf(second) : 'none')
  await expect(status(page)).toContainText('not every PDF is in it')
  await sandbox.fault({ action: 'CreateSsoToken', fault: 'latency', ms: 2000 })
  await button(page).click()
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(status(page)).toHaveText('Stopped. No file was saved.')
  // What was under way then is heard to its end here, and not in another test.
  await expect.poll(async () => (await sandbox.calls('CreateSsoToken')).length).toBeGreaterThan(3)
})

test('without JavaScript it is a plain download', async ({ visitor, signInAs, sandbox }) => {
  const { invoices } = await ledgerOf(sandbox, 1)
  const ids = invoices.slice(0, 2).map(({ id }) => id)
  const page = await visitor({ javaScriptEnabled: false })
  await signInAs('owner@example.com', `/invoices/download?ids=${ids[0]}&ids=${ids[1]}`, page)
  const { zip } = await save(page, () => button(page).click())
  expect(names(zip)).toHaveLength(2)
})

test('nothing chosen, too many, and somebody else’s', async ({ page, signInAs, sandbox, browserErrors }) => {
  browserErrors.allow(/status of 404/)
  const { invoices: foreign } = await ledgerOf(sandbox, 2)
  await signInAs('owner@example.com', '/invoices/download')
  await expect(page.getByText('No invoice is selected.')).toBeVisible()
  const many = Array.from({ length: 51 }, (_, index) => index + 1)
  await page.goto(`/invoices/download?ids=${many.join(',')}`)
  await expect(page.getByText('You selected 51 invoices. One file holds 50 at most.')).toBeVisible()
  for (const id of [foreign[0]?.id ?? 0, 987_654]) {
    const shown = await page.goto(`/invoices/download?ids=${id}`)
    expect(shown?.status()).toBe(404)
    expect((await page.request.get(`/invoices.zip?ids=${id}`)).status()).toBe(404)
  }
  expect(await sandbox.calls('CreateSsoToken')).toHaveLength(0)
})

import { expect, test } from './fixtures.ts'
import { bytesOf, parseCsv } from './support/files.ts'
import type { InvoiceRow } from './support/ledger.ts'
import { ledgerOf, numberOf } from './support/ledger.ts'

const FILES = [
  { path: '/invoices', name: 'invoices.csv', fits: () => true },
  { path: '/invoices?status=unpaid', name: 'invoices.csv', fits: ({ status }: InvoiceRow) => status === 'Unpaid' },
  { path: '/invoices?q=INV-2025', name: 'invoices.csv', fits: (one: InvoiceRow) => one.invoicenum.includes('2025') },
] as const

for (const { path, name, fits } of FILES) {
  test(`the file of ${path} holds exactly what the list shows`, async ({ page, signInAs, sandbox }) => {
    const { invoices, currency } = await ledgerOf(sandbox, 1)
    await signInAs('owner@example.com', path)
    const downloading = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download as CSV' }).click()
    const download = await downloading
    expect(download.suggestedFilename()).toBe(name)
    const text = (await bytesOf(download)).toString('utf8')
    expect(text.startsWith('\uFEFF')).toBe(true)
    const [header, ...rows] = parseCsv(text.slice(1))
    expect(header).toEqual(['id', 'number', 'status', 'issued', 'due', 'paid', 'total', 'credit', 'currency'])
    const decimal = (cents: number) => (cents / 100).toFixed(2)
    const paidOn = ({ datepaid }: InvoiceRow) => (datepaid.startsWith('0000') ? '' : datepaid.slice(0, 10))
    expect(rows).toEqual(
      invoices
        .filter(fits)
        .map((one) => [
          String(one.id),
          numberOf(one),
          one.status,
          one.date,
          one.duedate,
          paidOn(one),
          decimal(one.total),
          decimal(one.credit),
          currency.code,
        ]),
    )
  })
}

test('the file of a span is named after it, in the order of the list', async ({ page, signInAs, sandbox }) => {
  const { invoices } = await ledgerOf(sandbox, 1)
  const from = invoices[12]?.date ?? ''
  await signInAs('owner@example.com', `/invoices?from=${from}&sort=date`)
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download as CSV' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toBe(`invoices-${from}.csv`)
  const [, ...rows] = parseCsv((await bytesOf(download)).toString('utf8').slice(1))
  expect(rows.map(([id]) => Number(id))).toEqual(
    invoices
      .slice(0, 13)
      .map(({ id }) => id)
      .toReversed(),
  )
})

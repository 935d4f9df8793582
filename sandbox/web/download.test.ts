import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ssoLink, start, type Running } from '../testing/browser.ts'
import { moneyFor } from '../core/money.ts'
import { numberOf } from '../effects/ledger.ts'
import { isComplete, latin } from './pdf-text.ts'

let sandbox: Running
beforeAll(async () => {
  sandbox = await start()
})
afterAll(() => sandbox.close())

async function textOf(bytes: Uint8Array): Promise<string> {
  const pdf = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise
  const pages = await Promise.all(
    Array.from({ length: pdf.numPages }, async (_, page) => {
      const content = await (await pdf.getPage(page + 1)).getTextContent()
      return content.items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : '')).join('')
    }),
  )
  return pages.join('\n')
}

const withItem = (text: string) => {
  const item = sandbox.world.store.first('invoice_items', 'WHERE description LIKE ? AND userid = 1', `%${text}%`)
  const row = sandbox.world.store.byId('invoices', item?.invoiceid)
  if (row === undefined) throw new Error(`The seed has no invoice with ${text}.`)
  return row
}

async function fetchAs(user: string, id: number) {
  const path = `dl.php?type=i&id=${id}`
  const params = { client_id: '1', user_id: user, destination: 'sso:custom_redirect', sso_redirect_path: path }
  return sandbox.browser().follow(await ssoLink(sandbox.url, params))
}

test('faults may be aimed at a page', async () => {
  const own = withItem('Canadian web shop').id
  sandbox.world.faults.add([
    { fault: 'status', action: '/dl.php', nth: 1, status: 503 },
    { fault: 'refuse', nth: 99 },
  ])
  expect((await fetchAs('3', own)).status).toBe(503)
  sandbox.world.faults.add([{ fault: 'reset-before', action: '/dl.php', nth: 1 }])
  await expect(fetchAs('3', own)).rejects.toThrow('fetch failed')
  // The page counted for the faults that name it, the two API calls for the other.
  expect(sandbox.world.faults.list().map(({ calls }) => calls)).toEqual([2, 2, 1])
  sandbox.world.faults.clear()
})

describe('the invoice as a PDF', () => {
  test('holds the number, the lines, the taxes, the total and the payment', async () => {
    const invoice = withItem('Canadian web shop')
    const answer = await fetchAs('2', invoice.id)
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    const disposition = `attachment; filename="Invoice-${numberOf(invoice)}.pdf"`
    expect(answer.headers.get('content-disposition')).toBe(disposition)
    const text = await textOf(answer.bytes)
    const money = moneyFor(sandbox.world, 1)
    const paid = sandbox.world.store.first('transactions', 'WHERE invoiceid = ?', invoice.id)
    const wanted = [invoice.tax, invoice.tax2, invoice.subtotal, invoice.total].map(money)
    for (const part of [numberOf(invoice), 'PAID', 'Canadian web shop', 'Jane Doe', 'DE123456789', ...wanted]) {
      expect(text).toContain(part)
    }
    expect(text).toContain(paid?.transid)
  })

  test('goes over several pages', async () => {
    const text = await textOf((await fetchAs('3', withItem('Traffic overage').id)).bytes)
    for (let server = 1; server <= 60; server += 1) expect(text).toContain(`Traffic overage, server ${server},`)
  })

  test('letters without a glyph become question marks, and it says so', async () => {
    const text = await textOf((await fetchAs('3', withItem('استضافة').id)).bytes)
    expect(text).toContain('?')
    expect(text).toContain('no font for')
    expect(latin('Öztürk € „Ж“ ١٢ Dvořák\u202e')).toBe('Öztürk € „?“ 12 Dvorák')
    expect([isComplete('Öztürk'), isComplete('株')]).toEqual([true, false])
  })

  test('is for those who may have it; the others see the login page, with 200', async () => {
    const own = withItem('Canadian web shop').id
    const foreign = sandbox.world.store.first('invoices', "WHERE userid = 2 AND status = 'Paid'")?.id ?? 0
    const draft = sandbox.world.store.first('invoices', "WHERE userid = 1 AND status = 'Draft'")?.id ?? 0
    const stranger = await sandbox.browser().get(`/dl.php?type=i&id=${own}`)
    const refused = [stranger, await fetchAs('3', foreign), await fetchAs('6', own), await fetchAs('3', draft)]
    refused.push(await fetchAs('3', 999_999))
    for (const answer of refused) {
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=UTF-8'])
      expect(answer.text).toContain('<h1>Login</h1>')
    }
  })
})

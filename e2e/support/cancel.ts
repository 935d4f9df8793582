import type { Page } from '@playwright/test'
import { expect } from '../fixtures.ts'
import { whmcs } from '../access/whmcs.ts'
import type { Sandbox } from './sandbox.ts'

/** Of client 1: monthly, with neither licence nor request. */
export const SERVICE = 3
export const ADDRESS = `/services/${SERVICE}/cancel`

export const radio = (page: Page, name: RegExp) => page.getByRole('radio', { name })
export const main = (page: Page) => page.getByRole('main')
export const confirmButton = (page: Page) => main(page).getByRole('button', { name: /^Cancel (on|service now)/ })

/** Chooses, and goes on to the page that says what happens. */
export async function review(page: Page, name: RegExp): Promise<void> {
  await radio(page, name).check()
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Check the cancellation of /)
}

export async function requestsFor(sandbox: Sandbox, service = SERVICE) {
  const { cancel_requests } = await sandbox.state('cancel_requests')
  return cancel_requests.filter(({ relid }) => relid === service)
}

/** A period that was paid and began today. */
export async function paidToday(sandbox: Sandbox): Promise<void> {
  const today = new Date().toISOString().slice(0, 10)
  await whmcs(sandbox, 'UpdateClientProduct', { serviceid: SERVICE, nextduedate: today })
  await whmcs(sandbox, 'GenInvoices', { clientid: 1, 'serviceids[0]': SERVICE, noemails: 1 })
  const { invoice_items } = await sandbox.state('invoice_items')
  const invoice = invoice_items.filter(({ type, relid }) => type === 'Hosting' && relid === SERVICE).at(-1)
  const payment = { transid: 'paid-today', gateway: 'stripe', noemail: 1 }
  await whmcs(sandbox, 'AddInvoicePayment', { invoiceid: invoice?.invoiceid ?? 0, ...payment })
}

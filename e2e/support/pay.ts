import type { Page } from '@playwright/test'
import { expect } from '../fixtures.ts'
import type { Sandbox } from './sandbox.ts'
import { ledgerOf } from './ledger.ts'

/** Of client 1: the invoice that is due longest, €70,21; another of €14,16. */
export const OVERDUE = 'Managed Backup, overdue'
export const SMALL = 'Additional IP addresses'

export const main = (page: Page) => page.getByRole('main')
export const radio = (page: Page, name: RegExp) => page.getByRole('radio', { name })
export const payButton = (page: Page) => main(page).getByRole('button', { name: /^Pay €/ })

/** The ids of invoices of client 1, by what stands on them. */
export async function idsOf(sandbox: Sandbox, ...texts: readonly string[]): Promise<number[]> {
  const ledger = await ledgerOf(sandbox, 1)
  return texts.map((text) => ledger.withItem(text).id)
}

export async function reviewCredit(page: Page, name: RegExp, amount?: string): Promise<void> {
  await radio(page, name).check()
  if (amount !== undefined) await page.getByLabel('Amount', { exact: true }).fill(amount)
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('heading', { name: 'Check your payment' })).toBeVisible()
}

/** What was paid from credit, as invoice and hundredths. */
export async function appliedTo(sandbox: Sandbox, ...ids: readonly number[]): Promise<(readonly [number, number])[]> {
  const { credits } = await sandbox.state('credits')
  return ids.flatMap((id) =>
    credits.flatMap(({ description, amount }) =>
      description === `Credit Applied to Invoice #${id}` ? [[id, -amount] as const] : [],
    ),
  )
}

export async function invoiceRow(sandbox: Sandbox, id: number) {
  const { invoices } = await sandbox.state('invoices')
  const found = invoices.find((one) => one.id === id)
  if (!found) throw new Error(`There is no invoice ${id}.`)
  return found
}

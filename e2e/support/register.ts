import type { Page } from '@playwright/test'

export const NEW_PASSWORD = 'a lamp in the harbour'

/** Fills the form of a new customer, all but where the account should be. */
export async function fillRegistration(page: Page, email: string): Promise<void> {
  await page.getByLabel('First name').fill('Zoë')
  await page.getByLabel('Last name').fill("O'Neil")
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(NEW_PASSWORD)
  await page.getByLabel('Country').selectOption('DE')
  await page.getByLabel('Address line 1').fill('Straße 1')
  await page.getByLabel('Postcode').fill('50667')
  await page.getByLabel('City').fill('Köln')
  await page.getByLabel('Region').fill('Nordrhein-Westfalen')
  await page.getByLabel('Phone').fill('0221 123456')
  await page.getByLabel('I accept the terms of service').check()
}

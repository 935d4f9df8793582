import type { Page } from '@playwright/test'
import { expect } from '@playwright/test'
import type { Sandbox } from './sandbox.ts'

const PARTICULARS = [
  'firstname',
  'lastname',
  'companyname',
  'email',
  'address1',
  'address2',
  'city',
  'state',
  'postcode',
  'country',
  'phonenumber',
]
const KINDS = ['general', 'product', 'domain', 'invoice', 'support', 'affiliate']

/** The whole of what the portal may say to WHMCS about a contact, in each version. */
function allowedKeys(version: string, own: readonly string[]): Set<string> {
  const old = version === '7.10' ? KINDS.map((kind) => `${kind}emails`) : []
  return new Set([...PARTICULARS, 'email_preferences', ...old, ...own])
}

const OWN: Readonly<Record<string, readonly string[]>> = {
  AddContact: ['clientid', 'tax_id'],
  UpdateContact: ['contactid'],
}
/** Of the call itself, not of what it is about. */
const ENVELOPE = /^(action|identifier|secret|accesskey|responsetype|username|password)$/

/** The parameters of the only write there was; each of them one that the portal may send. */
export async function onlyWrite(sandbox: Sandbox, version: string, action: string) {
  const writes = (await sandbox.calls()).filter((call) => /^(Add|Update|Delete)/.test(call.action))
  expect(writes.map((call) => call.action)).toEqual([action])
  const params = writes[0]?.params ?? {}
  const sent = Object.keys(params).filter((name) => !ENVELOPE.test(name))
  const allowed = action === 'DeleteContact' ? new Set(['contactid']) : allowedKeys(version, OWN[action] ?? [])
  expect(sent.filter((name) => !allowed.has(name.replace(/\[.*$/, '')))).toEqual([])
  return params
}

export async function contactBy(sandbox: Sandbox, email: string) {
  const { contacts } = await sandbox.state('contacts')
  return contacts.find((contact) => contact.email === email)
}

/** @throws when the seed has no such contact */
export async function contactId(sandbox: Sandbox, email: string): Promise<number> {
  const found = await contactBy(sandbox, email)
  if (!found) throw new Error(`There is no contact ${email}`)
  return found.id
}

export async function fillContact(page: Page, email = 'zoe@example.net'): Promise<void> {
  await page.getByLabel('First name').fill('Zoë')
  await page.getByLabel('Last name').fill("O'Neil & Söhne")
  await page.getByLabel('Email', { exact: true }).fill(email)
  await page.getByLabel('Postcode (optional)').fill('1012 AB')
  await page.getByLabel('State or region (optional)').fill('Noord-Holland')
  await page.getByLabel('Country (optional)').selectOption('NL')
  await page.getByLabel('Invoices', { exact: true }).check()
  await page.getByLabel('Support', { exact: true }).check()
}

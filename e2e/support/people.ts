import type { Page } from '@playwright/test'
import { expect } from '@playwright/test'
import { whmcs } from '../access/whmcs.ts'
import type { Sandbox } from './sandbox.ts'

/** What WHMCS holds about somebody of client 1: a user with a link on 8 and later, a sub-account on 7.x. */
export async function personBy(sandbox: Sandbox, email: string) {
  const { users, user_clients, contacts } = await sandbox.state('users', 'user_clients', 'contacts')
  const user = users.find((one) => one.email === email)
  const link = user_clients.find(({ user_id, client_id }) => user_id === user?.id && client_id === 1)
  if (user && link) return { id: user.id, permissions: link.permissions }
  const contact = contacts.find((one) => one.email === email && one.userid === 1 && one.subaccount === 1)
  return contact && { id: contact.id, permissions: contact.permissions }
}

/** @throws when nobody of client 1 signs in with this address */
export async function personId(sandbox: Sandbox, email: string): Promise<number> {
  const found = await personBy(sandbox, email)
  if (!found) throw new Error(`Nobody signs in as ${email}`)
  return found.id
}

/** What somebody else changes meanwhile. */
export async function permitted(sandbox: Sandbox, email: string, permissions: string): Promise<void> {
  const { contacts } = await sandbox.state('contacts')
  const contact = contacts.find((one) => one.email === email && one.subaccount === 1)
  if (contact) return whmcs(sandbox, 'UpdateContact', { contactid: contact.id, permissions })
  return whmcs(sandbox, 'UpdateUserPermissions', { user_id: await personId(sandbox, email), client_id: 1, permissions })
}

/** Of the call itself, not of what it is about. */
const ENVELOPE = /^(action|identifier|secret|accesskey|responsetype|username|password)$/
const WRITES = /^(Add|Update|Delete|Create|Reset)/

/** Every write there was, each with its own parameters and nothing else. */
export async function writesWith(sandbox: Sandbox) {
  const calls = (await sandbox.calls()).filter(({ action }) => WRITES.test(action))
  return calls.map(({ action, params }) => ({
    action,
    ...Object.fromEntries(Object.entries(params).filter(([name]) => !ENVELOPE.test(name))),
  }))
}

export const box = (page: Page, name: string) => page.getByRole('checkbox', { name, exact: true })

/** The menu, as whoever is signed in in `page` finds it. */
export async function menuIn(page: Page): Promise<string[]> {
  return page.getByRole('navigation', { name: 'Account' }).getByRole('listitem').getByRole('link').allInnerTexts()
}

/** Ticks and unticks, and goes on to the page that says what would change. */
export async function review(page: Page, changes: { give?: string[]; take?: string[] }): Promise<void> {
  for (const name of changes.give ?? []) await box(page, name).check()
  for (const name of changes.take ?? []) await box(page, name).uncheck()
  await page.getByRole('button', { name: 'Check the changes' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Check the changes for')
}

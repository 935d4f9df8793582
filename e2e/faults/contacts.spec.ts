import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'
import { whmcs } from '../access/whmcs.ts'
import { contactBy, contactId, fillContact } from '../support/contacts.ts'
import { errorSummary, postForm } from '../support/forms.ts'
import type { Portal } from '../support/portal.ts'
import type { Sandbox } from '../support/sandbox.ts'

const add = (page: Page) => page.getByRole('button', { name: 'Add contact' }).click()
const save = (page: Page) => page.getByRole('button', { name: 'Save contact' }).click()
const mainForm = (page: Page) => page.getByRole('main').locator('form')

async function countOf(sandbox: Sandbox, email: string): Promise<number> {
  const { contacts } = await sandbox.state('contacts')
  return contacts.filter((contact) => contact.email === email).length
}

/** What the audit trail holds of an action, oldest first, of the last submission. */
function outcomes(portal: Portal, event: string, since: number): unknown[] {
  return portal
    .rows('audit')
    .slice(since)
    .filter((row) => row['event'] === event)
    .map((row) => row['outcome'])
}

test('an answer of WHMCS that is lost: kept, not repeated, and on record', async ({
  page,
  signInAs,
  sandbox,
  portal,
}) => {
  const since = portal.rows('audit').length
  await signInAs('owner@example.com', '/contacts/new')
  await sandbox.fault({ action: 'AddContact', fault: 'apply-then-reset' })
  await fillContact(page)
  for (let click = 0; click < 3; click += 1) {
    await add(page)
    await expect(errorSummary(page)).toContainText('Do not do it again')
    await expect(errorSummary(page)).toContainText(/Reference [0-9a-f]{8}/)
    await expect(errorSummary(page)).toBeFocused()
    await expect(page.getByLabel('First name')).toHaveValue('Zoë')
    await sandbox.heal()
  }
  expect(await countOf(sandbox, 'zoe@example.net')).toBe(1)
  expect(await sandbox.calls('AddContact')).toHaveLength(1)
  expect(outcomes(portal, 'contact.add', since)).toEqual(['attempted', 'unknown'])
})

test('the same submission from two tabs, and once more later, is carried out once', async ({
  visitor,
  signInAs,
  sandbox,
  portal,
}) => {
  const since = portal.rows('audit').length
  const page = await visitor({ javaScriptEnabled: false })
  await signInAs('owner@example.com', '/contacts/new', page)
  await fillContact(page)
  await sandbox.latency(150)
  const [one, two] = await Promise.all([postForm(page, mainForm(page), {}), postForm(page, mainForm(page), {})])
  const later = await postForm(page, mainForm(page), {})
  expect([one.status(), two.status()]).toContain(303)
  expect(later.status()).toBe(303)
  expect(later.headers()['location']).toContain('/contacts?saved=added')
  expect(await countOf(sandbox, 'zoe@example.net')).toBe(1)
  expect(outcomes(portal, 'contact.add', since)).toEqual(['attempted', 'done'])
  // The same submission with other words is another one, and is not believed.
  const other = await postForm(page, mainForm(page), { firstName: 'Eve' })
  expect(await other.text()).toContain('already sent with other values')
  expect(await sandbox.calls('AddContact')).toHaveLength(1)
})

test('a double click saves once', async ({ page, signInAs, sandbox }) => {
  await signInAs('owner@example.com', '/contacts/new')
  await fillContact(page)
  await sandbox.latency(400)
  await page.getByRole('button', { name: 'Add contact' }).dblclick()
  await expect(page.getByRole('button', { name: 'Saving…' })).toBeVisible()
  await expect(page.getByText('The contact was added.')).toBeVisible()
  expect(await sandbox.calls('AddContact')).toHaveLength(1)
})

test('a connection that breaks on the way: what was typed stays, and sending it again is safe', async ({
  page,
  signInAs,
  sandbox,
  browserErrors,
}) => {
  browserErrors.allow(/Failed to load resource|Failed to fetch/)
  await signInAs('owner@example.com', '/contacts/new')
  await fillContact(page)
  // The portal does it, and its answer never arrives.
  await page.route('**/contacts/new', async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    await route.fetch({ maxRedirects: 0 })
    return route.abort('connectionreset')
  })
  await add(page)
  await expect(errorSummary(page)).toContainText('nothing is done twice')
  await expect(page.getByLabel('First name')).toHaveValue('Zoë')
  expect(await countOf(sandbox, 'zoe@example.net')).toBe(1)
  await page.unroute('**/contacts/new')
  await add(page)
  await expect(page.getByText('The contact was added.')).toBeVisible()
  expect(await sandbox.calls('AddContact')).toHaveLength(1)
})

for (const fault of ['maintenance', 'html', 'reset-before'] as const) {
  test(`WHMCS down while saving (${fault}): nothing is lost`, async ({ page, signInAs, sandbox }) => {
    const id = await contactId(sandbox, 'ops@example.com')
    await signInAs('owner@example.com', `/contacts/${id}`)
    await page.getByLabel('City (optional)').fill('Köln')
    await sandbox.fault({ fault })
    await save(page)
    await expect(errorSummary(page)).toContainText('We cannot reach the billing system. Nothing was changed.')
    await expect(page.getByLabel('City (optional)')).toHaveValue('Köln')
    await sandbox.heal()
    await save(page)
    await expect(page.getByText('The contact was saved.')).toBeVisible()
    expect(await contactBy(sandbox, 'ops@example.com')).toMatchObject({ city: 'Köln' })
  })
}

test('what somebody else changed meanwhile is shown beside what was typed', async ({ page, signInAs, sandbox }) => {
  const id = await contactId(sandbox, 'ops@example.com')
  await signInAs('owner@example.com', `/contacts/${id}`)
  await whmcs(sandbox, 'UpdateContact', {
    contactid: id,
    city: 'Paris',
    country: 'FR',
    'email_preferences[invoice]': 1,
  })
  await sandbox.forgetCalls()
  await page.getByLabel('City (optional)').fill('Bonn')
  await save(page)
  await expect(errorSummary(page)).toContainText('Somebody else changed this')
  await expect(page.getByLabel('City (optional)')).toHaveValue('Bonn')
  await expect(page.getByLabel('City (optional)')).toHaveAccessibleDescription('Stored now: Paris')
  await expect(page.getByLabel('Country (optional)')).toHaveAccessibleDescription('Stored now: France')
  await expect(page.getByRole('main')).toContainText('Stored now: Domains, Invoices, Support')
  expect(await sandbox.calls('UpdateContact')).toEqual([])
  expect(await contactBy(sandbox, 'ops@example.com')).toMatchObject({ city: 'Paris' })

  // Another mistake in between does not count as having seen a newer state.
  await whmcs(sandbox, 'UpdateContact', { contactid: id, city: 'Lyon' })
  await page.getByLabel('Email', { exact: true }).fill('accounts@example.com')
  await save(page)
  await expect(page.getByLabel('City (optional)')).toHaveAccessibleDescription('Stored now: Lyon')
  await page.getByLabel('Email', { exact: true }).fill('ops@example.com')
  await save(page)
  await expect(page.getByText('The contact was saved.')).toBeVisible()
  expect(await contactBy(sandbox, 'ops@example.com')).toMatchObject({ city: 'Bonn', country: 'DE' })
})

test('the rule of ICANN, at the boxes it is about', async ({ page, signInAs, sandbox }) => {
  await whmcs(sandbox, 'UpdateClient', { clientid: 1, 'email_preferences[domain]': 0 })
  const id = await contactId(sandbox, 'ops@example.com')
  await signInAs('owner@example.com', `/contacts/${id}`)
  const box = page.getByLabel('Domains', { exact: true })
  await expect(box).toHaveAccessibleDescription(/Nobody else gets this mail/)
  await box.uncheck()
  await save(page)
  const group = page.getByRole('group', { name: 'Mail this person gets' })
  await expect(group).toHaveAccessibleDescription(/Somebody must get mail about domains/)
  await errorSummary(page).getByRole('link').click()
  await expect(page.getByLabel('General', { exact: true })).toBeFocused()
  await expect(box).not.toBeChecked()
  await box.check()
  await expect(group).not.toHaveAccessibleDescription(/Somebody must/)
})

test('a refusal that nobody knows is not shown, but can be found', async ({ page, signInAs, sandbox, portal }) => {
  await signInAs('owner@example.com', '/contacts/new')
  await sandbox.fault({ action: 'AddContact', fault: 'refuse', message: 'The moon is in the way' })
  await fillContact(page)
  await add(page)
  await expect(errorSummary(page)).toContainText('The billing system did not accept this. Nothing was changed.')
  const [, reference = 'none'] = /Reference ([0-9a-f]{8})/.exec(await errorSummary(page).innerText()) ?? []
  await expect(page.getByRole('main')).not.toContainText('moon')
  expect(portal.output()).not.toContain('moon')
  const line = portal.log().find((one) => one.event === 'action.failed')
  expect(String(line?.['ref'])).toMatch(new RegExp(`^${reference}`))
  await sandbox.heal()
  await add(page)
  await expect(page.getByText('The contact was added.')).toBeVisible()
})

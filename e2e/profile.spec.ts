import { whmcs } from './access/whmcs.ts'
import { expect, test } from './fixtures.ts'
import { errorSummary, postForm } from './support/forms.ts'
import { startPortal } from './support/portal.ts'
import { clientOne, customValues, saidTo } from './support/profile.ts'
import { submitSignIn } from './support/sign-in.ts'

const OWNER = 'owner@example.com'

test('the account on one page (seeds: get_client, get_clientgroups, getClientsDetails)', async ({
  page,
  signInAs,
  sandbox,
}) => {
  const client = await clientOne(sandbox)
  const { client_groups: groups } = await sandbox.state('client_groups')
  await signInAs(OWNER, '/profile')
  await expect(page).toHaveTitle('Profile – Example Hosting')
  const account = page.getByRole('region', { name: 'Account', exact: true })
  const group = groups.find(({ id }) => id === client.groupid)?.groupname
  const shown = [client.companyname, client.tax_id, client.address1, 'Germany', '#1', group]
  for (const text of shown) await expect(account).toContainText(text ?? 'a group')
  const reach = page.getByRole('region', { name: 'Email and phone' })
  await expect(reach).toContainText(client.email)
  await expect(reach).toContainText('+49 30 5551001')
  // What is staff's stays with staff; another group's name is staff data too.
  const other = groups.find(({ id }) => id !== client.groupid)?.groupname ?? ''
  const html = await page.content()
  expect(html).not.toContain(other)
  expect(client.notes).not.toBe('')
  expect(html).not.toContain(client.notes)
})

test('details are changed, and only those are sent (seeds: update_client, updateClient)', async ({
  page,
  signInAs,
  sandbox,
}) => {
  const before = await clientOne(sandbox)
  await signInAs(OWNER, '/profile')
  await page.getByRole('link', { name: 'Edit the account details' }).click()
  await expect(page).toHaveTitle('Account details – Example Hosting')
  await page.getByLabel('Country').selectOption('GB')
  await page.getByLabel('City').fill('Köln & <b>Bonn</b>')
  await page.getByLabel('VAT contact (optional)').fill('O:8:"stdClass":0:{} – Jürgen 東京')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.locator(':focus')).toContainText('The account details were saved.')
  await expect(page).toHaveURL('/profile')
  const vat = 'O:8:"stdClass":0:{} – Jürgen 東京'
  expect(await saidTo(sandbox, 'UpdateClient')).toEqual({
    country: 'GB',
    city: 'Köln & <b>Bonn</b>',
    customfields: { 1: vat },
  })
  const after = await clientOne(sandbox)
  const { country, city, updated_at } = after
  expect({ ...before, country, city, updated_at }).toEqual(after)
  expect(await customValues(sandbox)).toEqual({ 1: vat, 2: 'Company' })
})

test('nothing changed is nothing said', async ({ page, signInAs, sandbox }) => {
  await signInAs(OWNER, '/profile/details')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('The account details were saved.')).toBeVisible()
  expect((await sandbox.calls()).filter(({ action }) => action.startsWith('Update'))).toEqual([])
})

test('the regions offered are those of the country, and what is stored stays', async ({ page, signInAs, sandbox }) => {
  await whmcs(sandbox, 'UpdateClient', { clientid: 1, state: 'Freie Republik' })
  await signInAs(OWNER, '/profile/details')
  const state = page.getByLabel('State or region')
  await expect(state).toHaveValue('Freie Republik')
  await expect(page.locator('datalist#regions option')).toHaveCount(16)
  await page.getByLabel('Country').selectOption('NL')
  await expect(page.locator('datalist#regions option[value="Noord-Holland"]')).toHaveCount(1)
  await expect(state).toHaveValue('Freie Republik')
  await page.getByLabel('City').fill('Amsterdam')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('The account details were saved.')).toBeVisible()
  expect(await clientOne(sandbox)).toMatchObject({ country: 'NL', state: 'Freie Republik', city: 'Amsterdam' })
})

test('which mail, which language, which way to pay', async ({ page, signInAs, sandbox }) => {
  await signInAs(OWNER, '/profile/preferences')
  await page.getByLabel('General', { exact: true }).uncheck()
  await page.getByLabel('News and offers').uncheck()
  await page.getByLabel('Language of the account').selectOption('Türkçe')
  await page.getByLabel('Usual way to pay').selectOption('PayPal')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Your choices were saved.')).toBeVisible()
  const client = await clientOne(sandbox)
  expect(client).toMatchObject({
    language: 'turkish',
    defaultgateway: 'paypalcheckout',
    marketing_emails_opt_in: 0,
  })
  expect(JSON.parse(client.email_preferences)).toMatchObject({ general: 0, invoice: 1, domain: 1 })
  await expect(page.getByRole('region', { name: 'Mail and language' })).toContainText('Türkçe')
})

test('mail about domains must reach somebody', async ({ page, signInAs, sandbox }) => {
  const { contacts } = await sandbox.state('contacts')
  for (const { id, userid, domainemails } of contacts) {
    if (userid === 1 && domainemails === 1) await whmcs(sandbox, 'DeleteContact', { contactid: id })
  }
  await signInAs(OWNER, '/profile/preferences')
  await page.getByLabel('Domains', { exact: true }).uncheck()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(errorSummary(page).getByRole('link')).toHaveText([/Somebody must get mail about domains/])
  await expect(page.getByLabel('Domains', { exact: true })).not.toBeChecked()
  expect(JSON.parse((await clientOne(sandbox)).email_preferences)).toMatchObject({ domain: 1 })
})

test('fields that the operator locked are text, and are refused when they come all the same', async ({
  visitor,
  sandbox,
}) => {
  const portal = await startPortal({
    whmcsUrl: sandbox.url,
    logFile: 'test-results/logs/locked-portal.log',
    env: { PORTAL_PROFILE_LOCKED: 'companyname,tax_id,email', PORTAL_PROFILE_OPTIONAL: 'phonenumber' },
  })
  try {
    const page = await visitor({ baseURL: portal.url, javaScriptEnabled: false })
    await page.goto('/sign-in?next=/profile/details')
    await submitSignIn(page, OWNER)
    await expect(page).toHaveTitle(/Account details/)
    await expect(page.getByRole('textbox', { name: /Company|Tax ID/ })).toHaveCount(0)
    await expect(page.getByRole('main')).toContainText('Only support can change these.')
    const answer = await postForm(page, page.getByRole('main').locator('form'), { company: 'Evil Corp', city: 'Bonn' })
    expect(await answer.text()).toContain('Check what you entered')
    expect(await clientOne(sandbox)).toMatchObject({ companyname: 'Example Hosting GmbH', city: 'Berlin' })
    await page.goto('/profile/contact')
    await expect(page.getByLabel('Phone (optional)')).toBeVisible()
    await expect(page.getByLabel('Account email')).toHaveCount(0)
    await postForm(page, page.getByRole('main').locator('form'), { email: 'evil@example.net' })
    expect((await clientOne(sandbox)).email).toBe(OWNER)
  } finally {
    await portal.stop()
  }
})

test('what would be lost is asked about; what was saved is not', async ({ page, signInAs }) => {
  await signInAs(OWNER, '/profile/details')
  await page.getByLabel('City').fill('Bonn')
  page.once('dialog', (dialog) => void dialog.dismiss())
  await page.getByRole('link', { name: 'Contacts' }).click()
  await expect(page).toHaveURL('/profile/details')
  await expect(page.getByLabel('City')).toHaveValue('Bonn')
  const asked = page.waitForEvent('dialog')
  const leaving = page.getByRole('link', { name: 'Contacts' }).click()
  const dialog = await asked
  expect(dialog.message()).toBe('What you typed is not saved. Leave this page anyway?')
  await dialog.accept()
  await leaving
  await expect(page).toHaveURL('/contacts')
  await page.getByRole('link', { name: 'Profile' }).click()
  await expect(page).toHaveURL('/profile')
})

test('what somebody else changed meanwhile is shown beside what was typed', async ({ page, signInAs, sandbox }) => {
  await signInAs(OWNER, '/profile/details')
  await whmcs(sandbox, 'UpdateClient', { clientid: 1, city: 'Paris', country: 'FR' })
  await sandbox.forgetCalls()
  await page.getByLabel('City').fill('Bonn')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(errorSummary(page)).toContainText('Somebody else changed this')
  await expect(page.getByLabel('City')).toHaveValue('Bonn')
  await expect(page.getByLabel('City')).toHaveAccessibleDescription('Stored now: Paris')
  await expect(page.getByLabel('Country')).toHaveAccessibleDescription('Stored now: France')
  expect(await sandbox.calls('UpdateClient')).toEqual([])
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('The account details were saved.')).toBeVisible()
  expect(await clientOne(sandbox)).toMatchObject({ city: 'Bonn', country: 'DE' })
})

test('somebody without the permission sees their own side only', async ({ page, signInAs }) => {
  await signInAs('tech@example.com', '/profile')
  await expect(page.getByRole('region', { name: 'You' })).toContainText('tech@example.com')
  await expect(page.getByRole('region', { name: 'Account', exact: true })).toHaveCount(0)
  await page.goto('/profile/details')
  await expect(page).toHaveURL('/no-access?to=profile')
})

test.describe('without JavaScript', () => {
  test('details are refused with everything kept, then saved', async ({ visitor, signInAs, sandbox }) => {
    const page = await visitor({ javaScriptEnabled: false })
    await signInAs(OWNER, '/profile/details', page)
    await page.getByLabel('First name').fill('')
    await page.getByLabel('City').fill('Bonn')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(errorSummary(page)).toContainText('Enter a first name')
    await expect(page.getByLabel('City')).toHaveValue('Bonn')
    await page.getByLabel('First name').fill('Janet')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('The account details were saved.')).toBeVisible()
    expect(await clientOne(sandbox)).toMatchObject({ firstname: 'Janet', city: 'Bonn' })
  })
})

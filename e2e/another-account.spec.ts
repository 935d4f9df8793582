import { formOf } from './access/expectations.ts'
import { expect, test } from './fixtures.ts'
import { actionNamed, callAction, signInRaw } from './support/actions.ts'

test('somebody who signs in already opens another account, which is their own @since-8', async ({
  page,
  signInAs,
  sandbox,
}) => {
  await signInAs('billing@example.com', '/accounts')
  await page.getByRole('link', { name: 'Open another account' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Open another account')
  await expect(page.getByLabel('Password', { exact: true })).toHaveCount(0)
  await expect(page.getByLabel('First name')).toHaveValue('Bill')
  await page.getByLabel('Country').selectOption('DE')
  await page.getByLabel('Address line 1').fill('Straße 1')
  await page.getByLabel('Postcode').fill('50667')
  await page.getByLabel('City').fill('Köln')
  await page.getByLabel('Region').fill('Nordrhein-Westfalen')
  await page.getByLabel('Phone').fill('0221 9999999')
  await page.getByLabel('I accept the terms of service').check()
  await page.getByLabel('Account email').fill('bills-own@example.net')
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.locator(':focus')).toContainText('The account was opened.')
  const [call] = await sandbox.calls('AddClient')
  const params = call?.params
  expect(params).toMatchObject({ owner_user_id: '2', email: 'bills-own@example.net', phonenumber: '+49.2219999999' })
  expect(params).not.toHaveProperty('password2')
  const { clients, user_clients: links } = await sandbox.state('clients', 'user_clients')
  const client = clients.find(({ email }) => email === 'bills-own@example.net')
  expect(links.filter(({ client_id }) => client_id === client?.id)).toMatchObject([{ user_id: 2, owner: 1 }])
  await page.getByRole('button', { name: 'Open Bill Ing' }).click()
  await expect(page).toHaveTitle(/Overview/)
})

test('whose account it will be cannot be said by a form @since-8', async ({ portal, sandbox }) => {
  const cookie = await signInRaw(portal.url, 'billing@example.com')
  const form = { ...formOf('account.open'), intent: crypto.randomUUID(), owner_user_id: '3', ownerUserId: '3' }
  const answer = await callAction(portal.url, actionNamed('account.open'), form, { cookie })
  expect(answer.outcome).toBe('invalid')
  expect(await sandbox.calls('AddClient')).toEqual([])
})

test('before WHMCS 8 nobody has two accounts, and none is offered @until-7', async ({
  page,
  signInAs,
  browserErrors,
}) => {
  browserErrors.allow(/status of 404/)
  await signInAs('owner@example.com', '/accounts')
  await expect(page.getByRole('link', { name: 'Open another account' })).toHaveCount(0)
  await page.goto('/accounts/new')
  await expect(page).toHaveTitle(/could not find/)
})

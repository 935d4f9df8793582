import { expect, test } from './fixtures.ts'
import { errorSummary } from './support/forms.ts'
import { box, menuIn, personBy, personId, writesWith } from './support/people.ts'
import { PASSWORD, submitSignIn } from './support/sign-in.ts'

const OWNER = 'owner@example.com'
const LONG = ' ein langes “Passwort” & mehr '

test('somebody is invited, from a preset that is changed @since-8', async ({ page, signInAs, sandbox }) => {
  await signInAs(OWNER, '/people')
  await expect(page.getByText('Open invitations cannot be listed here')).toBeVisible()
  await page.getByRole('link', { name: 'Invite a person' }).click()
  await page.getByLabel('Email', { exact: true }).fill('ana@example.net')
  await page.getByRole('link', { name: 'Technical' }).click()
  await expect(page.getByLabel('Email', { exact: true })).toHaveValue('ana@example.net')
  await box(page, 'View and open tickets').uncheck()
  await page.getByRole('button', { name: 'Send invitation' }).click()
  await expect(page.locator(':focus')).toContainText('The invitation was sent.')
  await expect(page).toHaveURL('/people')
  const permissions = 'products,manageproducts,productsso,domains,managedomains'
  const invitation = { client_id: '1', email: 'ana@example.net', permissions }
  expect(await writesWith(sandbox)).toEqual([{ action: 'CreateClientInvite', ...invitation }])
  const { client_invites } = await sandbox.state('client_invites')
  expect(client_invites).toMatchObject([{ ...invitation, client_id: 1 }])
  expect((await sandbox.mail()).map(({ to }) => to)).toEqual(['ana@example.net'])
  await expect(page.getByRole('row')).toHaveCount(5)
})

test('add_contact and addContact of the seeds: a sub-account with password2 and permissions @until-7', async ({
  page,
  visitor,
  signInAs,
  sandbox,
}) => {
  await signInAs(OWNER, '/people')
  await page.getByRole('link', { name: 'Add a person' }).click()
  await page.getByLabel('First name').fill('Ana')
  await page.getByLabel('Last name').fill('Silva')
  await page.getByLabel('Email', { exact: true }).fill('ana@example.net')
  await page.getByLabel('Password (optional)').fill(LONG)
  await page.getByRole('link', { name: 'Billing' }).click()
  await page.getByRole('button', { name: 'Add person' }).click()
  await expect(page.getByText('The person was added.')).toBeVisible()
  expect(await writesWith(sandbox)).toEqual([
    {
      action: 'AddContact',
      clientid: '1',
      firstname: 'Ana',
      lastname: 'Silva',
      email: 'ana@example.net',
      password2: expect.anything(),
      permissions: 'invoices,quotes,emails',
    },
  ])
  expect(await personBy(sandbox, 'ana@example.net')).toMatchObject({ permissions: 'invoices,quotes,emails' })
  await expect(page.getByRole('row', { name: /Ana Silva/ })).toContainText('Billing')
  const ana = await visitor()
  await ana.goto('/sign-in')
  await submitSignIn(ana, 'ana@example.net', LONG)
  await expect(ana).toHaveTitle('Overview – Example Hosting')
  expect(await menuIn(ana)).toContain('Invoices')
  expect(await menuIn(ana)).not.toContain('People')
})

test('a sub-account without a password gets a mail to choose one @until-7', async ({ page, signInAs, sandbox }) => {
  await signInAs(OWNER, '/people/invite?preset=readOnly')
  await page.getByLabel('First name').fill('Ana')
  await page.getByLabel('Last name').fill('Silva')
  await page.getByLabel('Email', { exact: true }).fill('ana@example.net')
  await page.getByRole('button', { name: 'Add person' }).click()
  await expect(page.getByText('they get a mail to choose one')).toBeVisible()
  expect((await sandbox.mail()).map(({ to }) => to)).toEqual(['ana@example.net'])
  expect(await personBy(sandbox, 'ana@example.net')).toMatchObject({ permissions: 'products,domains,emails' })
})

test('update_contact and updateContact of the seeds: another password for a sub-account @until-7', async ({
  page,
  visitor,
  signInAs,
  sandbox,
}) => {
  const id = await personId(sandbox, 'tech@example.com')
  await signInAs(OWNER, `/people/${id}`)
  await page.getByLabel('New password').fill('too short')
  await page.getByRole('button', { name: 'Save password' }).click()
  await expect(errorSummary(page)).toContainText('Use at least 15 characters')
  await page.getByLabel('New password').fill(LONG)
  await page.getByRole('button', { name: 'Save password' }).click()
  await expect(page.getByText('The password was saved.')).toBeVisible()
  const sent = { action: 'UpdateContact', contactid: String(id), subaccount: '1', password2: expect.anything() }
  expect(await writesWith(sandbox)).toEqual([sent])
  const tess = await visitor()
  await tess.goto('/sign-in')
  await submitSignIn(tess, 'tech@example.com', PASSWORD)
  await expect(tess.getByText('Email or password is incorrect').first()).toBeVisible()
  await submitSignIn(tess, 'tech@example.com', LONG)
  await expect(tess).toHaveTitle('Overview – Example Hosting')
  expect(await personBy(sandbox, 'tech@example.com')).toMatchObject({ permissions: 'products,tickets' })
})

test('without JavaScript: an invitation that is refused keeps what was typed @since-8', async ({
  visitor,
  signInAs,
  sandbox,
}) => {
  const page = await visitor({ javaScriptEnabled: false })
  await signInAs(OWNER, '/people/invite?preset=billing', page)
  await page.getByLabel('Email', { exact: true }).fill('tech@example.com')
  await page.getByRole('button', { name: 'Send invitation' }).click()
  await expect(errorSummary(page)).toContainText('This person can sign in to your account already')
  await expect(page.getByLabel('Email', { exact: true })).toHaveValue('tech@example.com')
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(3)
  await page.getByLabel('Email', { exact: true }).fill('ana@example.net')
  await page.getByRole('button', { name: 'Send invitation' }).click()
  await expect(page.getByText('The invitation was sent.')).toBeVisible()
  expect((await sandbox.state('client_invites')).client_invites).toHaveLength(1)
})

test('whoever is at the owner’s keyboard proves who they are before giving a password @until-7', async ({
  page,
  signInAs,
  sandbox,
  portal,
}) => {
  const path = `/people/${await personId(sandbox, 'tech@example.com')}`
  await signInAs(OWNER, path)
  portal.ageProof(30)
  await page.goto(path)
  await sandbox.forgetCalls()
  await page.getByLabel('New password').fill(LONG)
  await page.getByLabel('Your current password', { exact: true }).fill('wrong')
  await page.getByRole('button', { name: 'Save password' }).click()
  await expect(errorSummary(page)).toBeVisible()
  expect(await writesWith(sandbox)).toEqual([])
  await page.getByLabel('New password').fill(LONG)
  await page.getByLabel('Your current password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Save password' }).click()
  await expect(page.getByText('The password was saved.')).toBeVisible()
  expect((await writesWith(sandbox)).map(({ action }) => action)).toEqual(['UpdateContact'])
})

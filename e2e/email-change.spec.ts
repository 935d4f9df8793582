import { expect, test } from './fixtures.ts'
import { errorSummary, postForm } from './support/forms.ts'
import { clientOne, saidTo } from './support/profile.ts'
import { PASSWORD, submitSignIn } from './support/sign-in.ts'

const OWNER = 'owner@example.com'

/** The address a person signs in with decides who gets in: it is worth a second proof. */

test('a number that nobody can call is refused at its field; what was typed stays', async ({
  page,
  signInAs,
  sandbox,
}) => {
  await signInAs(OWNER, '/profile/contact')
  await page.getByLabel('Phone').fill('12')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(errorSummary(page)).toBeFocused()
  await expect(page.getByLabel('Phone')).toHaveAccessibleDescription(/Enter a phone number, like \+44/)
  await expect(page.getByLabel('Phone')).toHaveValue('12')
  // Read as a number of the account's country, and stored with its code.
  await page.getByLabel('Phone').fill('(030) 555-2002')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('The email and phone were saved.')).toBeVisible()
  expect(await saidTo(sandbox, 'UpdateClient')).toEqual({ phonenumber: '+49.305552002' })
})

test('the account’s own address, changed soon after signing in; the old one is told', async ({
  page,
  signInAs,
  sandbox,
  portal,
}) => {
  const before = portal.mails().length
  await signInAs(OWNER, '/profile')
  await page.getByRole('link', { name: 'Edit email and phone' }).click()
  await expect(page.getByLabel('Your current password')).toHaveCount(0)
  await page.getByLabel('Account email').fill('office@example.net')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('The email and phone were saved.')).toBeVisible()
  expect(await saidTo(sandbox, 'UpdateClient')).toEqual({ email: 'office@example.net' })
  expect((await clientOne(sandbox)).email).toBe('office@example.net')
  await expect.poll(() => portal.mails().length).toBe(before + 1)
  const letter = portal.mails().at(-1) ?? ''
  expect(letter).toContain('To: owner@example.com')
  expect(letter).toContain('Your email address at Example Hosting was replaced')
  expect(letter).not.toContain('office@example.net')
})

test('later the password is asked for: a wrong one is told at its field, and tries are counted', async ({
  page,
  signInAs,
  sandbox,
  portal,
}) => {
  await signInAs(OWNER, '/')
  portal.ageProof(30)
  await page.goto('/profile/contact')
  const password = page.getByLabel('Your current password', { exact: true })
  await page.getByLabel('Account email').fill('office@example.net')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(password).toHaveAccessibleDescription(/Enter your password/)
  for (let tries = 0; tries < 5; tries += 1) {
    await password.fill(`wrong ${tries}`)
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(password).toHaveAccessibleDescription(/This is not your current password/)
    await expect(password).toHaveValue('')
    await expect(page.getByLabel('Account email')).toHaveValue('office@example.net')
  }
  await password.fill(PASSWORD)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(errorSummary(page)).toContainText('Too many attempts')
  expect(await sandbox.calls('ValidateLogin')).toHaveLength(5)
  expect((await clientOne(sandbox)).email).toBe(OWNER)
  portal.forgetLimits()
  await password.fill(PASSWORD)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('The email and phone were saved.')).toBeVisible()
  expect((await clientOne(sandbox)).email).toBe('office@example.net')
  expect(JSON.stringify([portal.rows('intents'), portal.rows('audit'), portal.output()])).not.toContain(PASSWORD)
})

test('an address that another account has is refused, and nobody learns whose it is', async ({
  page,
  signInAs,
  sandbox,
}) => {
  await signInAs(OWNER, '/profile/contact')
  await page.getByLabel('Account email').fill('neighbour@example.com')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByLabel('Account email')).toHaveAccessibleDescription(/cannot be used here/)
  expect((await clientOne(sandbox)).email).toBe(OWNER)
})

test('the sign-in email is one’s own: the session goes on, and signs in with the new one @since-8', async ({
  page,
  visitor,
  signInAs,
  sandbox,
}) => {
  await signInAs('billing@example.com', '/profile')
  await page.getByRole('link', { name: 'Change your sign-in email' }).click()
  await page.getByLabel('Sign-in email', { exact: true }).fill('bill@example.net')
  await page.getByRole('button', { name: 'Change email' }).click()
  await expect(page.getByText('From now on you sign in with the new email.')).toBeVisible()
  await expect(page.getByRole('region', { name: 'You' })).toContainText('bill@example.net')
  expect(await saidTo(sandbox, 'UpdateUser')).toEqual({ email: 'bill@example.net' })
  expect((await clientOne(sandbox)).email).toBe(OWNER)
  const other = await visitor()
  await other.goto('/sign-in?next=/invoices')
  await submitSignIn(other, 'bill@example.net')
  await expect(other).toHaveURL('/invoices')
})

test('one’s own name and language @since-8', async ({ page, signInAs, sandbox }) => {
  await signInAs('billing@example.com', '/profile')
  await page.getByRole('link', { name: 'Edit your name' }).click()
  await page.getByLabel('First name').fill('Wilhelmina')
  await page.getByLabel('Your language').selectOption('Nederlands')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Your name was saved.')).toBeVisible()
  expect(await saidTo(sandbox, 'UpdateUser')).toEqual({ firstname: 'Wilhelmina', lastname: 'Ing', language: 'dutch' })
  const { users } = await sandbox.state('users')
  expect(users.find(({ email }) => email === 'billing@example.com')).toMatchObject({ firstname: 'Wilhelmina' })
})

test('before WHMCS 8 the owner signs in with the account’s address, and nobody else may change it @until-7', async ({
  page,
  signInAs,
  sandbox,
  visitor,
}) => {
  const { contacts } = await sandbox.state('contacts')
  const bill = contacts.find(({ email }) => email === 'billing@example.com')
  await sandbox.api('UpdateContact', { contactid: String(bill?.id), permissions: 'profile' })
  await signInAs('billing@example.com', '/profile')
  await expect(page.getByRole('region', { name: 'Email and phone' })).toContainText(OWNER)
  await page.getByRole('link', { name: 'Edit email and phone' }).click()
  await expect(page.getByRole('main')).toContainText('Only support can change these.')
  await expect(page.getByLabel('Account email')).toHaveCount(0)
  await page.getByLabel('Phone').fill('+49 30 5552003')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('The email and phone were saved.')).toBeVisible()
  expect(await clientOne(sandbox)).toMatchObject({ email: OWNER, phonenumber: '+49.305552003' })
  const plain = await visitor({ javaScriptEnabled: false })
  await signInAs('billing@example.com', '/profile/contact', plain)
  await postForm(plain, plain.getByRole('main').locator('form'), { email: 'bill@example.net' })
  expect((await clientOne(sandbox)).email).toBe(OWNER)

  const own = await visitor()
  await signInAs(OWNER, '/profile', own)
  await expect(own.getByRole('region', { name: 'You' })).toHaveCount(0)
  await own.getByRole('link', { name: 'Edit email and phone' }).click()
  await own.getByLabel('Account email').fill('jane@example.net')
  await own.getByRole('button', { name: 'Save' }).click()
  await expect(own.getByText('The email and phone were saved.')).toBeVisible()
  expect((await clientOne(sandbox)).email).toBe('jane@example.net')
})

test.describe('without JavaScript', () => {
  test('the password is asked for and checked', async ({ visitor, signInAs, portal, sandbox }) => {
    const page = await visitor({ javaScriptEnabled: false })
    await signInAs(OWNER, '/', page)
    portal.ageProof(30)
    await page.goto('/profile/contact')
    await page.getByLabel('Account email').fill('office@example.net')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(errorSummary(page)).toContainText('Enter your password')
    await page.getByLabel('Your current password', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('The email and phone were saved.')).toBeVisible()
    expect((await clientOne(sandbox)).email).toBe('office@example.net')
  })
})

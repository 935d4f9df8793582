import { expect, test } from './fixtures.ts'
import { contactBy, contactId, fillContact, onlyWrite } from './support/contacts.ts'
import { errorSummary } from './support/forms.ts'

test('the list says who gets which mail (seeds: get_contacts, getContacts)', async ({ page, signInAs, sandbox }) => {
  await signInAs('owner@example.com', '/contacts')
  await expect(page).toHaveTitle('Contacts – Example Hosting')
  await expect(page.getByRole('link', { name: 'Contacts' })).toHaveAttribute('aria-current', 'page')
  const { contacts } = await sandbox.state('contacts')
  const own = contacts.filter(({ userid }) => userid === 1)
  await expect(page.getByRole('row')).toHaveCount(own.length + 2)
  const anna = page.getByRole('row', { name: /Anna Accounts/ })
  await expect(anna).toContainText('accounts@example.com')
  const cells = await anna.getByRole('cell').allInnerTexts()
  expect(cells.slice(0, 6).map((text) => text.includes('yes'))).toEqual([true, false, false, true, false, false])
})

test('a contact is added (seeds: add_contact, addContact)', async ({
  page,
  signInAs,
  sandbox,
  installation: { version },
}) => {
  await signInAs('owner@example.com', '/contacts')
  await page.getByRole('link', { name: 'Add a contact' }).click()
  await expect(page).toHaveTitle('Add a contact – Example Hosting')
  await fillContact(page)
  await page.getByLabel('Tax ID (optional)').fill('NL1')
  await page.getByRole('button', { name: 'Add contact' }).click()
  await expect(page.getByText('The contact was added.')).toBeVisible()
  await expect(page.locator(':focus')).toContainText('The contact was added.')
  await expect(page).toHaveURL('/contacts')
  expect(await contactBy(sandbox, 'zoe@example.net')).toMatchObject({
    userid: 1,
    firstname: 'Zoë',
    lastname: "O'Neil & Söhne",
    postcode: '1012 AB',
    state: 'Noord-Holland',
    country: 'NL',
    tax_id: 'NL1',
    invoiceemails: 1,
    supportemails: 1,
    generalemails: 0,
  })
  expect(await onlyWrite(sandbox, version, 'AddContact')).toMatchObject({ clientid: '1' })
})

test('a contact is changed, and what was not touched stays (seeds: update_contact, updateContact)', async ({
  page,
  signInAs,
  sandbox,
  installation,
}) => {
  const id = await contactId(sandbox, 'accounts@example.com')
  await signInAs('owner@example.com', '/contacts')
  await page.getByRole('link', { name: 'Edit Anna Accounts' }).click()
  await page.getByLabel('City (optional)').fill('Köln')
  await page.getByLabel('General', { exact: true }).uncheck()
  await page.getByRole('button', { name: 'Save contact' }).click()
  await expect(page.getByText('The contact was saved.')).toBeVisible()
  expect(await contactBy(sandbox, 'accounts@example.com')).toMatchObject({
    id,
    firstname: 'Anna',
    companyname: 'Example Hosting GmbH',
    phonenumber: '030 555 2001',
    state: 'Berlin',
    country: 'DE',
    city: 'Köln',
    generalemails: 0,
    invoiceemails: 1,
  })
  expect(await onlyWrite(sandbox, installation.version, 'UpdateContact')).toMatchObject({ contactid: String(id) })
})

test('a wrong address is refused in the browser, and the error goes as soon as it is mended', async ({
  page,
  signInAs,
  sandbox,
}) => {
  await signInAs('owner@example.com', '/contacts/new')
  await fillContact(page, 'zoe@')
  await page.getByLabel('Last name').fill('')
  await page.getByRole('button', { name: 'Add contact' }).click()
  await expect(errorSummary(page)).toBeFocused()
  await expect(page).toHaveTitle('Error: Add a contact – Example Hosting')
  const email = page.getByLabel('Email', { exact: true })
  await expect(email).toHaveAccessibleDescription(/Enter an email address in the correct format/)
  await expect(email).toHaveAttribute('aria-invalid', 'true')
  await expect(errorSummary(page).getByRole('link')).toHaveText([
    'Enter a last name',
    'Enter an email address in the correct format, like name@example.com',
  ])
  await errorSummary(page).getByRole('link').nth(1).click()
  await expect(email).toBeFocused()
  await email.fill('zoe@example.net')
  await expect(email).not.toHaveAttribute('aria-invalid')
  await expect(errorSummary(page).getByRole('link')).toHaveCount(1)
  await expect(page.getByLabel('Last name')).toHaveAttribute('aria-invalid', 'true')
  expect((await sandbox.calls()).filter(({ action }) => /Contact$/.test(action))).toEqual([])
  await page.getByLabel('Last name').fill('Zimmer')
  await expect(errorSummary(page)).toBeHidden()
  await page.getByRole('button', { name: 'Add contact' }).click()
  await expect(page.getByText('The contact was added.')).toBeVisible()
  expect(await contactBy(sandbox, 'zoe@example.net')).toMatchObject({ lastname: 'Zimmer' })
})

test('an address that another contact has @since-8', async ({ page, signInAs, sandbox }) => {
  await signInAs('owner@example.com', '/contacts/new')
  await fillContact(page, 'ops@example.com')
  await page.getByRole('button', { name: 'Add contact' }).click()
  await expect(errorSummary(page)).toBeFocused()
  const email = page.getByLabel('Email', { exact: true })
  await expect(email).toHaveAccessibleDescription(/already used in your account/)
  await expect(page.getByLabel('Country (optional)')).toHaveValue('NL')
  await expect(page.getByLabel('Postcode (optional)')).toHaveValue('1012 AB')
  await expect(page.getByLabel('Support', { exact: true })).toBeChecked()
  await email.fill('zoe@example.net')
  await expect(email).not.toHaveAttribute('aria-invalid')
  await page.getByRole('button', { name: 'Add contact' }).click()
  await expect(page.getByText('The contact was added.')).toBeVisible()
  expect(await contactBy(sandbox, 'zoe@example.net')).toBeDefined()
})

test('a contact is removed, after a question that can be answered with no (seeds: delete_contact, deleteContact)', async ({
  page,
  signInAs,
  sandbox,
  installation,
}) => {
  const id = await contactId(sandbox, 'accounts@example.com')
  await signInAs('owner@example.com', '/contacts')
  const opener = page.getByRole('link', { name: 'Remove Anna Accounts' })
  await opener.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('alertdialog', { name: 'Remove Anna Accounts?' })
  await expect(dialog).toHaveAccessibleDescription(/gets no more mail about your account/)
  await expect(dialog.getByRole('button', { name: 'Keep' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(opener).toBeFocused()
  expect(await contactBy(sandbox, 'accounts@example.com')).toBeDefined()
  await page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: 'Remove contact' }).click()
  await expect(page.locator(':focus')).toContainText('The contact was removed.')
  await expect(page.getByRole('row', { name: /Anna Accounts/ })).toHaveCount(0)
  expect(await contactBy(sandbox, 'accounts@example.com')).toBeUndefined()
  expect(await onlyWrite(sandbox, installation.version, 'DeleteContact')).toMatchObject({ contactid: String(id) })
})

test('without JavaScript: refused with everything kept, then added, then removed', async ({
  visitor,
  signInAs,
  sandbox,
}) => {
  const page = await visitor({ javaScriptEnabled: false })
  await signInAs('owner@example.com', '/contacts/new', page)
  await fillContact(page, 'zoe@')
  await page.getByRole('button', { name: 'Add contact' }).click()
  await expect(errorSummary(page)).toContainText('Enter an email address in the correct format')
  await expect(page).toHaveTitle('Error: Add a contact – Example Hosting')
  await expect(page.getByLabel('Country (optional)')).toHaveValue('NL')
  await expect(page.getByLabel('Postcode (optional)')).toHaveValue('1012 AB')
  await expect(page.getByLabel('Support', { exact: true })).toBeChecked()
  await expect(page.getByLabel('General', { exact: true })).not.toBeChecked()
  await page.getByLabel('Email', { exact: true }).fill('zoe@example.net')
  await page.getByRole('button', { name: 'Add contact' }).click()
  await expect(page.getByText('The contact was added.')).toBeVisible()
  const id = await contactId(sandbox, 'zoe@example.net')
  await page.getByRole('link', { name: 'Remove Zoë' }).click()
  await expect(page).toHaveURL(`/contacts/${id}/remove`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText("Remove Zoë O'Neil & Söhne?")
  await page.getByRole('button', { name: 'Remove contact' }).click()
  await expect(page.getByText('The contact was removed.')).toBeVisible()
  expect(await contactBy(sandbox, 'zoe@example.net')).toBeUndefined()
})

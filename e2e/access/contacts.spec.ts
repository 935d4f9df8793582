import { expect, test } from '../fixtures.ts'
import { actionNamed, callAction, signInRaw } from '../support/actions.ts'
import { contactBy, contactId, fillContact } from '../support/contacts.ts'
import { errorSummary, postForm } from '../support/forms.ts'
import { formOf, writesOf } from './expectations.ts'
import { whmcs } from './whmcs.ts'

/** T08: what WHMCS would take from somebody else, or did once. */
const DANGEROUS = [
  'id',
  'clientid',
  'userid',
  'client_id',
  'contactid',
  'permissions',
  'subaccount',
  'password',
  'password2',
  'generalemails',
  'invoiceemails',
  'domainemails',
  'email_preferences',
  'email_preferences[general]',
  'notes',
  'status',
  'groupid',
  'credit',
  'currency',
  'taxexempt',
  'billingcid',
  'skipvalidation',
  'customfields',
  'securityqid',
  'action',
  'identifier',
  'accesskey',
  'responsetype',
  'tax_id',
  'signsIn',
  '__proto__',
  'constructor',
  'toString',
]

for (const name of ['contact.add', 'contact.update', 'contact.remove']) {
  test(`${name} takes nothing but what its form has`, async ({ portal, sandbox }) => {
    const cookie = await signInRaw(portal.url, 'owner@example.com')
    await sandbox.forgetCalls()
    for (const extra of DANGEROUS) {
      portal.forgetLimits()
      const form = { ...formOf(name), intent: crypto.randomUUID() }
      const sent = Object.fromEntries([...Object.entries(form), [extra, '1']])
      expect.soft((await callAction(portal.url, actionNamed(name), sent, { cookie })).outcome, extra).toBe('invalid')
    }
    expect(await writesOf(sandbox)).toEqual([])
  })
}

test('a permission that is taken away while the form is open', async ({ page, visitor, signInAs, sandbox }) => {
  const permit = (permissions: string) =>
    whmcs(sandbox, 'UpdateUserPermissions', { user_id: 2, client_id: 1, permissions })
  await permit('contacts')
  const plain = await visitor({ javaScriptEnabled: false })
  await signInAs('billing@example.com', '/contacts/new', plain)
  await fillContact(plain)
  await signInAs('billing@example.com', '/contacts/new')
  await fillContact(page)
  await permit('invoices')
  await sandbox.forgetCalls()
  await page.getByRole('button', { name: 'Add contact' }).click()
  await expect(errorSummary(page)).toContainText('You do not have access to this.')
  await expect(page.getByLabel('First name')).toHaveValue('Zoë')
  await plain.getByRole('button', { name: 'Add contact' }).click()
  await expect(plain).toHaveURL('/no-access?to=contacts')
  expect(await writesOf(sandbox)).toEqual([])
  expect(await contactBy(sandbox, 'zoe@example.net')).toBeUndefined()
  await page.goto('/contacts')
  await expect(page).toHaveURL('/no-access?to=contacts')
  await expect(page.getByRole('link', { name: 'Contacts' })).toHaveCount(0)
})

test('somebody else’s contact, in a form that was one’s own', async ({ visitor, signInAs, sandbox, browserErrors }) => {
  browserErrors.allow(/404/)
  const own = await contactId(sandbox, 'ops@example.com')
  const foreign = await contactId(sandbox, 'marker2@example.com')
  const before = await contactBy(sandbox, 'marker2@example.com')
  const page = await visitor({ javaScriptEnabled: false })
  for (const path of [`/contacts/${own}`, `/contacts/${own}/remove`]) {
    await signInAs('owner@example.com', path, page)
    const answer = await postForm(page, page.getByRole('main').locator('form'), { contact: String(foreign) })
    expect(await answer.text(), path).toContain('We could not find this.')
  }
  for (const path of [`/contacts/${foreign}`, `/contacts/${foreign}/remove`]) {
    const answer = await page.goto(path)
    expect(answer?.status(), path).toBe(404)
    await expect(page).toHaveTitle('We could not find this page – Example Hosting')
    await expect(page.getByRole('main')).not.toContainText('MARKER')
  }
  expect(await writesOf(sandbox)).toEqual([])
  expect(await contactBy(sandbox, 'marker2@example.com')).toEqual(before)
})

test('a submission without a name is not carried out', async ({ portal, sandbox }) => {
  const cookie = await signInRaw(portal.url, 'owner@example.com')
  await sandbox.forgetCalls()
  for (const intent of [undefined, '', '1', 'not-a-uuid']) {
    const form = { ...formOf('contact.add'), ...(intent !== undefined && { intent }) }
    expect((await callAction(portal.url, actionNamed('contact.add'), form, { cookie })).outcome).toBe('invalid')
  }
  expect(await writesOf(sandbox)).toEqual([])
})

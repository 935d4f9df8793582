import { PERMISSIONS } from '../../lib/permissions.ts'
import { expect, test } from '../fixtures.ts'
import { actionNamed, callAction, signInRaw } from '../support/actions.ts'
import { fillContact } from '../support/contacts.ts'
import { errorSummary, postForm } from '../support/forms.ts'
import { permitted, personBy, personId, review } from '../support/people.ts'
import { formOf, writesOf } from './expectations.ts'

const OWNER = 'owner@example.com'
const BILL = 'billing@example.com'
/** Names that are none, or not quite, and lists in one value. */
const INVENTED = [
  '',
  ',,all',
  'all',
  '*',
  'owner',
  'signed-in',
  'Invoices',
  'INVOICES',
  ' invoices',
  'invoices ',
  'invoices,tickets',
  'invoices\u0000',
  'ｉnvoices',
  '__proto__',
  '[object Object]',
]

for (const name of ['person.permissions', 'person.invite', 'person.add']) {
  test(`${name}: permissions that were invented never reach WHMCS`, async ({ portal, sandbox }) => {
    const cookie = await signInRaw(portal.url, OWNER)
    await sandbox.forgetCalls()
    const lists = [['invoices', 'invoices'], ['contacts', 'contacts '], ['invoices', 'root'], ['manageproducts']]
    for (const permissions of [...INVENTED, ...lists]) {
      portal.forgetLimits()
      const form = { ...formOf(name), permissions, intent: crypto.randomUUID() }
      const { outcome } = await callAction(portal.url, actionNamed(name), form, { cookie })
      expect.soft(outcome, JSON.stringify(permissions)).toBe('invalid')
    }
    const { permissions, ...none } = formOf(name)
    expect(permissions).toBeDefined()
    const form = { ...none, intent: crypto.randomUUID() }
    expect((await callAction(portal.url, actionNamed(name), form, { cookie })).outcome, 'none').toBe('invalid')
    expect(await writesOf(sandbox)).toEqual([])
  })
}

test('whoever holds all 13 permissions and is not the owner manages nobody, not even themselves', async ({
  portal,
  sandbox,
}) => {
  const cookie = await signInRaw(portal.url, BILL)
  await permitted(sandbox, BILL, PERMISSIONS.join())
  await sandbox.forgetCalls()
  for (const name of ['person.permissions', 'person.remove', 'person.password', 'person.invite', 'person.add']) {
    for (const person of ['2', '3', '6']) {
      const own = formOf(name)
      const form = { ...own, ...('person' in own && { person }), intent: crypto.randomUUID() }
      const { outcome } = await callAction(portal.url, actionNamed(name), form, { cookie })
      expect.soft(outcome, `${name} on ${person}`).toBe('forbidden')
    }
  }
  expect(await writesOf(sandbox)).toEqual([])
})

test('the owner is neither changed nor removed, and does not leave', async ({ portal, sandbox }) => {
  const cookie = await signInRaw(portal.url, OWNER)
  await sandbox.forgetCalls()
  const call = (name: string, more = {}) =>
    callAction(portal.url, actionNamed(name), { ...formOf(name), ...more, intent: crypto.randomUUID() }, { cookie })
  expect((await call('person.permissions', { person: '3' })).text).toContain('owner_protected')
  expect((await call('person.remove', { person: '3' })).text).toContain('owner_protected')
  expect((await call('person.leave')).text).toContain('owner_stays')
  // WHMCS 8 and later has no sub-accounts to make, and no passwords to set.
  expect((await call('person.add')).outcome).toBe('not_found')
  expect((await call('person.password')).outcome).toBe('not_found')
  expect(await writesOf(sandbox)).toEqual([])
})

test('a permission that the owner takes away works at the next click, also in an open form', async ({
  page,
  visitor,
  signInAs,
  sandbox,
}) => {
  await permitted(sandbox, BILL, 'contacts,invoices')
  const bill = await visitor()
  await signInAs(BILL, '/contacts/new', bill)
  await fillContact(bill)
  await signInAs(OWNER, `/people/${await personId(sandbox, BILL)}`)
  await review(page, { take: ['View and manage contacts'] })
  await page.getByRole('button', { name: 'Save permissions' }).click()
  await expect(page.getByText('The permissions were saved.')).toBeVisible()
  expect(await personBy(sandbox, BILL)).toMatchObject({ permissions: 'invoices' })
  await bill.getByRole('button', { name: 'Add contact' }).click()
  await expect(errorSummary(bill)).toContainText('You do not have access to this.')
  expect(await sandbox.calls('AddContact')).toEqual([])
  await bill.goto('/contacts')
  await expect(bill).toHaveURL('/no-access?to=contacts')
})

test('somebody else’s person, in a form that was one’s own', async ({ visitor, signInAs, sandbox, browserErrors }) => {
  browserErrors.allow(/404/)
  const page = await visitor({ javaScriptEnabled: false })
  const neighbour = '12'
  for (const path of ['/people/2?version=v&permissions=quotes', '/people/2/remove']) {
    await signInAs(OWNER, path, page)
    const answer = await postForm(page, page.getByRole('main').locator('form'), { person: neighbour })
    expect(await answer.text(), path).toContain('We could not find this.')
  }
  for (const tail of ['', '/remove', '/preview', '?preset=everything']) {
    const answer = await page.goto(`/people/${neighbour}${tail}`)
    expect(answer?.status(), tail).toBe(404)
    await expect(page.getByRole('main')).not.toContainText('Neighbour')
  }
  expect(await writesOf(sandbox)).toEqual([])
})

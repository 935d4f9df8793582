import { expect, test } from './fixtures.ts'
import { errorSummary } from './support/forms.ts'
import { box, menuIn, personBy, personId, review, writesWith } from './support/people.ts'

const OWNER = 'owner@example.com'

test('the list says who can sign in and what they may do', async ({ page, signInAs }) => {
  await signInAs(OWNER, '/people')
  await expect(page).toHaveTitle('People – Example Hosting')
  const owner = page.getByRole('row', { name: /Jane Doe/ })
  await expect(owner).toContainText('(you)')
  await expect(owner).toContainText('Owner')
  await expect(owner).toContainText('Everything, and manage people')
  await expect(owner.getByRole('link')).toHaveCount(0)
  const tess = page.getByRole('row', { name: /Tess Tech/ })
  await expect(tess).toContainText('tech@example.com')
  await expect(tess).toContainText('View services · View and open tickets')
  await expect(tess.getByRole('link')).toHaveText(['Edit', 'Preview', 'Remove'])
})

test('permissions are changed, after a look at what changes', async ({ page, signInAs, sandbox, installation }) => {
  const id = await personId(sandbox, 'tech@example.com')
  await signInAs(OWNER, '/people')
  await page.getByRole('link', { name: 'Edit Tess Tech' }).click()
  await expect(page).toHaveTitle('What Tess Tech may do – Example Hosting')
  await expect(box(page, 'View services')).toBeChecked()
  await review(page, { give: ['Order, upgrade and cancel'], take: ['View and open tickets'] })
  const main = page.getByRole('main')
  const part = (title: string) => main.locator('section', { has: page.getByRole('heading', { name: title }) })
  await expect(part('You are giving Tess Tech')).toContainText(/Order, upgrade and cancel.*This can cost money/s)
  await expect(part('You are taking away from Tess Tech')).toContainText('View and open tickets')
  await expect(part('Tess Tech keeps')).toContainText('View services')
  expect(await writesWith(sandbox)).toEqual([])
  await page.getByRole('button', { name: 'Save permissions' }).click()
  await expect(page.locator(':focus')).toContainText('The permissions were saved.')
  expect(await personBy(sandbox, 'tech@example.com')).toMatchObject({ permissions: 'products,orders' })
  const sent =
    installation.version === '7.10'
      ? { action: 'UpdateContact', contactid: String(id), subaccount: '1', permissions: 'products,orders' }
      : { action: 'UpdateUserPermissions', user_id: String(id), client_id: '1', permissions: 'products,orders' }
  expect(await writesWith(sandbox)).toEqual([sent])
})

test('what one permission needs comes and goes with it', async ({ page, signInAs, sandbox }) => {
  await signInAs(OWNER, `/people/${await personId(sandbox, 'billing@example.com')}`)
  const passwords = box(page, 'Manage service passwords')
  const services = box(page, 'View services')
  await expect(passwords).toHaveAccessibleDescription(/Needs “View services”/)
  await expect(box(page, 'Manage domains')).toHaveAccessibleDescription(/Take care:.*moved away/)
  await passwords.check()
  await expect(services).toBeChecked()
  await expect(page.getByRole('status').filter({ hasText: 'View services' })).toHaveText(
    '“View services” was ticked as well.',
  )
  await services.uncheck()
  await expect(passwords).not.toBeChecked()
  await page.getByRole('link', { name: 'Everything' }).click()
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(13)
  await page.getByRole('link', { name: 'Read only' }).click()
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(3)
})

test('nothing chosen, and nothing changed', async ({ page, signInAs, sandbox }) => {
  await signInAs(OWNER, `/people/${await personId(sandbox, 'billing@example.com')}`)
  await page.getByRole('button', { name: 'Check the changes' }).click()
  await expect(errorSummary(page)).toContainText('You changed nothing')
  await box(page, 'View and pay invoices').uncheck()
  await page.getByRole('button', { name: 'Check the changes' }).click()
  await expect(errorSummary(page)).toBeFocused()
  await expect(page).toHaveTitle('Error: What Bill Ing may do – Example Hosting')
  await errorSummary(page).getByRole('link', { name: 'Choose at least one permission' }).click()
  await expect(box(page, 'View and pay invoices')).toBeFocused()
  expect(await writesWith(sandbox)).toEqual([])
})

test('somebody is removed, and what they had open ends with it', async ({ page, visitor, signInAs, sandbox }) => {
  const bill = await visitor()
  await signInAs('billing@example.com', '/invoices', bill)
  await signInAs(OWNER, '/people')
  const opener = page.getByRole('link', { name: 'Remove Bill Ing' })
  await opener.click()
  const dialog = page.getByRole('alertdialog', { name: 'Remove Bill Ing?' })
  await expect(dialog).toHaveAccessibleDescription(/can no longer open this account/)
  await expect(dialog.getByRole('button', { name: 'Keep' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(opener).toBeFocused()
  expect(await writesWith(sandbox)).toEqual([])
  await opener.click()
  await dialog.getByRole('button', { name: 'Remove person' }).click()
  await expect(page.locator(':focus')).toContainText('The person was removed.')
  await expect(page.getByRole('row', { name: /Bill Ing/ })).toHaveCount(0)
  expect(await personBy(sandbox, 'billing@example.com')).toBeUndefined()
  await bill.getByRole('link', { name: 'Overview' }).click()
  await expect(bill).toHaveURL('/accounts')
  await bill.goto('/invoices')
  await expect(bill).toHaveURL('/accounts')
})

test('somebody leaves; the owner cannot', async ({ page, visitor, signInAs, sandbox }) => {
  const bill = await visitor()
  await signInAs('billing@example.com', '/', bill)
  await bill.getByRole('link', { name: 'Leave this account' }).click()
  await expect(bill.getByRole('heading', { level: 1 })).toHaveText('Leave Example Hosting GmbH?')
  await expect(bill.getByRole('main')).toContainText('View and pay invoices')
  await bill.getByRole('button', { name: 'Leave this account' }).click()
  await expect(bill.getByText('You left the account.')).toBeVisible()
  await expect(bill).toHaveURL('/accounts')
  expect(await personBy(sandbox, 'billing@example.com')).toBeUndefined()
  await bill.goto('/')
  await expect(bill).toHaveURL('/accounts')
  await signInAs(OWNER, '/people/leave')
  await expect(page.getByRole('link', { name: 'Leave this account' })).toHaveCount(0)
  await expect(page.getByRole('main')).toContainText('You own this account, so you cannot leave it.')
  await expect(page.getByRole('main').getByRole('button')).toHaveCount(0)
})

for (const email of ['billing@example.com', 'tech@example.com']) {
  test(`the preview is what ${email} finds`, async ({ page, visitor, signInAs, sandbox }) => {
    await signInAs(OWNER, `/people/${await personId(sandbox, email)}/preview`)
    const foretold = await page.getByRole('region', { name: 'Their menu' }).getByRole('listitem').allInnerTexts()
    const pages = page.getByRole('region', { name: 'Their pages' })
    const overview = pages.getByRole('listitem').filter({ hasText: 'Overview' }).first()
    const parts = await overview.getByRole('listitem').allInnerTexts()
    const person = await visitor()
    await signInAs(email, '/', person)
    expect(foretold).toEqual(await menuIn(person))
    const shown = async (title: string) => (await person.getByRole('region', { name: title }).count()) > 0
    expect(parts.find((text) => /View and pay invoices/.test(text))).toMatch((await shown('To pay')) ? /yes/ : /no/)
    expect(parts.find((text) => /View services/.test(text))).toMatch((await shown('Next renewals')) ? /yes/ : /no/)
  })
}

test('without JavaScript: a preset, a review, the change, the removal', async ({ visitor, signInAs, sandbox }) => {
  const page = await visitor({ javaScriptEnabled: false })
  const id = await personId(sandbox, 'tech@example.com')
  await signInAs(OWNER, `/people/${id}`, page)
  await page.getByRole('link', { name: 'Read only' }).click()
  await box(page, 'View domains').uncheck()
  await box(page, 'Manage domains').check()
  await page.getByRole('button', { name: 'Check the changes' }).click()
  await expect(errorSummary(page)).toContainText('needs another one that is not chosen')
  await expect(box(page, 'View emails')).toBeChecked()
  await expect(box(page, 'Manage domains')).toBeChecked()
  await review(page, { give: ['View domains'] })
  await page.getByRole('link', { name: 'Change again' }).click()
  await expect(box(page, 'Manage domains')).toBeChecked()
  await review(page, {})
  await page.getByRole('button', { name: 'Save permissions' }).click()
  await expect(page.getByText('The permissions were saved.')).toBeVisible()
  const permissions = 'products,domains,managedomains,emails'
  expect(await personBy(sandbox, 'tech@example.com')).toMatchObject({ permissions })
  await page.getByRole('link', { name: 'Remove Tess Tech' }).click()
  await expect(page).toHaveURL(`/people/${id}/remove`)
  await page.getByRole('button', { name: 'Remove person' }).click()
  await expect(page.getByText('The person was removed.')).toBeVisible()
  expect(await personBy(sandbox, 'tech@example.com')).toBeUndefined()
})

import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'
import { errorSummary, postForm } from '../support/forms.ts'
import { box, permitted, personBy, personId, review } from '../support/people.ts'
import type { Sandbox } from '../support/sandbox.ts'

const OWNER = 'owner@example.com'
const TESS = 'tech@example.com'
const save = (page: Page) => page.getByRole('button', { name: 'Save permissions' }).click()
const invite = (page: Page) => page.getByRole('button', { name: 'Send invitation' }).click()
const mainForm = (page: Page) => page.getByRole('main').locator('form')

async function fillInvitation(page: Page): Promise<void> {
  await page.getByLabel('Email', { exact: true }).fill('ana@example.net')
  await box(page, 'View and pay invoices').check()
}

async function invitations(sandbox: Sandbox): Promise<number> {
  return (await sandbox.state('client_invites')).client_invites.length
}

test('an answer of WHMCS to an invitation that is lost: kept, not repeated, and on record', async ({
  page,
  signInAs,
  sandbox,
  portal,
}) => {
  const since = portal.rows('audit').length
  await signInAs(OWNER, '/people/invite')
  await sandbox.fault({ action: 'CreateClientInvite', fault: 'apply-then-reset' })
  await fillInvitation(page)
  for (let click = 0; click < 3; click += 1) {
    await invite(page)
    await expect(errorSummary(page)).toContainText('Do not do it again')
    await expect(errorSummary(page)).toContainText(/Reference [0-9a-f]{8}/)
    await expect(page.getByLabel('Email', { exact: true })).toHaveValue('ana@example.net')
    await expect(box(page, 'View and pay invoices')).toBeChecked()
    await sandbox.heal()
  }
  expect(await sandbox.calls('CreateClientInvite')).toHaveLength(1)
  expect(await sandbox.mail()).toHaveLength(1)
  const rows = portal.rows('audit').slice(since)
  expect(rows.flatMap((row) => (row['event'] === 'person.invite' ? row['outcome'] : []))).toEqual([
    'attempted',
    'unknown',
  ])
})

test('an answer of WHMCS to a change of permissions that is lost', async ({ page, signInAs, sandbox }) => {
  await signInAs(OWNER, `/people/${await personId(sandbox, TESS)}`)
  await review(page, { give: ['View emails'] })
  await sandbox.fault({ action: 'UpdateUserPermissions', fault: 'apply-then-reset' })
  for (let click = 0; click < 2; click += 1) {
    await save(page)
    await expect(errorSummary(page)).toContainText('Do not do it again')
    await sandbox.heal()
  }
  expect(await sandbox.calls('UpdateUserPermissions')).toHaveLength(1)
})

test('the same invitation from two tabs, and once more later, is sent once', async ({ visitor, signInAs, sandbox }) => {
  const page = await visitor({ javaScriptEnabled: false })
  await signInAs(OWNER, '/people/invite', page)
  await fillInvitation(page)
  await sandbox.latency(150)
  const [one, two] = await Promise.all([postForm(page, mainForm(page), {}), postForm(page, mainForm(page), {})])
  const later = await postForm(page, mainForm(page), {})
  expect([one.status(), two.status()]).toContain(303)
  expect(later.headers()['location']).toContain('/people?saved=invited')
  expect(await sandbox.calls('CreateClientInvite')).toHaveLength(1)
  const other = await postForm(page, mainForm(page), { email: 'eve@example.net' })
  expect(await other.text()).toContain('already sent with other values')
  expect(await invitations(sandbox)).toBe(1)
})

test('a double click saves once', async ({ page, signInAs, sandbox }) => {
  await signInAs(OWNER, `/people/${await personId(sandbox, TESS)}`)
  await review(page, { give: ['View emails'] })
  await sandbox.latency(400)
  await page.getByRole('button', { name: 'Save permissions' }).dblclick()
  await expect(page.getByText('The permissions were saved.')).toBeVisible()
  expect(await sandbox.calls('UpdateUserPermissions')).toHaveLength(1)
})

for (const fault of ['maintenance', 'html', 'reset-before'] as const) {
  test(`WHMCS down (${fault}): nothing is lost`, async ({ page, signInAs, sandbox }) => {
    await signInAs(OWNER, `/people/${await personId(sandbox, TESS)}`)
    await review(page, { give: ['View emails'], take: ['View services'] })
    await sandbox.fault({ fault })
    await save(page)
    await expect(errorSummary(page)).toContainText('We cannot reach the billing system. Nothing was changed.')
    await sandbox.heal()
    await save(page)
    await expect(page.getByText('The permissions were saved.')).toBeVisible()
    expect(await personBy(sandbox, TESS)).toMatchObject({ permissions: 'tickets,emails' })
  })
}

test('changed by somebody else while it is reviewed: both are shown, and the next look counts', async ({
  page,
  signInAs,
  sandbox,
}) => {
  await signInAs(OWNER, `/people/${await personId(sandbox, TESS)}`)
  await review(page, { give: ['View emails'] })
  await permitted(sandbox, TESS, 'products,domains')
  await sandbox.forgetCalls()
  await save(page)
  await expect(errorSummary(page)).toContainText('Somebody else changed this')
  const main = page.getByRole('main')
  await expect(main).toContainText('Stored now: View services, View domains')
  const part = (title: string) => main.locator('section', { has: page.getByRole('heading', { name: title }) })
  await expect(part('You are giving Tess Tech')).toContainText(/View and open tickets.*View emails/s)
  await expect(part('You are taking away from Tess Tech')).toContainText('View domains')
  expect(await sandbox.calls('UpdateUserPermissions')).toEqual([])
  expect(await personBy(sandbox, TESS)).toMatchObject({ permissions: 'products,domains' })
  await save(page)
  await expect(page.getByText('The permissions were saved.')).toBeVisible()
  expect(await personBy(sandbox, TESS)).toMatchObject({ permissions: 'products,tickets,emails' })
})

test('changed by somebody else while the list is open: the review says so', async ({ page, signInAs, sandbox }) => {
  await signInAs(OWNER, `/people/${await personId(sandbox, TESS)}`)
  await permitted(sandbox, TESS, 'invoices')
  await review(page, { give: ['View emails'] })
  const main = page.getByRole('main')
  await expect(main).toContainText('Somebody else changed this after you opened the list')
  await expect(main).toContainText('Stored now: View and pay invoices.')
  await expect(main).toContainText('You are taking away from Tess Tech')
})

test('a refusal lands on its field; one that nobody knows is not shown, but can be found', async ({
  page,
  signInAs,
  sandbox,
  portal,
}) => {
  await signInAs(OWNER, '/people/invite')
  await fillInvitation(page)
  await page.getByLabel('Email', { exact: true }).fill('TECH@example.com')
  await invite(page)
  const email = page.getByLabel('Email', { exact: true })
  await expect(email).toHaveAccessibleDescription(/can sign in to your account already/)
  await expect(box(page, 'View and pay invoices')).toBeChecked()
  await email.fill('ana@example.net')
  await sandbox.fault({ action: 'CreateClientInvite', fault: 'refuse', message: 'The moon is in the way' })
  await invite(page)
  await expect(errorSummary(page)).toContainText('The billing system did not accept this. Nothing was changed.')
  await expect(page.getByRole('main')).not.toContainText('moon')
  expect(portal.output()).not.toContain('moon')
  await sandbox.heal()
  await invite(page)
  await expect(page.getByText('The invitation was sent.')).toBeVisible()
  expect(await invitations(sandbox)).toBe(1)
})

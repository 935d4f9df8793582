import { expect, test } from '../fixtures.ts'
import { errorSummary, postForm } from '../support/forms.ts'
import { clientOne } from '../support/profile.ts'

const OWNER = 'owner@example.com'

test('an answer of WHMCS that is lost: kept, not repeated, and on record', async ({
  page,
  signInAs,
  sandbox,
  portal,
}) => {
  const since = portal.rows('audit').length
  await signInAs(OWNER, '/profile/details')
  await sandbox.fault({ action: 'UpdateClient', fault: 'apply-then-reset' })
  await page.getByLabel('City').fill('Bonn')
  for (let click = 0; click < 3; click += 1) {
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(errorSummary(page)).toContainText('Do not do it again')
    await expect(errorSummary(page)).toContainText(/Reference [0-9a-f]{8}/)
    await expect(page.getByLabel('City')).toHaveValue('Bonn')
    await sandbox.heal()
  }
  expect(await sandbox.calls('UpdateClient')).toHaveLength(1)
  expect((await clientOne(sandbox)).city).toBe('Bonn')
  const outcomes = portal
    .rows('audit')
    .slice(since)
    .flatMap((row) => (row['event'] === 'profile.details' ? [row['outcome']] : []))
  expect(outcomes).toEqual(['attempted', 'unknown'])
})

for (const fault of ['maintenance', 'html', 'reset-before'] as const) {
  test(`WHMCS down while saving (${fault}): nothing is lost`, async ({ page, signInAs, sandbox }) => {
    await signInAs(OWNER, '/profile/details')
    await page.getByLabel('City').fill('Bonn')
    await sandbox.fault({ fault })
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(errorSummary(page)).toContainText('We cannot reach the billing system. Nothing was changed.')
    await expect(page.getByLabel('City')).toHaveValue('Bonn')
    await sandbox.heal()
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('The account details were saved.')).toBeVisible()
    expect((await clientOne(sandbox)).city).toBe('Bonn')
  })
}

test('a refusal that nobody foresaw shows a reference and none of WHMCS’s words', async ({
  page,
  signInAs,
  sandbox,
}) => {
  await sandbox.fault({ action: 'UpdateClient', fault: 'refuse', message: 'Frobnication Not Permitted' })
  await signInAs(OWNER, '/profile/details')
  await page.getByLabel('City').fill('Bonn')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(errorSummary(page)).toContainText('did not accept this')
  await expect(errorSummary(page)).toContainText(/Reference [0-9a-f]{8}/)
  expect(await page.content()).not.toContain('Frobnication')
})

test('every sentence of WHMCS about a detail lands on its field', async ({ page, signInAs, sandbox }) => {
  const said = [
    ['You did not enter your first name', 'First name'],
    ['You did not enter your last name', 'Last name'],
    ['You did not enter your address line 1', 'Address line 1'],
    ['You did not enter your city', 'City'],
    ['You did not enter your state', 'State or region'],
    ['You did not enter your postcode', 'Postcode'],
    ['Valid country required', 'Country'],
  ] as const
  await signInAs(OWNER, '/profile/details')
  for (const [at, [message, label]] of said.entries()) {
    await sandbox.heal()
    await sandbox.fault({ action: 'UpdateClient', fault: 'refuse', message })
    await page.getByLabel('City').fill(`Bonn ${at}`)
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByLabel(label), message).toHaveAccessibleDescription(/(Enter|Check) this/)
    expect(await page.content()).not.toContain(message)
  }
})

test('and so does every sentence about how the account is reached', async ({ page, signInAs, sandbox }) => {
  const said = [
    ['You did not enter your phone number', 'Phone'],
    ['Invalid telephone phone number', 'Phone'],
    ['The email address entered is not valid', 'Account email'],
    ['Duplicate Email Address', 'Account email'],
  ] as const
  await signInAs(OWNER, '/profile/contact')
  for (const [at, [message, label]] of said.entries()) {
    await sandbox.heal()
    await sandbox.fault({ action: 'UpdateClient', fault: 'refuse', message })
    await page.getByLabel('Phone').fill(`+49 30 555200${at}`)
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByLabel(label), message).toHaveAccessibleDescription(/(Enter|Check) this|cannot be used here/)
    expect(await page.content()).not.toContain(message)
  }
})

test('the same submission from two tabs is carried out once', async ({ visitor, signInAs, sandbox }) => {
  const page = await visitor({ javaScriptEnabled: false })
  await signInAs(OWNER, '/profile/details', page)
  await page.getByLabel('City').fill('Bonn')
  const form = page.getByRole('main').locator('form')
  await sandbox.latency(150)
  const answers = await Promise.all([postForm(page, form, {}), postForm(page, form, {})])
  expect(answers.map((answer) => answer.status())).toContain(303)
  expect((await postForm(page, form, {})).status()).toBe(303)
  expect(await sandbox.calls('UpdateClient')).toHaveLength(1)
})

import type { Page } from '@playwright/test'
import type { WriteClass } from '../lib/support-class.ts'
import { WRITE_CLASSES } from '../lib/support-class.ts'
import { formOf, writesOf } from './access/expectations.ts'
import { expect, test } from './fixtures.ts'
import { ACTIONS, callAction } from './support/actions.ts'
import { beginChange, CHANGE_REASON, codeOf, enterAccount } from './support/agents.ts'
import { DEMO_TOTP_SECRET } from '../sandbox/seed/people.ts'
import { errorSummary } from './support/forms.ts'
import type { Portal } from './support/portal.ts'
import { send } from './support/wire.ts'

const bar = (page: Page) => page.getByRole('region', { name: 'Support access' })
const audit = (portal: Portal) => portal.rows('audit')

async function cookieOf(page: Page): Promise<string> {
  return (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
}

async function fillContact(page: Page): Promise<void> {
  await page.getByLabel('First name').fill('Zoë')
  await page.getByLabel('Last name').fill('Zimmer')
  await page.getByLabel('Email', { exact: true }).fill('zoe@example.net')
  await page.getByLabel(/^City/).fill('Köln')
}

test('an agent changes what they asked for and nothing else; the customer is told at once, and sees what', async ({
  page,
  signInAsAgent,
  signInAs,
  visitor,
  sandbox,
  portal,
  browserErrors,
}) => {
  // Two browsers, two codes, and a customer: the longest way of all.
  test.setTimeout(60_000)
  browserErrors.allow(/status of (403|500|503)/)
  await signInAsAgent('/agent/clients/1')
  await enterAccount(page, portal)
  const reading = await cookieOf(page)
  await page.goto('/contacts/new')
  await expect(page.getByText('Not available in a support session.')).toBeVisible()

  await page.getByRole('button', { name: 'Change something' }).click()
  await page.getByRole('button', { name: 'Begin to change' }).click()
  await expect(errorSummary(page)).toContainText('Choose what you want to change.')
  await page.getByRole('radio', { name: 'Contacts' }).check()
  await page.getByLabel('Reason').fill(CHANGE_REASON)
  await page.getByLabel('Code from your authenticator app').fill('000000')
  await page.getByRole('button', { name: 'Begin to change' }).click()
  await expect(errorSummary(page)).toContainText('The code is not correct')
  await expect(page.getByRole('radio', { name: 'Contacts' })).toBeChecked()
  portal.forgetCodes()
  await page.getByLabel('Code from your authenticator app').fill(codeOf(DEMO_TOTP_SECRET))
  await page.getByRole('button', { name: 'Begin to change' }).click()
  await expect(page).toHaveURL('/contacts')
  await expect(bar(page)).toContainText('You can change contacts:')
  await expect(bar(page)).toContainText(/\d:\d\d left/)
  await expect.poll(() => portal.mails().at(-1)).toContain('minutes: contacts. Nothing else can be changed.')
  // The handle of before opens nothing.
  expect((await send(portal.url, '/contacts', { cookie: reading })).headers['location']).toBe('/agent?ended=1')

  await page.goto('/contacts/new')
  await fillContact(page)
  portal.trailWorks(false)
  await page.getByRole('button', { name: /^Add contact as Sam King for / }).click()
  await expect(errorSummary(page)).toBeVisible()
  expect((await send(portal.url, '/invoices', { cookie: await cookieOf(page) })).status).toBeGreaterThanOrEqual(500)
  portal.trailWorks(true)
  expect(await sandbox.calls('AddContact')).toEqual([])
  await page.getByRole('button', { name: /^Add contact as Sam King for / }).click()
  await expect(page.getByText('The contact was added.')).toBeVisible()
  const { contacts } = await sandbox.state('contacts')
  expect(contacts.at(-1)).toMatchObject({ userid: 1, email: 'zoe@example.net', city: 'Köln' })
  const noted = async () => (await sandbox.calls('LogActivity')).map(({ params }) => params['description'])
  await expect.poll(noted).toContainEqual(expect.stringMatching(/Sam King.* on behalf of the customer: contact.add, /))

  await page.goto('/profile/details')
  await expect(page.getByText('Not available in a support session.')).toBeVisible()
  await bar(page).getByRole('button', { name: 'Back to reading' }).click()
  await expect(bar(page)).toContainText('Read only:')
  await page.goto('/contacts/new')
  await fillContact(page)
  await page.getByRole('button', { name: 'Add contact' }).click()
  await expect(errorSummary(page)).toContainText('You are in this account to read.')

  const customer = await visitor()
  await signInAs('owner@example.com', '/support-access', customer)
  const told = customer.getByRole('main')
  await expect(told).toContainText(`they could change for 10 minutes: contacts. Reason: ${CHANGE_REASON}`)
  await expect(told).toContainText('New contact')
  await expect(told).toContainText('City: now Köln')
  await expect(told).toContainText('Last name: changed')
  expect(JSON.stringify(audit(portal))).not.toMatch(/Zimmer|zoe@example/)
})

test('with a grant for one class every action of the build outside it, called raw, is refused, and those inside are on record', async ({
  page,
  signInAsAgent,
  portal,
  sandbox,
}) => {
  test.setTimeout(180_000)
  const NAMES = {
    contacts: 'Contacts',
    profile: 'Address of the account',
    cancellations: 'Cancellations',
    services: 'Names of services',
  } as const
  const OWN: Readonly<Record<WriteClass, readonly string[]>> = {
    contacts: ['AddContact', 'UpdateContact', 'DeleteContact'],
    profile: ['UpdateClient'],
    cancellations: ['AddCancelRequest', 'OpenTicket'],
    services: [],
  }
  await signInAsAgent('/agent/clients/1')
  await enterAccount(page, portal)
  const missed: string[] = []
  const seen = { refused: 0, carried: 0 }
  for (const kind of WRITE_CLASSES) {
    await page.goto('/')
    await beginChange(page, portal, NAMES[kind])
    const cookie = await cookieOf(page)
    await sandbox.forgetCalls()
    for (const action of ACTIONS.filter(({ support }) => support !== '-')) {
      const before = audit(portal).length
      const fields = { ...formOf(action.name), intent: crypto.randomUUID() }
      const answer = JSON.stringify(await callAction(portal.url, action, fields, { cookie }))
      const rows = audit(portal).slice(before)
      const has = (event: string, outcome: string) =>
        rows.some(
          (row) => row['event'] === event && row['outcome'] === outcome && String(row['actor']).startsWith('agent:'),
        )
      const refused = has('support.refused', 'refused') && answer.includes('"forbidden"')
      const carried = has(action.name, 'attempted')
      seen.refused += refused ? 1 : 0
      seen.carried += carried ? 1 : 0
      if (action.support === kind ? !carried : !refused || carried) missed.push(`${kind}: ${action.name} ${answer}`)
    }
    const beyond = (await writesOf(sandbox)).filter((name) => name !== 'LogActivity' && !OWN[kind].includes(name))
    expect(beyond, kind).toEqual([])
    await bar(page).getByRole('button', { name: 'Back to reading' }).click()
    await expect(bar(page)).toContainText('Read only:')
  }
  expect(missed).toEqual([])
  expect(seen.carried).toBe(7)
  expect(seen.refused).toBeGreaterThan(120)
})

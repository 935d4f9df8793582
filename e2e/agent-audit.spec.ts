import { readFile } from 'node:fs/promises'
import { expect, test } from './fixtures.ts'
import { actionNamed, callAction } from './support/actions.ts'
import { beginChange, enterAccount } from './support/agents.ts'
import { errorSummary } from './support/forms.ts'

const LEAD = 'lead@example.com'

test('a lead finds what an agent did, downloads it, and checks that the record is whole; an agent finds no such page', async ({
  page,
  visitor,
  signInAsAgent,
  portal,
  browserErrors,
}) => {
  browserErrors.allow(/status of 404/)
  await signInAsAgent('/agent/clients/1')
  await expect(page.getByRole('link', { name: 'Audit' })).toHaveCount(0)
  await enterAccount(page, portal)
  const answer = await page.goto('/agent/audit')
  expect(answer?.status()).toBe(404)
  expect((await page.request.get('/agent/audit.csv')).status()).toBe(404)
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  const tried = await callAction(portal.url, actionNamed('agent.stop-all'), {}, { cookie })
  expect(tried.outcome).toBe('forbidden')
  expect(portal.rows('audit').at(-1)).toMatchObject({ event: 'agent.stop-all', outcome: 'refused' })

  const lead = await visitor({ javaScriptEnabled: false })
  await signInAsAgent('/agent', LEAD, lead)
  await lead.getByRole('link', { name: 'Audit' }).click()
  await lead.getByText('Filters').click()
  await lead.getByLabel('Agent', { exact: true }).selectOption('Sam King')
  await lead.getByLabel('Event').selectOption('Support entered the account')
  await lead.getByRole('button', { name: 'Apply' }).click()
  expect(new URL(lead.url()).search).toMatch(/agent=\d+.*event=support\.enter/)
  const rows = lead.getByRole('table').getByRole('row')
  await expect(rows.nth(1)).toContainText('Support entered the account')
  await expect(rows.nth(1)).toContainText('Sam King')
  await expect(rows.nth(1)).toContainText('#1')
  await expect(lead.getByRole('table')).not.toContainText('Support opened a page')

  const [download] = await Promise.all([
    lead.waitForEvent('download'),
    lead.getByRole('link', { name: /Download as CSV/ }).click(),
  ])
  const text = await readFile(await download.path(), 'utf8')
  expect(text.split('\r\n')[1]).toContain('support.enter')
  expect(portal.rows('audit').at(-1)).toMatchObject({ event: 'audit.export', outcome: 'done' })

  await lead.getByRole('link', { name: 'Clear filters' }).click()
  await lead.getByRole('button', { name: 'Check now' }).click()
  await expect(lead.getByText(/\d rows, unbroken/)).toBeVisible()
  expect(portal.rows('audit').findLast(({ event }) => event === 'audit.checked')).toMatchObject({ outcome: 'done' })
})

/** `67ba28a5-1 … 67ba28a5-4` is four of them. */
function callsNamed(calls: unknown): string[] {
  const [, ref, first, last = first] = /^(\w{8})-(\d+)(?: … \w{8}-(\d+))?$/.exec(String(calls)) ?? []
  if (!ref) throw new Error(`no calls: ${String(calls)}`)
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, n) => `${ref}-${Number(first) + n}`)
}

test('every row of a visit says which browser it was and which calls to WHMCS it stands for; a lead goes from it to the log', async ({
  page,
  visitor,
  signInAsAgent,
  portal,
  sandbox,
}) => {
  await sandbox.api('UpdateClient', { clientid: '1', language: 'german', tax_id: 'DE811907980' })
  const before = portal.rows('audit').length
  const log = portal.output().length
  await signInAsAgent('/agent/clients/1')
  await enterAccount(page, portal)
  await page.goto('/invoices')
  await page.goto('/profile/details')
  await page.getByRole('button', { name: 'Show Tax number' }).click()
  await expect(page.getByText('DE811907980')).toBeVisible()
  // The agent reads English, the customer German.
  await expect.poll(() => portal.mails().at(-1)).toMatch(/Subject: .*Der Support ist in Ihrem Konto/)
  await beginChange(page, portal, 'Contacts')
  await expect.poll(() => portal.mails().at(-1)).toMatch(/=C3=A4ndern: Kontakte\./)
  await page.goto('/contacts/new')
  await page.getByLabel('First name').fill('Nina')
  await page.getByLabel('Last name').fill('Recorded')
  await page.getByLabel('Email', { exact: true }).fill('nina.recorded@example.com')
  await page.getByRole('button', { name: /Add contact/ }).click()
  await expect(page).toHaveURL(/\/contacts(\?|$)/)
  await page.getByRole('button', { name: 'Leave the account' }).click()
  await expect(page).toHaveURL(/\/agent\/clients\/1/)

  const userAgent = await page.evaluate(() => navigator.userAgent)
  const logged = portal.log(log).filter(({ event }) => event === 'whmcs.call')
  const asked = (await sandbox.calls()).map(({ action }) => action)
  const rows = portal
    .rows('audit')
    .slice(before)
    .filter(({ actor }) => String(actor).startsWith('agent:'))
    .map(({ event, outcome, ref, details }) => ({ name: `${event} ${outcome}`, ref, ...JSON.parse(String(details)) }))
  expect(rows.length).toBeGreaterThan(8)
  expect(rows.filter((row) => row.userAgent !== userAgent)).toEqual([])
  const actionsOf = (name: string) => {
    const row = rows.find((one) => one.name === name)
    return callsNamed(row?.calls).map((call) => {
      const line = logged.find((one) => one['call'] === call)
      // In the log whatever its level usually is, under the same reference; and WHMCS was asked.
      expect(line, call).toMatchObject({ level: 30, ref: row?.ref })
      expect(asked).toContain(line?.['action'])
      return line?.['action']
    })
  }
  expect(actionsOf('agent.client done')).toContain('GetClientsDetails')
  expect(actionsOf('support.enter done')).toEqual(expect.arrayContaining(['GetClientsDetails', 'GetTicket']))
  expect(actionsOf('support.view done').length).toBeGreaterThan(0)
  expect(actionsOf('support.reveal done')).toContain('GetClientsDetails')
  expect(actionsOf('support.change attempted')).not.toContain('AddContact')
  expect(actionsOf('contact.add done')).toContain('AddContact')
  // Nothing was asked of WHMCS for it.
  expect(rows.find(({ name }) => name === 'support.leave done')?.calls).toBeUndefined()

  const lead = await visitor({ javaScriptEnabled: false })
  await signInAsAgent('/agent/audit?event=contact.add&outcome=done', LEAD, lead)
  const row = lead.getByRole('table').getByRole('row').nth(1)
  await expect(row).toContainText(String(rows.find(({ name }) => name === 'contact.add done')?.calls))
  await row.getByText('Browser', { exact: true }).click()
  await expect(row.getByText(userAgent)).toBeVisible()
  const csv = await (await lead.request.get('/agent/audit.csv?event=contact.add')).text()
  expect(csv).toContain(userAgent.slice(0, 30))
})

test('a lead stops support: the agent inside is out with the next click, and is told why when they try again', async ({
  page,
  visitor,
  signInAsAgent,
  portal,
}) => {
  await signInAsAgent('/agent/clients/1')
  await enterAccount(page, portal)
  const lead = await visitor()
  await signInAsAgent('/agent/audit', LEAD, lead)
  await lead.getByRole('button', { name: 'Stop all support access' }).click()
  await expect(lead.getByText('Nobody of support gets into any account.')).toBeVisible()
  await page.goto('/invoices')
  await expect(page).toHaveURL('/agent?ended=1')
  await page.goto('/agent/clients/1')
  await enterAccount(page, portal, 'Because the customer called again')
  await expect(errorSummary(page)).toContainText('Support access is stopped')
  await lead.getByRole('button', { name: 'Let support in again' }).click()
  await expect(lead.getByText('Agents may enter accounts.')).toBeVisible()

  const number = lead.getByRole('region', { name: 'Support access' }).getByLabel('Customer number')
  await number.fill('abc')
  await lead.getByRole('button', { name: 'Block this account' }).click()
  await expect(errorSummary(lead)).toContainText('Enter a customer number')
  await number.fill('1')
  await lead.getByRole('button', { name: 'Block this account' }).click()
  await expect(lead.getByRole('button', { name: 'Unblock account #1' })).toBeVisible()
  await page.goto('/agent/clients/1')
  await enterAccount(page, portal, 'Because the customer called again')
  await expect(errorSummary(page)).toContainText('Support access is stopped')
  await lead.getByRole('button', { name: 'Unblock account #1' }).click()
  await expect(lead.getByRole('button', { name: 'Unblock account #1' })).toHaveCount(0)
})

import { readFile } from 'node:fs/promises'
import { expect, test } from './fixtures.ts'
import { actionNamed, callAction } from './support/actions.ts'
import { enterAccount } from './support/agents.ts'
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

import type { Page } from '@playwright/test'
import { DEMO_TOTP_SECRET } from '../../sandbox/seed/people.ts'
import { expect, test } from '../fixtures.ts'
import { CHANGE_REASON, codeOf, SUPPORT_REASON } from '../support/agents.ts'
import { errorSummary } from '../support/forms.ts'
import type { Portal } from '../support/portal.ts'

const DOWN = 'We cannot reach the billing system'
const bar = (page: Page) => page.getByRole('region', { name: 'Support access' })
const living = (portal: Portal) => portal.rows('grants').filter(({ ended_at }) => ended_at === null)

/** What the audit says since `from`, without looks at pages. */
function told(portal: Portal, from: number): string[] {
  const rows = portal.rows('audit').slice(from)
  return rows.filter(({ event }) => event !== 'support.view').map(({ event, outcome }) => `${event} ${outcome}`)
}

async function fill(page: Page, portal: Portal): Promise<void> {
  portal.forgetCodes()
  await page.getByLabel('Code from your authenticator app').fill(codeOf(DEMO_TOTP_SECRET))
}

test('WHMCS down while an agent searches, looks, enters and wants to change: it says so, keeps what was typed, begins nothing half', async ({
  page,
  signInAsAgent,
  sandbox,
  portal,
  browserErrors,
}) => {
  browserErrors.allow(/status of 503/)
  portal.forgetLimits()
  await sandbox.api('OpenTicket', { clientid: '1', deptid: '1', subject: 'Another question', message: 'Of today' })
  await signInAsAgent('/agent')
  const from = portal.rows('audit').length
  await sandbox.fault({ action: 'GetClients', fault: 'html' })
  await page.getByLabel('Customer', { exact: true }).fill('Jane')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: DOWN })).toBeVisible()
  await expect(page).toHaveURL('/agent?q=Jane')
  await sandbox.heal()
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('link', { name: 'Example Hosting GmbH' }).click()
  await expect(page).toHaveURL('/agent/clients/1')

  // A part of the sheet fails alone, and says so.
  await sandbox.fault({ action: 'GetTickets', fault: 'maintenance' })
  await page.reload()
  await expect(page.getByText('This part did not load.')).toHaveCount(1)
  await expect(page.getByRole('region', { name: 'Services' })).toContainText('vps1.example.com')
  await sandbox.heal()
  await page.getByRole('link', { name: 'Enter the account' }).click()
  await expect(page.getByLabel('Reason')).toBeVisible()
  expect(told(portal, from)).toEqual([
    ...['agent.search failed', 'agent.search done'],
    ...['agent.client done', 'agent.client done', 'agent.client done'],
  ])

  const ticket = page.getByLabel('Ticket')
  const second = (await ticket.locator('option').nth(1).getAttribute('value')) ?? ''
  await ticket.selectOption(second)
  await page.getByLabel('Reason').fill(SUPPORT_REASON)
  const before = portal.rows('audit').length
  await fill(page, portal)
  await sandbox.fault({ action: 'GetTicket', fault: 'html' })
  await page.getByRole('button', { name: 'Enter the account' }).click()
  await expect(errorSummary(page)).toContainText(`${DOWN}. Nothing was changed.`)
  await expect(page.getByLabel('Reason')).toHaveValue(SUPPORT_REASON)
  await expect(ticket).toHaveValue(second)
  await sandbox.heal()
  expect(told(portal, before)).toEqual(['support.begin attempted', 'support.begin failed'])
  expect(living(portal)).toEqual([])

  // Slow is not down: it waits, once. And WHMCS's log is not what the visit hangs on.
  await sandbox.latency(300)
  await sandbox.fault({ action: 'LogActivity', fault: 'reset-before' })
  await fill(page, portal)
  await page.getByRole('button', { name: 'Enter the account' }).click()
  await expect(page.getByRole('button', { name: 'Entering…' })).toBeVisible()
  await expect(bar(page)).toBeVisible()
  await sandbox.latency(0)
  expect(living(portal)).toHaveLength(1)
  const noted = () => portal.log().find(({ event, name }) => event === 'action.afterwards' && name === 'support.note')
  await expect.poll(noted).toMatchObject({ outcome: 'failed' })
  await expect.poll(() => portal.mails().at(-1)).toContain('Sam King')

  // Nor does it use up what an agent may begin to change in a day.
  await page.getByRole('button', { name: 'Change something' }).click()
  await page.getByRole('radio', { name: 'Contacts' }).check()
  await page.getByLabel('Reason').fill(CHANGE_REASON)
  await fill(page, portal)
  await sandbox.fault({ fault: 'html' })
  await page.getByRole('button', { name: 'Begin to change' }).click()
  await expect(errorSummary(page)).toContainText(`${DOWN}. Nothing was changed.`)
  await expect(page.getByLabel('Reason')).toHaveValue(CHANGE_REASON)
  await expect(page.getByRole('radio', { name: 'Contacts' })).toBeChecked()
  expect(portal.rows('counters').filter(({ name }) => name === 'support.write')).toEqual([])
  await sandbox.heal()
  await fill(page, portal)
  await page.getByRole('button', { name: 'Begin to change' }).click()
  await expect(page).toHaveURL('/contacts')
  await expect(bar(page)).toContainText('You can change contacts:')
})

test('WHMCS down while an agent asks, a lead allows and the agent is let in: nothing is lost or used up', async ({
  page,
  visitor,
  signInAsAgent,
  sandbox,
  portal,
}) => {
  const from = portal.rows('audit').length
  const requests = () => portal.rows('support_requests').map(({ state }) => state)
  await signInAsAgent('/agent/clients/1/enter')
  portal.forgetLimits()
  await page.getByLabel('Ticket').selectOption('')
  await page.getByLabel('Reason').fill(SUPPORT_REASON)
  await fill(page, portal)
  await sandbox.fault({ fault: 'maintenance' })
  await page.getByRole('button', { name: 'Enter the account' }).click()
  await expect(errorSummary(page)).toContainText(DOWN)
  await expect(page.getByLabel('Reason')).toHaveValue(SUPPORT_REASON)
  await expect(page.getByLabel('Ticket')).toHaveValue('')
  expect(requests()).toEqual([])
  await sandbox.heal()
  await fill(page, portal)
  await page.getByRole('button', { name: 'Enter the account' }).click()
  await expect(page.getByText('A lead has to allow it.')).toBeVisible()

  const lead = await visitor({ javaScriptEnabled: false })
  await signInAsAgent('/agent/approvals', 'lead@example.com', lead)
  const mails = portal.mails().length
  await sandbox.fault({ fault: 'html' })
  // Who waits needs no WHMCS.
  await page.reload()
  await expect(page.getByText('A lead has to allow it.')).toBeVisible()
  await lead.getByRole('button', { name: 'Allow' }).click()
  await expect(lead.getByRole('alert')).toContainText(`${DOWN}. Nothing was changed.`)
  expect([requests(), portal.mails().length]).toEqual([['waiting'], mails])
  await sandbox.heal()
  await lead.getByRole('button', { name: 'Allow' }).click()
  await expect(lead.getByText('Sam King may enter the account of')).toBeVisible()

  await page.goto('/agent/waiting')
  await sandbox.fault({ fault: 'html' })
  await page.getByRole('button', { name: 'Enter the account now' }).click()
  await expect(page.getByRole('alert').filter({ hasText: DOWN })).toBeVisible()
  expect([requests(), living(portal)]).toEqual([['allowed'], []])
  await sandbox.heal()
  await page.getByRole('button', { name: 'Enter the account now' }).click()
  await expect(bar(page)).toBeVisible()
  expect(requests()).toEqual(['used'])
  expect(told(portal, from).filter((one) => /^(support|agent\.request)/.test(one))).toEqual([
    ...['support.begin attempted', 'support.begin failed'],
    ...['support.begin attempted', 'support.ask done', 'support.begin done'],
    ...['agent.request.allow attempted', 'agent.request.allow failed'],
    ...['agent.request.allow attempted', 'support.override done', 'agent.request.allow done'],
    ...['support.begin.allowed attempted', 'support.begin.allowed failed'],
    ...['support.begin.allowed attempted', 'support.override done', 'support.enter done', 'support.begin.allowed done'],
  ])
})

import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import type { Sandbox } from './support/sandbox.ts'

/**
 * HOSTKEY `get_cancellation_requests`, `delete_cancellation_request`, `request_subscription_cancellation`, whmcs-js
 * `getCancelledPackages`. Service 11 of client 1 is to end with its paid period, service 1 is paid automatically.
 */
const OWNER = 'owner@example.com'
const ENDING = '/services/11/withdraw'
const PAID = '/services/1/automatic-payment'

async function tickets(sandbox: Sandbox) {
  return (await sandbox.state('tickets')).tickets.filter(({ subject }) => subject.includes('[AT-'))
}

const rows = (page: Page) => page.getByRole('table').getByRole('rowheader')
const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })
const ask = (page: Page) => page.getByRole('button', { name: 'Ask to withdraw' })

test('every request, with its state; filters by type, status and period live in the address', async ({
  page,
  visitor,
  signInAs,
  sandbox,
}) => {
  await sandbox.api('AddCancelRequest', { serviceid: '3', type: 'Immediate', reason: 'x' })
  await signInAs(OWNER, '/cancellations')
  await expect(page).toHaveTitle('Cancellations – Example Hosting')
  await expect(rows(page)).toHaveText([/db1\.example\.com/, /reseller\.example\.com/])
  await expect(rowOf(page, 'reseller.example.com')).toContainText(
    /At the end of the paid period.*Ends on \d+ \w+ \d{4}/s,
  )
  await expect(rowOf(page, 'db1.example.com')).toContainText(/At once.*Requested/s)
  await expect(page.getByRole('main')).not.toContainText('MARKER')
  expect(await sandbox.calls('GetCancelledPackages')).toHaveLength(1)

  // Without JavaScript, like every filter here.
  const plain = await visitor({ javaScriptEnabled: false })
  await signInAs(OWNER, '/cancellations', plain)
  await plain.getByText('Filters').click()
  await plain.getByLabel('When it ends').selectOption('At once')
  await plain.getByLabel('State of the service').selectOption('Active')
  await plain.getByRole('button', { name: 'Show cancellations' }).click()
  await expect(plain).toHaveURL(/type=immediate&status=active/)
  await expect(rows(plain)).toHaveText([/db1\.example\.com/])
  await plain.goto('/cancellations?to=2020-01-01')
  await expect(plain.getByText('No cancellation fits these filters.')).toBeVisible()
  await plain.getByRole('link', { name: 'Show all cancellations' }).click()
  await expect(rows(plain)).toHaveCount(2)
})

test('withdrawing opens one ticket, and the page tells its number and where it stands', async ({
  page,
  signInAs,
  sandbox,
}) => {
  await signInAs(OWNER, '/cancellations')
  await page.getByRole('link', { name: 'Withdraw the cancellation of reseller.example.com' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Withdraw the cancellation?')
  await expect(page.getByRole('main')).toContainText(/the cancellation stands, and the service ends on \d+ \w+ \d{4}/)
  await sandbox.latency(300)
  await ask(page).dblclick()
  await expect(page.getByText('We opened a ticket to withdraw the cancellation.')).toBeVisible()
  await sandbox.latency(0)
  const [ticket, ...others] = await tickets(sandbox)
  expect(others).toEqual([])
  expect(ticket).toMatchObject({ userid: 1, service: 'S11' })
  expect(ticket?.message).toContain('Delete cancellation request 1 of service 11')
  await expect(rowOf(page, 'reseller.example.com')).toContainText(`Withdrawal askedTicket ${ticket?.tid}: open`)
  await page.goto(ENDING)
  await expect(page.getByText('You asked to withdraw the cancellation')).toBeVisible()
  await expect(ask(page)).toHaveCount(0)
  // WHMCS has no action that withdraws: nothing was pretended.
  expect((await sandbox.state('cancel_requests')).cancel_requests).toHaveLength(2)
})

test('a withdrawal whose answer is lost is proved, also from two tabs without JavaScript', async ({
  visitor,
  signInAs,
  sandbox,
}) => {
  const plain = { javaScriptEnabled: false }
  const [one, two] = [await visitor(plain), await visitor(plain)]
  await signInAs(OWNER, ENDING, one)
  await signInAs(OWNER, ENDING, two)
  await sandbox.fault({ action: 'OpenTicket', fault: 'apply-then-reset' })
  await Promise.all([ask(one).click(), ask(two).click()])
  await sandbox.heal()
  expect(await tickets(sandbox)).toHaveLength(1)
  await two.goto('/cancellations')
  await expect(rowOf(two, 'reseller.example.com')).toContainText(/Ticket \S+: open/)
})

test('WHMCS down while withdrawing: unknown, not repeated, and proved later', async ({ page, signInAs, sandbox }) => {
  await signInAs(OWNER, ENDING)
  await sandbox.fault({ action: 'OpenTicket', fault: 'apply-then-reset' }, { action: 'GetTickets', fault: 'html' })
  await ask(page).click()
  // The page itself tells the truth, and offers nothing to press again.
  await expect(page.getByText(/Being checked, reference AT-[0-9A-F]{12}/)).toBeVisible()
  await expect(ask(page)).toHaveCount(0)
  await sandbox.heal()
  // The portal looks every 15 seconds.
  await expect(async () => {
    await page.reload()
    await expect(page.getByText(/Ticket \S+: open/)).toBeVisible({ timeout: 1000 })
  }).toPass({ timeout: 25_000 })
  expect(await tickets(sandbox)).toHaveLength(1)
})

test('stopping an automatic payment asks staff, and leaves the service as it is', async ({
  page,
  visitor,
  signInAs,
  sandbox,
}) => {
  const [before] = (await sandbox.state('services')).services
  const plain = await visitor({ javaScriptEnabled: false })
  await signInAs(OWNER, PAID, plain)
  await expect(plain.getByRole('main')).toContainText('sub_C1_0001')
  // The way there: a request for a service that is paid automatically.
  await sandbox.api('AddCancelRequest', { serviceid: '1', type: 'End of Billing Period', reason: 'x' })
  await signInAs(OWNER, '/cancellations')
  await page.getByRole('link', { name: 'Stop payment: the automatic one for example.com' }).click()
  await expect(page).toHaveURL(PAID)
  await page.getByRole('button', { name: 'Ask to stop it' }).click()
  await expect(page.getByText('We passed on that the automatic payment is to be stopped.')).toBeVisible()
  const [ticket] = await tickets(sandbox)
  expect(ticket).toMatchObject({ userid: 1, service: 'S1' })
  // The other tab still asks, and is told what stands.
  await plain.getByRole('button', { name: 'Ask to stop it' }).click()
  await expect(plain.getByText(`Ticket ${ticket?.tid}: open`)).toBeVisible()
  expect(await tickets(sandbox)).toHaveLength(1)
  expect((await sandbox.state('services')).services[0]).toEqual(before)
})

test('sub_cancel_no_active_subscription: also when it went while the page was open', async ({
  page,
  signInAs,
  sandbox,
}) => {
  await signInAs(OWNER, '/services/2/automatic-payment')
  await expect(page.getByText('There is no automatic payment for this service')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Ask to stop it' })).toHaveCount(0)
  await page.goto(PAID)
  await sandbox.api('UpdateClientProduct', { serviceid: '1', 'unset[0]': 'subscriptionid' })
  await page.getByRole('button', { name: 'Ask to stop it' }).click()
  await expect(page.getByText('There is no automatic payment for this service')).toBeVisible()
  expect(await tickets(sandbox)).toEqual([])
})

test('after the end, the service says that nothing was charged any more', async ({ page, signInAs, sandbox }) => {
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
  await sandbox.api('UpdateClientProduct', { serviceid: '11', status: 'Cancelled', nextduedate: yesterday })
  await signInAs('owner@example.com', '/services/11')
  const main = page.getByRole('main')
  await expect(main).toContainText('This service has ended. No more invoices are made for it.')
  await expect(main.getByRole('region', { name: 'After the end' })).toContainText(
    /Nothing was charged after \d+ \w+ 20\d\d/,
  )
  await page.goto('/cancellations')
  await expect(page.getByRole('row', { name: /reseller\.example\.com/ })).toContainText('Ended')
})

test('somebody with orders alone gets here, and no further', async ({ page, signInAs, sandbox, installation }) => {
  const old = installation.version === '7.10'
  const rights = { permissions: 'orders' }
  if (old) {
    const { contacts } = await sandbox.state('contacts')
    const bill = contacts.find(({ email }) => email === 'billing@example.com')
    await sandbox.api('UpdateContact', { contactid: String(bill?.id), ...rights })
  } else {
    await sandbox.api('UpdateUserPermissions', { user_id: '2', client_id: '1', ...rights })
  }
  await signInAs('billing@example.com', '/cancellations')
  await expect(page.getByRole('link', { name: 'Cancellations' })).toBeVisible()
  await expect(rows(page)).toHaveText([/reseller\.example\.com/])
  await expect(rows(page).getByRole('link')).toHaveCount(0)
  await page.getByRole('link', { name: /Withdraw the cancellation/ }).click()
  await expect(ask(page)).toBeVisible()
})

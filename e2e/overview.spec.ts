import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { ledgerOf, numberOf, today } from './support/ledger.ts'

const region = (page: Page, name: string) => page.getByRole('region', { name })
const PANELS = ['To pay', 'Needs attention', 'Domains that end soon', 'Next renewals', 'Recent invoices']

async function panelsOf(page: Page): Promise<string[]> {
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible()
  return page.getByRole('main').getByRole('heading', { level: 2 }).allInnerTexts()
}

test('an owner sees what is due, what needs attention and what comes next', async ({ page, signInAs, sandbox }) => {
  const ledger = await ledgerOf(sandbox, 1)
  const { services, domains, products, clients } = await sandbox.state('services', 'domains', 'products', 'clients')
  await signInAs('owner@example.com')
  expect((await panelsOf(page)).toSorted()).toEqual(PANELS.toSorted())

  const unpaid = ledger.invoices.filter(({ status }) => status === 'Unpaid')
  const overdue = unpaid.filter(({ duedate }) => duedate < today())
  const open = ledger.money(unpaid.reduce((sum, invoice) => sum + ledger.balanceOf(invoice), 0))
  const due = region(page, 'To pay')
  await expect(due).toContainText(open)
  await expect(due).toContainText(`${unpaid.length} unpaid invoices · ${overdue.length} overdue`)
  const credit = clients.find(({ id }) => id === 1)?.credit ?? 0
  expect(credit).toBeGreaterThan(0)
  await expect(due).toContainText(`Account credit: ${ledger.money(credit)}`)
  await expect(page.getByRole('banner')).toContainText(open)

  const own = services.filter(({ clientid }) => clientid === 1)
  const attention = region(page, 'Needs attention')
  const troubled = own.filter(({ status }) => ['Suspended', 'Pending'].includes(status))
  await expect(attention.getByRole('listitem')).toHaveCount(troubled.length)
  for (const { domain, status } of troubled) {
    const line = attention.getByRole('listitem').filter({ hasText: domain })
    await expect(line).toContainText(status === 'Suspended' ? 'Suspended' : 'Being set up')
  }

  const next = own
    .filter(({ status, nextduedate }) => status === 'Active' && nextduedate >= today())
    .toSorted((a, b) => a.nextduedate.localeCompare(b.nextduedate))
    .slice(0, 5)
  const lines = region(page, 'Next renewals').getByRole('listitem')
  await expect(lines).toHaveCount(next.length)
  for (const [place, service] of next.entries()) {
    const name = products.find(({ id }) => id === service.pid)?.name ?? ''
    await expect(lines.nth(place)).toContainText(name)
    await expect(lines.nth(place)).toContainText(ledger.money(service.recurringamount))
    await expect(lines.nth(place).getByRole('time')).toHaveAttribute('datetime', service.nextduedate)
  }

  const soon = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)
  const ending = domains.filter(({ userid, expirydate }) => userid === 1 && expirydate <= soon)
  const shown = region(page, 'Domains that end soon').getByRole('listitem')
  await expect(shown).toHaveCount(ending.length)
  for (const { domainname, donotrenew } of ending) {
    const line = shown.filter({ hasText: domainname })
    await expect(line).toContainText(/Expire/)
    await expect(line.getByText('Does not renew by itself')).toHaveCount(donotrenew)
  }
})

test('the newest invoices lead to their pages; a draft is not among them', async ({ page, signInAs, sandbox }) => {
  const ledger = await ledgerOf(sandbox, 1)
  await signInAs('owner@example.com')
  const newest = ledger.invoices.slice(0, 5)
  const lines = region(page, 'Recent invoices').getByRole('listitem')
  await expect(lines.getByRole('link')).toHaveText(newest.map(numberOf))
  for (const [place, invoice] of newest.entries()) {
    await expect(lines.nth(place)).toContainText(ledger.money(invoice.total))
  }
  const [first] = newest
  await lines.first().getByRole('link').click()
  await expect(page).toHaveURL(`/invoices/${first?.id}`)
  await page.goBack()
  await region(page, 'To pay').getByRole('link', { name: 'See unpaid invoices' }).click()
  await expect(page).toHaveURL('/invoices?status=unpaid')
})

test('somebody who may see invoices only sees no services', async ({ page, signInAs }) => {
  await signInAs('billing@example.com')
  expect(await panelsOf(page)).toEqual(['To pay', 'Recent invoices'])
  await expect(page.getByRole('main')).not.toContainText('vps2.example.com')
})

test('somebody who may see services only sees no invoices and no money due', async ({ page, signInAs, sandbox }) => {
  const ledger = await ledgerOf(sandbox, 1)
  await signInAs('tech@example.com')
  expect(await panelsOf(page)).toEqual(['Needs attention', 'Next renewals'])
  await expect(page.getByRole('link', { name: 'Invoices' })).toHaveCount(0)
  await expect(page.getByRole('banner')).not.toContainText('EUR')
  for (const invoice of ledger.invoices.slice(0, 5)) {
    await expect(page.getByRole('main')).not.toContainText(ledger.money(invoice.total))
  }
})

test('an account with nothing in it says so, part by part', async ({ page, signInAs }) => {
  await signInAs('empty@example.com')
  await expect(region(page, 'To pay')).toContainText('You have nothing to pay.')
  await expect(region(page, 'Needs attention')).toContainText('All your services are in order.')
  await expect(region(page, 'Next renewals')).toContainText('Nothing renews in the coming months.')
  await expect(region(page, 'Recent invoices')).toContainText('No invoices yet.')
  await expect(page.getByRole('heading', { name: 'Domains that end soon' })).toHaveCount(0)
})

const PARTS = [
  { action: 'GetClientsProducts', lost: ['Needs attention', 'Next renewals'] },
  { action: 'GetClientsDomains', lost: ['Domains that end soon'] },
  { action: 'GetInvoices', lost: ['Recent invoices'] },
] as const

for (const { action, lost } of PARTS) {
  test(`${lost.join(' and ')} can fail alone, and be tried again`, async ({ page, signInAs, sandbox, portal }) => {
    await sandbox.fault({ action, fault: 'html' })
    await signInAs('owner@example.com')
    const left = PANELS.filter((panel) => !lost.some((name) => name === panel))
    expect((await panelsOf(page)).toSorted()).toEqual(left.toSorted())
    const failed = page.getByRole('status').filter({ hasText: 'This part did not load.' })
    await expect(failed).toHaveCount(1)
    const { ref } = portal.log().find(({ event }) => event === 'page.unavailable') ?? {}
    await expect(failed).toContainText(`Reference ${String(ref).slice(0, 8)}`)
    await failed.getByRole('button', { name: 'Try again' }).click()
    await expect(failed).not.toContainText(String(ref).slice(0, 8))
    await expect(failed).toHaveCount(1)
    await sandbox.heal()
    await failed.getByRole('button', { name: 'Try again' }).click()
    await expect(failed).toHaveCount(0)
    expect((await panelsOf(page)).toSorted()).toEqual(PANELS.toSorted())
  })
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a part that failed can be tried again', async ({ page, signInAs, sandbox }) => {
    await sandbox.fault({ action: 'GetClientsProducts', fault: 'maintenance' })
    await signInAs('owner@example.com')
    await expect(page.getByText('This part did not load.')).toBeVisible()
    await sandbox.heal()
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByRole('heading', { name: 'Needs attention' })).toBeVisible()
    await expect(page.getByText('This part did not load.')).toHaveCount(0)
  })
})

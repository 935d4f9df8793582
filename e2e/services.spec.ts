import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { errorSummary } from './support/forms.ts'
import { ledgerOf, numberOf } from './support/ledger.ts'

const OWNER = 'owner@example.com'
const row = (page: Page, name: string | RegExp) => page.getByRole('row', { name })
const names = (page: Page) => page.getByRole('rowheader').getByRole('link').allInnerTexts()
const region = (page: Page, name: string) => page.getByRole('region', { name })

test('the list: every service, its price, its next day and its add-ons (seeds: getClientsProducts, getClientsAddons)', async ({
  page,
  signInAs,
  sandbox,
}) => {
  await signInAs(OWNER, '/services')
  await expect(page).toHaveTitle('Services – Example Hosting')
  const { services } = await sandbox.state('services')
  const own = services.filter(({ clientid }) => clientid === 1)
  await expect(page.getByRole('row')).toHaveCount(own.length + 1)
  // What needs attention comes first, what has ended last.
  await expect(page.getByRole('row').nth(1)).toContainText('Suspended')
  await expect(page.getByRole('row').last()).toContainText('Cancelled')
  await expect(row(page, /db1\.example\.com/)).toContainText('+ Hardware RAID')
  await expect(row(page, /db1\.example\.com/)).toContainText('€116,10 EUR')
  await expect(row(page, /db1\.example\.com/)).toContainText('every month')
  await expect(row(page, /مثال/)).toContainText('Free')
  await expect(page.getByRole('main')).not.toContainText(/CANARY|MARKER-C2/)
})

test('filters, search and sorting are addresses; Back brings the last one back', async ({ page, signInAs }) => {
  await signInAs(OWNER, '/services')
  await page.getByRole('link', { name: /^Active/ }).click()
  await expect(page).toHaveURL('/services?status=active')
  await page.getByLabel('Search by name or domain').fill('RAID')
  await page.getByRole('button', { name: 'Search' }).click()
  await expect(page).toHaveURL('/services?status=active&q=RAID')
  expect(await names(page)).toEqual(['Dedicated Server XL'])
  await page.goto('/services?q=nothing%20of%20this')
  await expect(page.getByRole('main')).toContainText('No service fits this.')
  await page.getByRole('link', { name: 'Show all services' }).click()
  await page.getByRole('columnheader', { name: 'Price' }).getByRole('link').click()
  await expect(page).toHaveURL('/services?sort=price')
  await expect(page.getByRole('columnheader', { name: 'Price' })).toHaveAttribute('aria-sort', 'ascending')
  await page.getByRole('columnheader', { name: 'Price' }).getByRole('link').click()
  await expect(page.getByRole('row').nth(1)).toContainText('€134,55 EUR')
  await page.goBack()
  await expect(page).toHaveURL('/services?sort=price')
})

test('domains have a list of their own, for who may see domains (seed: getClientsDomains)', async ({
  page,
  signInAs,
  sandbox,
}) => {
  await signInAs(OWNER, '/domains')
  const { domains } = await sandbox.state('domains')
  await expect(page.getByRole('row')).toHaveCount(domains.filter(({ userid }) => userid === 1).length + 1)
  await expect(row(page, /^example\.net/)).toContainText('Does not renew by itself')
  await expect(row(page, /marker-c1/)).toContainText('Expired')
  await page.goto('/')
  await page.getByRole('region', { name: 'Domains that end soon' }).getByRole('link', { name: 'example.net' }).click()
  await expect(page.getByRole('row')).toHaveCount(2)
})

test('a service: what it costs, what comes next, its add-ons and its invoices (seeds: get_billing_data, get_related_invoices)', async ({
  page,
  signInAs,
  sandbox,
}) => {
  const ledger = await ledgerOf(sandbox, 1)
  await signInAs(OWNER, '/services')
  await row(page, /vps1\.example\.com/)
    .getByRole('link')
    .click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('VPS M')
  await expect(region(page, 'Billing')).toContainText('€35,10 EUR every month')
  await expect(region(page, 'Billing')).toContainText(/The next charge is €35,10 EUR, due on \d/)
  await expect(region(page, 'Add-ons')).toContainText('cPanel Licence')
  const invoices = region(page, 'Invoices for this service')
  const related = ledger.invoices.filter((invoice) =>
    ledger.itemsOf(invoice).some(({ type, relid }) => type === 'Hosting' && relid === 2),
  )
  const shown = () => invoices.getByRole('listitem').getByRole('link').allInnerTexts()
  await expect(invoices.getByRole('status')).toContainText('not searched yet')
  for (let step = 0; step < 8 && (await invoices.getByRole('status').count()) > 0; step += 1) await page.reload()
  await expect(invoices.getByRole('status')).toHaveCount(0)
  expect(await shown()).toEqual(related.slice(0, 10).map(numberOf))
  await invoices.getByRole('link', { name: 'Search older invoices' }).click()
  await expect(page).toHaveURL(/older=\d+/)
  await expect.poll(async () => (await shown()).slice(0, 10)).toEqual(related.slice(10, 20).map(numberOf))
  const unpaid = related.find(({ status }) => status === 'Unpaid')
  await page.getByRole('link', { name: `Invoice ${unpaid ? numberOf(unpaid) : ''}`, exact: true }).click()
  await expect(page).toHaveURL(`/invoices/${unpaid?.id}`)
})

test('a suspended service says why, and which invoice to pay', async ({ page, signInAs, sandbox }) => {
  const { invoice_items: items } = await sandbox.state('invoice_items')
  expect(items.some(({ relid, type }) => type === 'Hosting' && relid === 7)).toBe(false)
  await signInAs(OWNER, '/')
  await region(page, 'Needs attention').getByRole('link', { name: 'Starter' }).click()
  await expect(page.getByRole('main')).toContainText('Reason: Overdue on Payment')
  await sandbox.api('GenInvoices', { clientid: '1', 'serviceids[]': '7', noemails: '1' })
  await page.reload()
  await expect(page.getByRole('main')).toContainText('An invoice for this service is unpaid')
  const { invoices } = await sandbox.state('invoices')
  const made = invoices.at(-1)
  await expect(page.getByRole('link', { name: /^Invoice / })).toHaveAttribute('href', `/invoices/${made?.id}`)
})

test('who may see services only sees no invoice, no amount of one and no button of others', async ({
  page,
  signInAs,
}) => {
  await signInAs('tech@example.com', '/services/1')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Business')
  await expect(page.getByRole('main')).not.toContainText(/invoice for this service|INV-|73,84/i)
  await expect(page.getByRole('link', { name: 'Cancel this service' })).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Open control panel' })).toHaveCount(0)
  await page.goto('/services/1/next-invoice')
  await expect(page).toHaveURL('/no-access?to=invoices')
})

test('an own name: given, seen everywhere, changed by somebody meanwhile, taken away; without JavaScript too', async ({
  page,
  signInAs,
  visitor,
  sandbox,
}) => {
  await signInAs(OWNER, '/services/3')
  await page.getByRole('link', { name: 'Give it a name of your own' }).click()
  await page.getByLabel('Name (optional)').fill('Our database')
  await page.getByRole('button', { name: 'Save name' }).click()
  await expect(page.locator(':focus')).toContainText('The name was saved.')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Our database')
  const plain = await visitor({ javaScriptEnabled: false })
  await signInAs('tech@example.com', '/services/3/name', plain)
  await page.goto('/services/3/name')
  await page.getByLabel('Name (optional)').fill('The <b>big</b> one')
  await page.getByRole('button', { name: 'Save name' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The <b>big</b> one')
  await plain.getByLabel('Name (optional)').fill('')
  await plain.getByRole('button', { name: 'Save name' }).click()
  await expect(errorSummary(plain)).toContainText('Somebody else changed this')
  await expect(plain.getByRole('main')).toContainText('Stored now: The <b>big</b> one')
  await plain.getByRole('button', { name: 'Save name' }).click()
  await expect(plain.getByRole('heading', { level: 1 })).toHaveText('Dedicated Server XL')
  const writes = (await sandbox.calls()).filter(({ action }) => !/^(Get|ValidateLogin|WhmcsDetails)/.test(action))
  expect(writes, 'WHMCS is told nothing of it').toEqual([])
})

test('a part that fails leaves the rest; a WHMCS that is down says so', async ({
  page,
  signInAs,
  sandbox,
  browserErrors,
}) => {
  browserErrors.allow(/status of 503/)
  await sandbox.fault({ action: 'GetInvoices', fault: 'html' })
  await signInAs(OWNER, '/services/3')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Dedicated Server XL')
  await expect(page.getByRole('main')).toContainText('This part did not load')
  await sandbox.heal()
  await sandbox.fault({ fault: 'maintenance' })
  for (const path of ['/services', '/services/3']) {
    const answer = await page.goto(path)
    expect(answer?.status()).toBe(503)
    await expect(page.getByRole('heading', { level: 1 })).toContainText(/cannot reach the billing system/i)
  }
})

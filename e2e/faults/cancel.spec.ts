import { whmcs } from '../access/whmcs.ts'
import { expect, test } from '../fixtures.ts'
import { ADDRESS, confirmButton, main, requestsFor, review, SERVICE } from '../support/cancel.ts'
import { errorSummary, postForm } from '../support/forms.ts'

const OWNER = 'owner@example.com'

test('request_cancellation: what changed meanwhile comes back to the review with both, and nothing is sent', async ({
  page,
  signInAs,
  sandbox,
}) => {
  await signInAs(OWNER, ADDRESS)
  await review(page, /At the end/)
  await page.getByLabel('What should we know? (optional)').fill('Kept')
  await whmcs(sandbox, 'UpdateClientProduct', { serviceid: SERVICE, nextduedate: '2030-05-20' })
  await confirmButton(page).click()
  await expect(errorSummary(page)).toContainText('Nothing was sent')
  await expect(main(page).getByRole('note')).toHaveText(/Before: ends on .*Now: ends on 20 May 2030/)
  await expect(main(page)).toContainText('ends on 20 May 2030')
  await expect(page.getByLabel('What should we know? (optional)')).toHaveValue('Kept')
  expect(await requestsFor(sandbox)).toEqual([])
  await confirmButton(page).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Cancellation of /)
  expect(await requestsFor(sandbox)).toHaveLength(1)
})

test('an answer that is lost: not sent again, and the page tells what became of it', async ({
  page,
  signInAs,
  sandbox,
}) => {
  test.slow()
  await signInAs(OWNER, ADDRESS)
  await review(page, /At the end/)
  await sandbox.fault({ action: 'AddCancelRequest', fault: 'reset-before' })
  await confirmButton(page).click()
  await expect(main(page)).toContainText('We are checking whether your cancellation arrived')
  await expect(main(page)).toContainText(/AT-[0-9A-F]{12}/)
  await expect(main(page).locator('form')).toHaveCount(0)
  await page.getByRole('link', { name: 'Look again' }).click()
  await expect(main(page)).toContainText('We are checking')
  expect(await sandbox.calls('AddCancelRequest')).toHaveLength(1)
})

test('a double click and a second tab make one request', async ({ page, context, signInAs, sandbox }) => {
  await signInAs(OWNER, ADDRESS)
  await review(page, /At the end/)
  const other = await context.newPage()
  await other.goto(page.url())
  await sandbox.latency(200)
  await confirmButton(page).dblclick()
  await confirmButton(other).click()
  for (const tab of [page, other]) {
    await expect(tab.getByRole('heading', { level: 1 })).toHaveText(/^Cancellation of /)
  }
  await sandbox.latency(0)
  expect(await requestsFor(sandbox)).toHaveLength(1)
  expect((await sandbox.calls('AddCancelRequest')).filter(({ http }) => http === 200)).toHaveLength(1)
})

test('WHMCS down: nothing is sent, and what was typed stays', async ({ page, signInAs, sandbox }) => {
  await signInAs(OWNER, ADDRESS)
  await review(page, /At the end/)
  await page.getByLabel('What should we know? (optional)').fill('Kept')
  await sandbox.fault({ action: 'GetClientsProducts', fault: 'status', status: 503 })
  await confirmButton(page).click()
  await expect(main(page)).toContainText('We cannot reach the billing system')
  expect(await sandbox.calls('AddCancelRequest')).toEqual([])
})

test('without JavaScript, by somebody who may only order: no invoice is named, no amount believed', async ({
  visitor,
  signInAs,
  sandbox,
  installation,
}) => {
  const { users, contacts } = await sandbox.state('users', 'contacts')
  const bill = [...users, ...contacts].find(({ email }) => email === 'billing@example.com')
  const id = bill?.id ?? 0
  await (installation.version === '7.10'
    ? whmcs(sandbox, 'UpdateContact', { contactid: id, permissions: 'orders' })
    : whmcs(sandbox, 'UpdateUserPermissions', { user_id: id, client_id: 1, permissions: 'orders' }))
  const page = await visitor({ javaScriptEnabled: false })
  await signInAs('billing@example.com', ADDRESS, page)
  await whmcs(sandbox, 'GenInvoices', { clientid: 1, 'serviceids[0]': SERVICE, noemails: 1 })
  await review(page, /At the end/)
  await expect(main(page)).toContainText('There is 1 unpaid invoice for it.')
  await expect(main(page).getByRole('link', { name: /Invoice/ })).toHaveCount(0)
  await expect(main(page).getByRole('link', { name: 'Keep the service' })).toHaveAttribute('href', '/cancellations')
  const form = main(page).locator('form')
  // H1, H2, H3: what HOSTKEY's method takes from its caller is no part of the form.
  for (const name of ['refund', 'total_with_tax', 'clientid', 'billing', 'email', 'refund_message', 'last_invoice']) {
    const answer = await postForm(page, form, { [name]: '50.00' })
    expect(await answer.text(), name).toContain('There is a problem')
  }
  // H2, H4: another service than the one that was reviewed, and a type as WHMCS writes it.
  for (const change of [{ service: '14' }, { service: '1' }, { type: 'Immediate' }, { type: 'now' }]) {
    const answer = await postForm(page, form, change)
    expect(answer.status()).toBe(200)
  }
  expect(await sandbox.calls('AddCancelRequest')).toEqual([])
  await page.reload()
  await confirmButton(page).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Cancellation of /)
  expect(await requestsFor(sandbox)).toHaveLength(1)
})

import { expect, test } from '../fixtures.ts'
import { errorSummary, postForm } from '../support/forms.ts'
import { appliedTo, idsOf, main, OVERDUE, payButton, reviewCredit, SMALL } from '../support/pay.ts'

const OWNER = 'owner@example.com'

test('the amount or the credit changed meanwhile: nothing is paid, the new figures are shown and asked again', async ({
  page,
  signInAs,
  sandbox,
}) => {
  const [id = 0] = await idsOf(sandbox, OVERDUE)
  await signInAs(OWNER, `/invoices/${id}/pay`)
  await reviewCredit(page, /All that is needed/)
  await sandbox.setCredit(1, 1000)
  await payButton(page).click()
  await expect(errorSummary(page)).toContainText('so nothing was paid')
  await expect(main(page)).toContainText('You pay €10,00 EUR')
  expect(await sandbox.calls('ApplyCredit')).toEqual([])
  await payButton(page).click()
  await expect(page).toHaveURL(`/invoices/${id}/payment`)
  expect(await appliedTo(sandbox, id)).toEqual([[id, 1000]])
})

test('an answer that is lost: not paid again, by neither way, until it is known', async ({
  page,
  signInAs,
  sandbox,
}) => {
  const [id = 0] = await idsOf(sandbox, OVERDUE)
  await signInAs(OWNER, `/invoices/${id}/pay`)
  await reviewCredit(page, /All that is needed/)
  await sandbox.fault({ action: 'ApplyCredit', fault: 'reset-before' })
  await payButton(page).click()
  await expect(main(page)).toContainText('We are checking your payment')
  await expect(main(page)).toContainText('Do not pay again')
  await expect(main(page).locator('form')).toHaveCount(0)
  await main(page).getByRole('link', { name: 'See what is known' }).click()
  await expect(main(page).getByRole('status')).toContainText('We are checking your payment')
  await page.goto(`/invoices/pay?ids=${id}`)
  await expect(main(page)).toContainText('is being checked. Do not pay it again.')
  expect(await sandbox.calls('ApplyCredit')).toHaveLength(1)
})

test('a double click and a second tab pay once', async ({ page, context, signInAs, sandbox }) => {
  const [id = 0] = await idsOf(sandbox, OVERDUE)
  await signInAs(OWNER, `/invoices/${id}/pay`)
  await reviewCredit(page, /All that is needed/)
  const other = await context.newPage()
  await other.goto(page.url())
  await sandbox.latency(200)
  await payButton(page).dblclick()
  await payButton(other).click()
  await expect(page).toHaveURL(`/invoices/${id}/payment`)
  await sandbox.latency(0)
  await expect(main(other)).toContainText(/There is nothing to pay|We are checking|not open any more/)
  expect(await appliedTo(sandbox, id)).toEqual([[id, 7021]])
})

test('WHMCS down, without JavaScript: nothing is sent, and the same form pays once it is back', async ({
  visitor,
  signInAs,
  sandbox,
  browserErrors,
}) => {
  browserErrors.allow(/503/)
  const [id = 0, small = 0] = await idsOf(sandbox, OVERDUE, SMALL)
  const page = await visitor({ javaScriptEnabled: false })
  await signInAs(OWNER, `/invoices/${id}/pay`, page)
  await reviewCredit(page, /All that is needed/)
  const form = main(page).locator('form')
  // Figures of one's own: an amount that nobody was shown, another invoice, a client, a currency.
  for (const change of [
    { amount: '0.01', balance: '0.01' },
    { invoice: String(small) },
    { clientid: '2' },
    { amount: '-1' },
  ]) {
    const answer = await postForm(page, form, change)
    expect(answer.status(), JSON.stringify(change)).toBe(200)
  }
  await sandbox.fault({ action: 'GetInvoice', fault: 'status', status: 503 })
  await payButton(page).click()
  await expect(page.locator('body')).toContainText('We cannot reach the billing system')
  await sandbox.heal()
  expect(await sandbox.calls('ApplyCredit')).toEqual([])
  await page.goto(`/invoices/${id}/pay?step=review&credit=full`)
  await payButton(page).click()
  await expect(page).toHaveURL(`/invoices/${id}/payment`)
  expect(await appliedTo(sandbox, id, small)).toEqual([[id, 7021]])
})

test('mass_pay: a lost answer of the combining makes one invoice; where WHMCS closes its form, its own list is offered', async ({
  page,
  signInAs,
  sandbox,
}) => {
  const ids = await idsOf(sandbox, OVERDUE, SMALL)
  await signInAs(OWNER, `/invoices/pay?ids=${ids.join()}&credit=none`)
  await sandbox.fault({ action: 'CreateSsoToken', fault: 'refuse', message: 'Single Sign-On is disabled' })
  await page.getByRole('button', { name: 'Combine 2 invoices' }).click()
  await expect(errorSummary(page)).toContainText('Nothing was changed')
  await expect(page.getByRole('button', { name: 'Pay all unpaid invoices' })).toBeVisible()
  await sandbox.heal()
  await page.getByRole('button', { name: 'Combine 2 invoices' }).dblclick()
  await page.waitForURL(/\/invoices\/\d+\/pay$/)
  const { invoice_items } = await sandbox.state('invoice_items')
  expect(invoice_items.filter(({ type }) => type === 'Invoice').map(({ relid }) => relid)).toEqual(ids)
})

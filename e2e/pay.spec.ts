import { expect, test } from './fixtures.ts'
import { errorSummary } from './support/forms.ts'
import { submitSignIn } from './support/sign-in.ts'
import { appliedTo, idsOf, invoiceRow, main, OVERDUE, payButton, radio, reviewCredit, SMALL } from './support/pay.ts'

const OWNER = 'owner@example.com'

test.beforeEach(({ browserErrors }) => browserErrors.allow(/favicon\.ico/))

test('apply_credit: a part, then the rest, each chosen, reviewed and receipted', async ({
  page,
  signInAs,
  sandbox,
}) => {
  const [id = 0] = await idsOf(sandbox, OVERDUE)
  await signInAs(OWNER, `/invoices/${id}`)
  await main(page).getByRole('link', { name: 'Pay this invoice' }).click()
  await expect(page).toHaveTitle(`Pay invoice ${(await invoiceRow(sandbox, id)).invoicenum || id} – Example Hosting`)
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(0)
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page).toHaveTitle(/^Error: /)
  await expect(errorSummary(page)).toContainText('Choose one of the options')
  await radio(page, /Another amount/).check()
  await page.getByLabel('Amount', { exact: true }).fill('70,22')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(errorSummary(page)).toContainText('not higher than the one shown')
  await reviewCredit(page, /Another amount/, '20,21')
  await expect(main(page)).toContainText(/You pay €20,21 EUR to Example Hosting for invoice .* with account credit/)
  await expect(main(page)).toContainText(
    'After this €50,00 EUR is still to pay, and you have €186,45 EUR of credit left.',
  )
  expect(await sandbox.calls('ApplyCredit')).toEqual([])
  await payButton(page).click()
  await expect(page).toHaveURL(`/invoices/${id}/payment`)
  await expect(main(page)).toContainText(/€20,21 EUR was paid with account credit on .* Reference AT-[0-9A-F]{12}/)
  await expect(main(page)).toContainText('Still to pay: €50,00 EUR')
  await main(page).getByRole('link', { name: 'Pay the rest' }).click()
  await reviewCredit(page, /All that is needed/)
  await payButton(page).click()
  await expect(main(page).getByRole('status')).toContainText('Paid')
  expect(await appliedTo(sandbox, id)).toEqual([
    [id, 2021],
    [id, 5000],
  ])
  expect((await invoiceRow(sandbox, id)).status).toBe('Paid')
})

test('getpaymentgw: WHMCS’s ways to pay, its page by one click, and what is known on the way back', async ({
  page,
  signInAs,
  sandbox,
  installation: { version },
}) => {
  const [id = 0] = await idsOf(sandbox, SMALL)
  await signInAs(OWNER, `/invoices/${id}/pay`)
  await reviewless(page)
  await expect(radio(page, /Credit Card/)).toBeChecked()
  await expect(main(page)).toContainText(
    `You will continue on ${new URL(sandbox.url).host}. You are signed in there already.`,
  )
  await radio(page, /PayPal/).check()
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await page.waitForURL(`${sandbox.url}/viewinvoice.php?id=${id}**`)
  expect((await invoiceRow(sandbox, id)).paymentmethod).toBe('paypalcheckout')
  // Of this person, whichever way: a payment link where the session has one to give, else single sign-on.
  const { sso_tokens } = await sandbox.state('sso_tokens')
  expect(sso_tokens).toMatchObject([{ client_id: 1, ...(version !== '7.10' && { user_id: 3 }) }])
  // Back without having paid: the other way asks first.
  await page.goto(`/invoices/${id}/pay`)
  await expect(main(page)).toContainText('The payment page of this invoice was opened')
  await main(page).getByRole('link', { name: 'See what is known' }).click()
  await expect(main(page).getByRole('status')).toContainText('do not pay again')
  // It is paid in another tab meanwhile: the page says so by itself.
  const other = await page.context().newPage()
  await other.goto(`${sandbox.url}/viewinvoice.php?id=${id}`)
  await other.getByRole('button', { name: 'Pay with test card' }).click()
  await expect(other.locator('#status')).toHaveText('Paid')
  await expect(main(page).getByRole('status')).toContainText('The invoice is paid. Thank you.', { timeout: 20_000 })
})

test('getpaymentgw: a payment link of REST v2, whose session is sealed; single sign-on when there is none @since-9', async ({
  page,
  sandbox,
  portal,
}) => {
  const [id = 0] = await idsOf(sandbox, SMALL)
  const from = portal.log().length
  const before = portal.rows('sessions').map((row) => row['id_hash'])
  const row = () => portal.rows('sessions').find((one) => !before.includes(one['id_hash']))
  await page.goto(`/sign-in?next=/invoices/${id}/pay`)
  await submitSignIn(page, OWNER)
  await reviewless(page)
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await page.waitForURL(`${sandbox.url}/viewinvoice.php?id=${id}**`)
  await expect(page.locator('#signed-in')).toContainText(OWNER)
  expect(await sandbox.calls('CreateSsoToken')).toEqual([])
  const { sso_tokens } = await sandbox.state('sso_tokens')
  expect(sso_tokens).toMatchObject([{ client_id: 1, user_id: 3, redirect_path: `viewinvoice.php?id=${id}` }])
  expect(sso_tokens[0]?.used).toBeGreaterThan(0)
  // WHMCS's state is a signed token of three parts, in plain base64; a sealed one has five.
  expect(String(row()?.['pay_session'])).toMatch(/^eyJ[^.]+(\.[^.]*){4}$/)
  for (const secret of ['eyJ', 'access_token', String(sso_tokens[0]?.token)]) {
    expect(portal.output()).not.toContain(secret)
  }
  expect(portal.log(from)).toContainEqual(expect.objectContaining({ event: 'payment-link', outcome: 'done' }))

  // Thirty links in five minutes are for all customers together.
  await sandbox.fault({ action: `/api/v2/user/invoices/${id}/payment-link`, fault: 'status', status: 429 })
  await page.goto(`/invoices/${id}/pay`)
  await reviewless(page)
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await page.waitForURL(`${sandbox.url}/viewinvoice.php?id=${id}**`)
  expect(await sandbox.calls('CreateSsoToken')).toHaveLength(1)
  expect(portal.log(from)).toContainEqual(
    expect.objectContaining({ event: 'payment-link', outcome: 'failed', reason: 'status 429' }),
  )
})

test('waiting for the bank, declined, under review: in plain words, without JavaScript too', async ({
  visitor,
  signInAs,
  sandbox,
}) => {
  const [id = 0] = await idsOf(sandbox, OVERDUE)
  const page = await visitor({ javaScriptEnabled: false })
  await signInAs(OWNER, `/invoices/${id}/payment?paymentfailed=true`, page)
  await expect(main(page).getByRole('status')).toContainText('it was declined')
  await expect(main(page).getByRole('link', { name: 'Choose another way to pay' })).toHaveAttribute(
    'href',
    `/invoices/${id}/pay`,
  )
  await page.goto(`/invoices/${id}/payment?pendingreview=true`)
  await expect(main(page).getByRole('status')).toContainText('under review')
  const { invoices } = await sandbox.state('invoices')
  const pending = invoices.find(({ userid, status }) => userid === 1 && status === 'Payment Pending')
  await page.goto(`/invoices/${pending?.id}/payment?paymentfailed=true`)
  await expect(main(page).getByRole('status')).toContainText('Waiting for the bank')
  await expect(main(page).getByRole('link', { name: /Pay|Choose another/ })).toHaveCount(0)
  await main(page).getByRole('link', { name: 'Look again' }).click()
  await expect(main(page).getByRole('status')).toContainText('Do not pay again')
})

test('mass_pay: chosen in the list, credit first, the rest combined into one invoice and handed over', async ({
  page,
  signInAs,
  sandbox,
}) => {
  const ids = await idsOf(sandbox, OVERDUE, SMALL, 'SSL Certificate')
  const [overdue = 0, small = 0, ssl = 0] = ids
  await sandbox.setCredit(1, 7021)
  await signInAs(OWNER, '/invoices?status=unpaid')
  const boxes = page.getByRole('checkbox', { name: /^Choose invoice / })
  for (const id of ids) await boxes.and(page.locator(`[value="${id}"]`)).check()
  await page.getByRole('button', { name: 'Pay chosen' }).click()
  await expect(page).toHaveTitle('Pay several invoices – Example Hosting')
  await expect(page.getByRole('row', { name: /^Total/ })).toContainText('€136,85 EUR')
  await radio(page, /Use credit first: €70,21 EUR/).check()
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(main(page)).toContainText('You pay €70,21 EUR to Example Hosting for 1 invoice with account credit.')
  await payButton(page).click()
  await expect(main(page)).toContainText(/€70,21 EUR was paid with account credit for invoice /)
  expect(await appliedTo(sandbox, ...ids)).toEqual([[overdue, 7021]])
  await expect(main(page)).toContainText('is paid already')
  await page.getByRole('button', { name: 'Combine 2 invoices' }).click()
  await page.waitForURL(/\/invoices\/\d+\/pay$/)
  const combined = Number(new URL(page.url()).pathname.split('/')[2])
  await expect(main(page)).toContainText(`We combined 2 invoices into ${combined}.`)
  const { invoice_items } = await sandbox.state('invoice_items')
  const parts = invoice_items.filter(({ type }) => type === 'Invoice')
  expect(parts.map(({ invoiceid, relid }) => [invoiceid, relid])).toEqual([
    [combined, small],
    [combined, ssl],
  ])
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await page.waitForURL(`${sandbox.url}/viewinvoice.php?id=${combined}**`)
  await page.getByRole('button', { name: 'Pay with test card' }).click()
  await expect(page.locator('#status')).toHaveText('Paid')
  for (const id of [small, ssl]) expect((await invoiceRow(sandbox, id)).status).toBe('Paid')
})

test('mass_pay_requires_2_invoices: one is paid by itself, and somebody else’s is none', async ({
  visitor,
  signInAs,
  sandbox,
}) => {
  const [id = 0] = await idsOf(sandbox, SMALL)
  const { invoices } = await sandbox.state('invoices')
  const foreign = invoices.find(({ userid, status }) => userid === 2 && status === 'Unpaid')
  const page = await visitor({ javaScriptEnabled: false })
  await signInAs(OWNER, `/invoices/pay?ids=${id},${foreign?.id}`, page)
  await expect(main(page)).toContainText('Paying together takes at least two invoices')
  await expect(main(page)).toContainText(`We could not find invoice ${foreign?.id}.`)
  await expect(main(page).getByRole('link', { name: /^Pay invoice/ })).toHaveAttribute('href', `/invoices/${id}/pay`)
  await expect(main(page).locator('form')).toHaveCount(0)
})

async function reviewless(page: Parameters<typeof main>[0]): Promise<void> {
  await radio(page, /No credit/).check()
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('group', { name: 'How do you want to pay?' })).toBeVisible()
}

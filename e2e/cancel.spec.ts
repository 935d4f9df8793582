import { expect, test } from './fixtures.ts'
import { ADDRESS, confirmButton, main, paidToday, radio, requestsFor, review } from './support/cancel.ts'
import { startPortal } from './support/portal.ts'
import { submitSignIn } from './support/sign-in.ts'

const OWNER = 'owner@example.com'

test('request_cancellation: chosen, reviewed, confirmed, and told by mail', async ({
  page,
  signInAs,
  sandbox,
  portal,
}) => {
  const letters = portal.mails().length
  await signInAs(OWNER, ADDRESS)
  await expect(page).toHaveTitle('Cancel Dedicated Server XL – db1.example.com – Example Hosting')
  await review(page, /At the end of the paid period/)
  await expect(main(page)).toContainText('Hardware RAID')
  await expect(main(page)).toContainText('Nothing is paid back: you use the service until the end')
  await expect(main(page)).toContainText('These figures hold until')
  expect(await requestsFor(sandbox)).toEqual([])
  await page.getByLabel('Reason (optional)').selectOption({ label: 'It is too expensive' })
  await page.getByLabel('What should we know? (optional)').fill('Half of it\nwould do')
  await confirmButton(page).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Cancellation of /)
  await expect(page).toHaveURL(ADDRESS)
  const [request] = await requestsFor(sandbox)
  const reference = /AT-[0-9A-F]{12}/.exec(await main(page).innerText())?.[0] ?? 'none'
  expect(request).toMatchObject({
    type: 'End of Billing Period',
    reason: `It is too expensive\nHalf of it\nwould do\n[${reference}]`,
  })
  expect((await sandbox.calls('AddCancelRequest')).map(({ params }) => params['serviceid'])).toEqual(['3'])
  await expect.poll(() => portal.mails().slice(letters).join()).toContain(reference)
  // Once more: what stands is shown, and there is nothing to send.
  await page.reload()
  await expect(main(page)).toContainText('Ends on')
  await expect(main(page).locator('form')).toHaveCount(0)
})

test('immediately: the refund is a quote, becomes credit once, and the law’s words stand on the button', async ({
  page,
  sandbox,
}) => {
  test.slow()
  const env = { PORTAL_REFUND: 'credit', PORTAL_CANCEL_LABELS: 'de', PORTAL_CANCEL_REASON: 'required' }
  const portal = await startPortal({ whmcsUrl: sandbox.url, logFile: 'test-results/logs/refund-portal.log', env })
  try {
    await paidToday(sandbox)
    await page.goto(`${portal.url}/sign-in`)
    await submitSignIn(page, OWNER)
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
    await page.goto(`${portal.url}/services/3`)
    await main(page).getByRole('link', { name: 'Cancel this service (Verträge hier kündigen)' }).click()
    await expect(main(page).getByText('You get back')).toBeVisible()
    await review(page, /Immediately/)
    const said = await main(page).innerText()
    const amount = /You get back €(\d+),(\d\d)/.exec(said)
    expect(said).toMatch(/You paid €138,16 EUR for (28|29|30|31) days.*1 day is used/)
    await expect(confirmButton(page)).toHaveText('Cancel service now (jetzt kündigen)')
    await confirmButton(page).click()
    await expect(main(page).getByRole('link', { name: 'Choose a reason' })).toBeVisible()
    await page.getByLabel('Reason').selectOption({ index: 1 })
    await confirmButton(page).click()
    await expect(main(page)).toContainText('became credit of your account')
    const { credits } = await sandbox.state('credits')
    const refunds = credits.filter(({ description }) => description.startsWith('Refund, service 3 [AT-'))
    expect(refunds.map((one) => one.amount)).toEqual([Number(`${amount?.[1]}${amount?.[2]}`)])
    expect(await requestsFor(sandbox)).toMatchObject([{ type: 'Immediate' }])
  } finally {
    // What the page still loads is not refused by a portal that is gone.
    await page.goto('about:blank')
    await portal.stop()
  }
})

test('nothing is chosen beforehand, and to keep weighs as much as to cancel', async ({ page, signInAs, sandbox }) => {
  await signInAs(OWNER, ADDRESS)
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(0)
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page).toHaveTitle(/^Error: Cancel /)
  await page.getByRole('link', { name: 'Choose one of the options' }).click()
  await review(page, /Immediately/)
  const look = (name: RegExp) =>
    main(page)
      .locator('form .button', { hasText: name })
      .evaluate((element) => {
        const { color, backgroundColor, borderColor, fontSize, fontWeight, width, height } = getComputedStyle(element)
        return { color, backgroundColor, borderColor, fontSize, fontWeight, width, height }
      })
  expect(await look(/Keep the service/)).toEqual(await look(/Cancel service now/))
  await expect(page.getByRole('link', { name: 'Keep the service' })).toHaveAttribute('href', '/services/3')
  expect(await requestsFor(sandbox)).toEqual([])
  await page.goto('/services/2/cancel')
  await expect(radio(page, /Immediately/)).toHaveCount(0)
  await expect(main(page)).toContainText('A licence that belongs to the service runs until the end of its period.')
  await page.goto('/services/8/cancel')
  await expect(main(page)).toContainText('This service cannot be cancelled')
  await page.goto('/services/11/cancel')
  await expect(main(page).locator('form')).toHaveCount(0)
  await expect(main(page)).toContainText('Ends on')
})

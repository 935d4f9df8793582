import { expect, test } from './fixtures.ts'
import { signInRaw } from './support/actions.ts'
import { send } from './support/wire.ts'
import { FROM_MAIL, frameOf } from './support/mail-frame.ts'

test.beforeEach(({ browserErrors }) => browserErrors.allow(FROM_MAIL))

test('getEmails: the mails of the account, the newest first, and one of them read', async ({
  page,
  signInAs,
  sandbox,
}) => {
  await signInAs('owner@example.com', '/')
  await page.getByRole('link', { name: 'Emails' }).click()
  await expect(page).toHaveTitle('Emails – Example Hosting')
  const { emails } = await sandbox.state('emails')
  const own = emails.filter(({ userid }) => userid === 1).toSorted((a, b) => b.date.localeCompare(a.date))
  const subjects = await page.getByRole('rowheader').allInnerTexts()
  expect(subjects).toEqual(own.map(({ subject }) => subject))
  await expect(page.getByText(`Showing 1–${own.length} of ${own.length}`)).toBeVisible()
  expect((await sandbox.calls('GetEmails'))[0]?.params).toMatchObject({ clientid: '1', limitnum: '25' })

  await page.getByRole('link', { name: 'Invoice Payment Confirmation' }).click()
  await expect(page).toHaveTitle('Email: Invoice Payment Confirmation – Example Hosting')
  await expect(page.getByRole('heading', { name: 'Invoice Payment Confirmation', level: 1 })).toBeVisible()
  await expect(page.getByRole('main')).toContainText('owner@example.com')
  const frame = page.locator('iframe')
  await expect(frame).toHaveAttribute('title', 'Email: Invoice Payment Confirmation')
  await expect(frame).toHaveAttribute('sandbox', 'allow-popups allow-popups-to-escape-sandbox')
  await expect(frameOf(page).getByText('We received your payment of €74.33 EUR.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Show images' })).toBeHidden()
})

test('search, pages, and nothing found', async ({ page, signInAs, sandbox }) => {
  for (let number = 1; number <= 27; number += 1) {
    await sandbox.sendEmail({ client: 1, subject: `Notice ${number}`, html: '<p>Notice</p>' })
  }
  await signInAs('owner@example.com', '/emails')
  await expect(page.getByRole('rowheader').first()).toHaveText('Notice 27')
  await page.getByRole('searchbox').fill('otice')
  await page.getByRole('button', { name: 'Search' }).click()
  await expect(page).toHaveURL('/emails?q=otice')
  await expect(page.getByText('Showing 1–25 of 27')).toBeVisible()
  await page.getByRole('link', { name: 'Next' }).click()
  await expect(page).toHaveURL('/emails?q=otice&page=2')
  await expect(page.getByRole('rowheader')).toHaveText(['Notice 2', 'Notice 1'])
  await page.getByRole('searchbox').fill('<script>')
  await page.getByRole('button', { name: 'Search' }).click()
  await expect(page.getByRole('rowheader')).toHaveText(['Your server is ready <script>alert(1)</script>'])
  await page.getByRole('searchbox').fill('no such thing')
  await page.getByRole('button', { name: 'Search' }).click()
  await expect(page.getByText('No email has this in its subject.')).toBeVisible()
  await page.getByRole('link', { name: 'Show all emails' }).click()
  await expect(page.getByText('of 33')).toBeVisible()
  await page.goto('/emails?page=99')
  await expect(page.getByRole('link', { name: 'Show all emails' })).toBeVisible()
})

test('an account that was sent nothing', async ({ page, signInAs }) => {
  await signInAs('empty@example.com', '/emails')
  await expect(page.getByText('No emails yet.')).toBeVisible()
})

test('without JavaScript', async ({ visitor, signInAs }) => {
  const page = await visitor({ javaScriptEnabled: false })
  await signInAs('owner@example.com', '/emails?q=Reminder', page)
  await page.getByRole('link', { name: 'Invoice Payment Reminder' }).click()
  await expect(frameOf(page).getByText('Your invoice is due soon.')).toBeVisible()
})

test('WHMCS down: the page says so, and the list comes back', async ({ page, signInAs, sandbox, browserErrors }) => {
  browserErrors.allow(/503/)
  await signInAs('owner@example.com', '/')
  await sandbox.fault({ action: 'GetEmails', fault: 'html' })
  await page.goto('/emails')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('We cannot reach the billing system')
  await sandbox.heal()
  await page.goto('/emails')
  await expect(page.getByRole('rowheader')).toHaveCount(6)
})

test('a mail that gives access is withheld: nothing of it reaches the browser', async ({
  page,
  signInAs,
  sandbox,
  portal,
}) => {
  const token = 'd41d8cd98f00b204e9800998ecf8427e'
  const link = `${sandbox.url}/index.php?rp=/password/reset/use/key/${token}`
  const reset = await sandbox.sendEmail({ client: 1, subject: 'Your login details', html: `<a href="${link}">x</a>` })
  const html = '<table><tr><td>Password</td><td>Tr0ub4dor-3</td></tr></table>'
  const welcome = await sandbox.sendEmail({ client: 1, subject: 'Your server', html })
  await signInAs('owner@example.com', `/emails/${reset}`)
  await expect(page.getByText('This email held a link that gives access, and is not shown')).toBeVisible()
  await expect(page.locator('iframe')).toHaveCount(0)
  expect(await page.content()).not.toContain(token)
  await page.goto(`/emails/${welcome}`)
  await expect(page.getByText('This email held a password or a secret code and is not shown')).toBeVisible()
  const cookie = await signInRaw(portal.url, 'owner@example.com')
  for (const id of [reset, welcome]) {
    for (const path of [`/emails/${id}`, `/emails/${id}/body`, `/emails/${id}/body?images=1`, '/emails']) {
      const { text } = await send(portal.url, path, { cookie })
      expect.soft(text, path).not.toMatch(/Tr0ub4dor|d41d8cd98f00b204/)
    }
    expect((await send(portal.url, `/emails/${id}/body`, { cookie })).status).toBe(404)
  }
})

test('the link that WHMCS itself mails for a forgotten password is not in the history @until-7', async ({
  page,
  signInAs,
  sandbox,
}) => {
  await sandbox.api('ResetPassword', { email: 'owner@example.com' })
  await signInAs('owner@example.com', '/emails')
  await page.getByRole('link', { name: 'Your login details' }).click()
  await expect(page.getByText('This email held a link that gives access, and is not shown')).toBeVisible()
})

test('a mail of plain text keeps its lines, and one without text says so', async ({ page, signInAs, sandbox }) => {
  const text = 'Dear Jane,\n\n1 < 2 & all is well.\n'
  const plain = await sandbox.sendEmail({ client: 1, subject: 'Plain', html: text })
  const empty = await sandbox.sendEmail({ client: 1, subject: '', html: ' \n' })
  await signInAs('owner@example.com', `/emails/${plain}`)
  expect(await frameOf(page).locator('pre').innerText()).toBe(text)
  await page.goto(`/emails/${empty}`)
  await expect(page.getByText('This email has no text.')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('(no subject)')
})

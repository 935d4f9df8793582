import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { errorSummary, postForm } from './support/forms.ts'
import { PASSWORD, submitSignIn } from './support/sign-in.ts'

/** As many wrong tries as somebody makes at once, without waiting for the answers. */
async function guess(page: Page, email: string, times: number): Promise<void> {
  await page.goto('/sign-in')
  const form = page.locator('form', { has: page.getByLabel('Email') })
  await Promise.all(
    Array.from({ length: times }, (_, number) => postForm(page, form, { email, password: `guess-${number}` })),
  )
}

test('after ten tries an address waits, and WHMCS is not asked any more', async ({ page, visitor, sandbox }) => {
  const guesser = await visitor({ javaScriptEnabled: false })
  await guess(guesser, 'owner@example.com', 10)
  expect(await sandbox.calls('ValidateLogin')).toHaveLength(10)
  await page.goto('/sign-in')
  await submitSignIn(page, 'owner@example.com', PASSWORD)
  await expect(errorSummary(page)).toContainText('Too many attempts. Wait a few minutes and try again.')
  expect(await sandbox.calls('ValidateLogin')).toHaveLength(10)

  await submitSignIn(page, 'billing@example.com')
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible()
})

test('nobody is locked out of a browser they have used before', async ({ page, visitor, signInAs, sandbox }) => {
  await signInAs('owner@example.com')
  await page.context().clearCookies({ name: 'portal.session' })
  await guess(await visitor({ javaScriptEnabled: false }), 'owner@example.com', 11)
  expect(await sandbox.calls('ValidateLogin')).toHaveLength(10)
  await page.goto('/sign-in')
  await submitSignIn(page, 'owner@example.com')
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible()
})

test('one place may try twenty times, whatever the address', async ({ visitor, sandbox }) => {
  const guesser = await visitor({ javaScriptEnabled: false })
  await guess(guesser, 'owner@example.com', 9)
  await guess(guesser, 'billing@example.com', 9)
  await guess(guesser, 'tech@example.com', 9)
  expect(await sandbox.calls('ValidateLogin')).toHaveLength(20)
  await submitSignIn(guesser, 'empty@example.com')
  await expect(guesser.getByRole('main')).toContainText('Too many attempts.')
  await expect(guesser).toHaveURL('/sign-in')
})

import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'
import { whmcs } from '../access/whmcs.ts'
import { contactId } from '../support/contacts.ts'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

async function expectSound(page: Page, label: string): Promise<void> {
  const { violations, incomplete } = await new AxeBuilder({ page }).withTags(TAGS).analyze()
  const found = [...violations, ...incomplete.filter(({ id }) => id === 'color-contrast')]
  expect
    .soft(
      found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`),
      label,
    )
    .toEqual([])
  const width = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect.soft(width, `${label}: sideways`).toBeLessThanOrEqual(0)
  const unlabelled = await page.evaluate(() =>
    [...document.querySelectorAll('input:not([type=hidden]), select')].flatMap((control) =>
      'labels' in control && control.labels instanceof NodeList && control.labels.length > 0 ? [] : [control.outerHTML],
    ),
  )
  expect.soft(unlabelled, `${label}: labels`).toEqual([])
}

for (const locale of ['en', 'de', 'ar']) {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [320, 1280]) {
      test(`contacts, ${locale}, ${colorScheme}, ${width} px`, async ({ page, signInAs, sandbox, portal }) => {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        await page.setViewportSize({ width, height: width === 320 ? 256 : 800 })
        await page.context().addCookies([{ name: 'locale', value: locale, url: portal.url }])
        await whmcs(sandbox, 'UpdateClient', { clientid: 1, 'email_preferences[invoice]': 0 })
        const id = await contactId(sandbox, 'accounts@example.com')
        await whmcs(sandbox, 'UpdateContact', { contactid: id, 'email_preferences[invoice]': 0 })
        await signInAs('owner@example.com', '/contacts?saved=changed')
        await expectSound(page, 'list, with banners')
        await page.locator('a[href$="/remove"]').first().click()
        await expect(page.getByRole('alertdialog')).toBeVisible()
        await expectSound(page, 'dialog')
        await page.goto(`/contacts/${id}/remove`)
        await expectSound(page, 'question')
        await page.goto(`/contacts/${id}`)
        await expectSound(page, 'edit')
        await page.goto('/contacts/new')
        await expectSound(page, 'new')
        await page.getByRole('main').locator('button[type=submit]').click()
        await expect(page.getByRole('main').getByRole('alert')).toBeVisible()
        await expectSound(page, 'errors')
      })
    }
  }
}

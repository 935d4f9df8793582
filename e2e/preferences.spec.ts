import type { Page } from '@playwright/test'
import ar from '../lib/i18n/messages/ar.json' with { type: 'json' }
import de from '../lib/i18n/messages/de.json' with { type: 'json' }
import { expect, test } from './fixtures.ts'

const html = (page: Page) => page.locator('html')
const background = (page: Page) => page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor)
const WHITE = 'rgb(255, 255, 255)'

async function chooseLanguage(page: Page, code: string): Promise<void> {
  await page.locator('select[name=locale]').selectOption(code)
  // Choosing changes nothing by itself (WCAG 3.2.2).
  await page
    .locator('form', { has: page.locator('select[name=locale]') })
    .getByRole('button')
    .click()
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('a guest chooses a language, and the sign-in speaks it', async ({ page }) => {
      await page.goto('/sign-in')
      await expect(html(page)).toHaveAttribute('lang', 'en')
      await expect(html(page)).toHaveAttribute('dir', 'ltr')
      await chooseLanguage(page, 'de')
      await expect(html(page)).toHaveAttribute('lang', 'de')
      await expect(page.getByLabel(de.signIn.password, { exact: true })).toBeVisible()
      await chooseLanguage(page, 'ar')
      await expect(html(page)).toHaveAttribute('lang', 'ar')
      await expect(html(page)).toHaveAttribute('dir', 'rtl')
      await expect(page.getByRole('button', { name: ar.signIn.submit, exact: true })).toBeVisible()
      await page.reload()
      await expect(html(page)).toHaveAttribute('dir', 'rtl')
      await expect(page.locator('select[name=locale]')).toHaveValue('ar')
    })

    test('the language is chosen on the page one is on, filters and all', async ({ page, signInAs }) => {
      await signInAs('owner@example.com', '/invoices?status=paid&sort=total')
      await chooseLanguage(page, 'ar')
      await expect(page.getByRole('heading', { name: ar.invoices.title, level: 1 })).toBeVisible()
      await expect(page).toHaveURL('/invoices?status=paid&sort=total')
      await expect(html(page)).toHaveAttribute('dir', 'rtl')
      await expect(page.getByRole('cell', { name: /EUR$/ }).first().locator('bdi')).toHaveAttribute('dir', 'ltr')
      await page.goto('/')
      await expect(page.getByRole('heading', { name: ar.overview.title, level: 1 })).toBeVisible()
    })

    test('the looks are chosen and kept', async ({ page, signInAs }) => {
      await signInAs('owner@example.com', '/invoices?status=paid')
      await expect(html(page)).not.toHaveAttribute('data-theme')
      expect(await background(page)).toBe(WHITE)
      await page.getByRole('button', { name: 'Dark' }).click()
      await expect(html(page)).toHaveAttribute('data-theme', 'dark')
      await expect(page.getByRole('button', { name: 'Dark' })).toHaveAttribute('aria-pressed', 'true')
      await expect(page.getByRole('button', { name: 'System' })).toHaveAttribute('aria-pressed', 'false')
      await expect(page).toHaveURL('/invoices?status=paid')
      await expect.poll(() => background(page)).not.toBe(WHITE)
      await page.goto('/')
      await expect(html(page)).toHaveAttribute('data-theme', 'dark')
      await page.getByRole('button', { name: 'System' }).click()
      await expect(html(page)).not.toHaveAttribute('data-theme')
      await expect.poll(() => background(page)).toBe(WHITE)
    })
  })
}

test('the system’s looks count until somebody chooses others', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto('/sign-in')
  expect(await background(page)).not.toBe(WHITE)
  await page.getByRole('button', { name: 'Light' }).click()
  await expect(html(page)).toHaveAttribute('data-theme', 'light')
  await expect.poll(() => background(page)).toBe(WHITE)
})

for (const { locale, lang } of [
  { locale: 'nl-BE', lang: 'nl' },
  { locale: 'ar-EG', lang: 'ar' },
  { locale: 'fr-FR', lang: 'en' },
]) {
  test(`a browser that speaks ${locale} is answered in ${lang}`, async ({ visitor }) => {
    const page = await visitor({ locale })
    await page.goto('/sign-in')
    await expect(html(page)).toHaveAttribute('lang', lang)
  })
}

test('what the cookies say wrongly is ignored', async ({ page, portal }) => {
  const cookie = (name: string) => ({ name, value: '"><script>alert(1)</script>', url: portal.url })
  await page.context().addCookies([cookie('locale'), cookie('theme')])
  await page.goto('/sign-in')
  await expect(html(page)).toHaveAttribute('lang', 'en')
  await expect(html(page)).not.toHaveAttribute('data-theme')
  expect(await page.content()).not.toContain('alert(1)')
})

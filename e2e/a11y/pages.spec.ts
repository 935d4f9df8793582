import AxeBuilder from '@axe-core/playwright'
import { listEndpoints } from '../../scripts/endpoints.ts'
import { expect, test } from '../fixtures.ts'
import { clipped, hardCoded, overflow, stop, unlabelled } from './measures.ts'
import { EXPECTED_COMPLAINTS, STATES } from './states.ts'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** Made for a measurement, holds nothing. */
const EMPTY = ['/floor']

test.beforeEach(({ browserErrors }) => EXPECTED_COMPLAINTS.forEach((complaint) => browserErrors.allow(complaint)))

test('every page is looked at here', () => {
  const pages = listEndpoints().flatMap(({ kind, name }) => (kind === 'page' && !EMPTY.includes(name) ? [name] : []))
  expect(new Set(STATES.map(({ page }) => page))).toEqual(new Set(pages))
})

for (const state of STATES) {
  test(`${state.name}: axe finds nothing, in English by day and Arabic by night`, async ({
    page,
    sandbox,
    portal,
    signInAs,
    context,
    baseURL,
  }) => {
    await state.reach({ page, sandbox, signInAs, portal })
    const address = page.url()
    const errors = state.name.includes('errors')
    const looks = [
      { locale: 'en', colorScheme: 'light' },
      { locale: errors ? 'en' : 'ar', colorScheme: 'dark' },
    ] as const
    for (const { locale, colorScheme } of looks) {
      if (!errors) {
        await context.addCookies([{ name: 'locale', value: locale, url: baseURL ?? '' }])
        await page.goto(address)
      }
      expect(await page.locator('html').getAttribute('dir')).toBe(locale === 'ar' ? 'rtl' : 'ltr')
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      // Nothing can run in the document of a mail, axe included. Its frame has a name: e2e/emails.spec.ts.
      const axe = new AxeBuilder({ page }).withTags(TAGS).exclude('iframe[sandbox]')
      const { violations, incomplete } = await axe.analyze()
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
      const unsure = incomplete.filter(({ id }) => id === 'color-contrast')
      expect(unsure.flatMap(({ nodes }) => nodes.map(({ html }) => html))).toEqual([])
    }
    expect(await unlabelled(page)).toEqual([])
  })

  test(`${state.name}: fits 320 px in English, German and Arabic, and grows with its text`, async ({
    page,
    sandbox,
    portal,
    signInAs,
    context,
    baseURL,
  }) => {
    await state.reach({ page, sandbox, signInAs, portal })
    const address = page.url()
    const errors = state.name.includes('errors')
    await page.setViewportSize({ width: 320, height: 640 })
    for (const locale of errors ? ['en'] : ['en', 'de', 'ar']) {
      if (!errors) {
        await context.addCookies([{ name: 'locale', value: locale, url: baseURL ?? '' }])
        await page.goto(address)
      }
      expect(await overflow(page), locale).toEqual({ px: 0, by: [] })
    }
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(
        'html{font-size:200%!important}*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}',
      )
      document.adoptedStyleSheets = [sheet]
    })
    expect(
      await page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize)),
    ).toBeGreaterThanOrEqual(32)
    expect(await clipped(page)).toEqual([])
  })

  test(`${state.name}: every stop of the keyboard can be seen, is named, and shows the focus`, async ({
    page,
    sandbox,
    portal,
    signInAs,
  }) => {
    await state.reach({ page, sandbox, signInAs, portal })
    await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
    await page.evaluate(() => (document.activeElement instanceof HTMLElement ? document.activeElement.blur() : null))
    const stops: string[] = []
    for (let at = 0; at < 80; at += 1) {
      await page.keyboard.press('Tab')
      const here = await stop(page)
      if (!here) break
      expect(here, `stop ${at + 1}, after ${stops.at(-1) ?? 'the beginning'}`).toMatchObject({
        visible: true,
        covered: false,
        outline: true,
      })
      expect(here.name).not.toBe('')
      stops.push(here.name)
    }
    expect(stops.length).toBeGreaterThan(3)
    expect(
      await page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length),
    ).toBe(0)
  })

  test(`${state.name}: every word comes from the message files`, async ({
    page,
    sandbox,
    portal,
    signInAs,
    context,
    baseURL,
  }) => {
    await state.reach({ page, sandbox, signInAs, portal })
    await context.addCookies([{ name: 'locale', value: 'en-XA', url: baseURL ?? '' }])
    await page.goto(page.url())
    if (state.name.includes('errors')) await page.locator('form').first().getByRole('button').last().click()
    expect(await hardCoded(page, 'Example Hosting')).toEqual([])
  })
}

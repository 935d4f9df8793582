import AxeBuilder from '@axe-core/playwright'
import type { BrowserContext, Page } from '@playwright/test'
import { listEndpoints } from '../../scripts/endpoints.ts'
import { expect, test } from '../fixtures.ts'
import { clipped, hardCoded, overflow, stop, unlabelled } from './measures.ts'
import type { State } from './state.ts'
import { EXPECTED_COMPLAINTS } from './state.ts'
import { STATES } from './states.ts'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** Made for a measurement, holds nothing. */
const EMPTY = ['/floor']

test.beforeEach(({ browserErrors }) => EXPECTED_COMPLAINTS.forEach((complaint) => browserErrors.allow(complaint)))

test('every page is looked at here', () => {
  const pages = listEndpoints().flatMap(({ kind, name }) => (kind === 'page' && !EMPTY.includes(name) ? [name] : []))
  expect(new Set(STATES.map(({ page }) => page))).toEqual(new Set(pages))
})

type Place = { readonly page: Page; readonly context: BrowserContext; readonly baseURL: string | undefined }

/** A form with errors is lost when the page is asked for again: it is looked at as it stands. */
const keepsErrors = ({ name }: State) => name.includes('errors')

async function inLocale({ page, context, baseURL }: Place, locale: string, address: string): Promise<void> {
  await context.addCookies([{ name: 'locale', value: locale, url: baseURL ?? '' }])
  await page.goto(address)
}

async function walk(page: Page): Promise<void> {
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
  await page.emulateMedia({ forcedColors: 'none' })
}

/** Structure is the same by day and by night: the second look is at colours alone. */
async function analyse(page: Page, what: 'everything' | 'colours'): Promise<void> {
  // What stays above a page that scrolls lies over it.
  await page.evaluate(() => window.scrollTo(0, 0))
  // Nothing can run in the document of a mail, axe included. Its frame has a name: e2e/emails.spec.ts.
  // In the page itself: without other frames there is nothing to put together in a second one.
  const axe = new AxeBuilder({ page })
    .options({ resultTypes: ['violations', 'incomplete'] })
    .exclude('iframe[sandbox]')
    .setLegacyMode()
  if (what === 'everything') axe.withTags(TAGS)
  else axe.withRules(['color-contrast'])
  const { violations, incomplete } = await axe.analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
  const unsure = incomplete.filter(({ id }) => id === 'color-contrast')
  expect(unsure.flatMap(({ nodes }) => nodes.map(({ html }) => html))).toEqual([])
}

/** WCAG 1.4.4, 1.4.12: twice the size, and the spacing of text that readers may set. */
async function grow(page: Page): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(
      'html{font-size:200%!important}*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}',
    )
    document.adoptedStyleSheets = [sheet]
  })
  expect(await page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize))).toBeGreaterThanOrEqual(
    32,
  )
  expect(await clipped(page)).toEqual([])
}

/** WCAG 1.4.10: at 320 px nothing is wider than the window. */
async function fits(page: Page, locale: string): Promise<void> {
  const size = page.viewportSize()
  await page.setViewportSize({ width: 320, height: 640 })
  expect(await overflow(page), locale).toEqual({ px: 0, by: [] })
  if (size) await page.setViewportSize(size)
}

// Getting there takes longer than most of what is measured: each state is reached once, and much is asked of it.
test.describe.configure({ timeout: 60_000 })

for (const state of STATES) {
  test(`${state.name}: by keyboard, read out, by day and by night, at 320 px, with larger text, in every language`, async ({
    page,
    sandbox,
    portal,
    signInAs,
    signInAsAgent,
    context,
    baseURL,
  }) => {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    await state.reach({ page, sandbox, signInAs, signInAsAgent, portal })
    const place = { page, context, baseURL }
    const address = page.url()
    const errors = keepsErrors(state)
    await walk(page)
    await analyse(page, 'everything')
    expect(await unlabelled(page)).toEqual([])
    await fits(page, 'en')
    if (!errors) await inLocale(place, 'ar', address)
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await page.locator('html').getAttribute('dir')).toBe(errors ? 'ltr' : 'rtl')
    await analyse(page, 'colours')
    await fits(page, 'ar')
    if (!errors) await inLocale(place, 'de', address)
    await fits(page, 'de')
    await grow(page)
    await inLocale(place, 'en-XA', address)
    if (errors) await page.locator('form').first().getByRole('button').last().click()
    expect(await hardCoded(page, 'Example Hosting')).toEqual([])
  })
}

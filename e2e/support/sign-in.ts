import type { Browser, BrowserContext, Page } from '@playwright/test'
import type { Portal } from './portal.ts'

export const PASSWORD = 'atrium-demo'

/** Fills the sign-in form that is open and sends it. */
export async function submitSignIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>
type Held = { readonly cookies: Cookies; readonly row: unknown }

/**
 * Young enough that no form asks for the password again, and far from the end of a session: some tests make every
 * session older.
 */
const FRESH_MS = 8 * 60_000
const TIMES = ['created_at', 'last_seen_at', 'authenticated_at']

/** Of sessions under this address: another test may have changed whose it is. */
function livingRows(portal: Portal, email: string): unknown[] {
  const since = Date.now() - FRESH_MS
  return portal.rows('sessions').flatMap((row) => {
    const fresh =
      row['revoked_at'] === null && row['email'] === email && TIMES.every((time) => Number(row[time]) > since)
    return fresh ? [row['id_hash']] : []
  })
}

/**
 * The cookies of people who signed in through the form, kept for as long as their session's row lives: a test that
 * signs out or changes the account costs the next one a sign-in, and nothing else.
 */
export class Wardrobe {
  readonly #held = new Map<string, Held>()

  async cookies(email: string, portal: Portal, browser: Browser, address: string): Promise<Cookies> {
    const held = this.#held.get(email)
    if (held && livingRows(portal, email).includes(held.row)) return held.cookies
    const before = livingRows(portal, email)
    const context = await browser.newContext({
      baseURL: portal.url,
      // Whatever the test's own browser is like.
      javaScriptEnabled: true,
      extraHTTPHeaders: { 'x-forwarded-for': address },
    })
    const page = await context.newPage()
    await page.goto('/sign-in?next=/no-access')
    await submitSignIn(page, email)
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
    const cookies = await context.cookies()
    await context.close()
    const [row] = livingRows(portal, email).filter((one) => !before.includes(one))
    this.#held.set(email, { cookies, row })
    return cookies
  }
}

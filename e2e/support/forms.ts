import type { Locator, Page } from '@playwright/test'

/** What a form would send, its hidden fields included, with some of it changed by hand. */
async function fieldsOf(form: Locator, changes: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  const inputs = await form
    .locator('input')
    .evaluateAll((all) => all.map((input) => [input.getAttribute('name') ?? '', input.getAttribute('value') ?? '']))
  return { ...Object.fromEntries(inputs), ...changes }
}

/**
 * Sends a form as a browser without JavaScript does, but with values of one's own. `form` must belong to a page that
 * runs no JavaScript: React takes the hidden fields out when it does. Redirects are not followed.
 */
export async function postForm(page: Page, form: Locator, changes: Readonly<Record<string, string>>) {
  const url = new URL(page.url())
  return page.request.post(url.pathname + url.search, {
    multipart: await fieldsOf(form, changes),
    headers: { origin: url.origin },
    maxRedirects: 0,
  })
}

/** The box at the top of a form that was refused; it takes the focus. */
export function errorSummary(page: Page): Locator {
  return page.getByRole('main').locator('[tabindex="-1"]', { hasText: 'There is a problem' })
}

import type { Locator, Page } from '@playwright/test'

type Changes = Readonly<Record<string, string | readonly string[]>>

/** What a form would send, its hidden fields included, with some of it changed by hand. */
async function fieldsOf(form: Locator, changes: Changes): Promise<FormData> {
  const entries = await form.evaluate((element) =>
    element instanceof HTMLFormElement
      ? [...new FormData(element)].map(([name, value]): [string, string] => [name, String(value)])
      : [],
  )
  const sent = new FormData()
  for (const [name, value] of entries) if (!(name in changes)) sent.append(name, value)
  for (const [name, value] of Object.entries(changes)) for (const one of [value].flat()) sent.append(name, one)
  return sent
}

/**
 * Sends a form as a browser without JavaScript does, but with values of one's own. `form` must belong to a page that
 * runs no JavaScript: React takes the hidden fields out when it does. Redirects are not followed.
 */
export async function postForm(page: Page, form: Locator, changes: Changes) {
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

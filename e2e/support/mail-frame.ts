import type { FrameLocator, Page } from '@playwright/test'

/** The document of a mail, in its frame. */
export function frameOf(page: Page): FrameLocator {
  return page.frameLocator('iframe')
}

/** What Chromium says of a document in which nothing may run: of the mail's own tricks, and of the test's eyes in it. */
export const FROM_MAIL = /\/emails\/\d+\/body/

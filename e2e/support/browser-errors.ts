import type { BrowserContext } from '@playwright/test'

/**
 * What the browser complained about: errors and warnings on the console (violations of the content security policy are
 * among them) and exceptions that no script caught. A test fails when there is one that it did not allow.
 */
export class BrowserErrors {
  readonly #seen: string[] = []
  readonly #allowed: RegExp[] = []

  watch(context: BrowserContext): void {
    context.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) {
        this.#seen.push(`${message.type()}: ${message.text()} (${message.location().url})`)
      }
    })
    context.on('weberror', (thrown) => this.#seen.push(`uncaught: ${String(thrown.error())}`))
  }

  /** For the rest of the test. Chromium itself logs an error for a document whose status says so. */
  allow(pattern: RegExp): void {
    this.#allowed.push(pattern)
  }

  unexpected(): string[] {
    return this.#seen.filter((text) => !this.#allowed.some((pattern) => pattern.test(text)))
  }
}

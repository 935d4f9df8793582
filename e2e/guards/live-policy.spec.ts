import { placeOf } from '../access/expectations.ts'
import { expect, test } from '../fixtures.ts'
import { PAGES } from '../support/actions.ts'
import { FROM_MAIL } from '../support/mail-frame.ts'

test('in the live pages no script is made from text, and nothing breaks the policy', async ({
  page,
  signInAs,
  browserErrors,
}) => {
  browserErrors.allow(FROM_MAIL)
  const violations: string[] = []
  await page.exposeFunction('violated', (text: string) => violations.push(text))
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) => {
      const report: unknown = Reflect.get(window, 'violated')
      if (typeof report === 'function') report(`${location.pathname}: ${violatedDirective} ${blockedURI} ${sourceFile}`)
    })
  })
  await signInAs('owner@example.com')
  for (const { name } of PAGES) {
    await page.goto(placeOf(name).at(12))
  }
  await page.goto('/invoices')
  await page
    .getByRole('link', { name: /overview/i })
    .first()
    .click()
  await expect(page).toHaveURL('/')
  expect(violations).toEqual([])

  browserErrors.allow(/Trusted|violates the following Content Security/)
  // In a turn of its own: the one that a debugger begins may evaluate texts.
  const thrown = await page.evaluate(async () => {
    await new Promise((resolve) => setTimeout(resolve))
    const attempts: (() => void)[] = [
      () => {
        document.createElement('div').innerHTML = '<img src=x onerror=alert(1)>'
      },
      () => {
        document.createElement('script').src = 'https://evil.example/x.js'
      },
      () => {
        document.createElement('iframe').srcdoc = '<p>'
      },
      () => {
        document.createElement('script').textContent = 'alert(1)'
      },
      () => document.body.insertAdjacentHTML('beforeend', '<b>'),
      () => {
        Reflect.get(window, 'eval')('1')
      },
      () => {
        const factory: unknown = Reflect.get(window, 'trustedTypes')
        const create: unknown = typeof factory === 'object' && factory && Reflect.get(factory, 'createPolicy')
        if (typeof create === 'function') Reflect.apply(create, factory, ['another', {}])
      },
    ]
    return attempts.map((attempt) => {
      try {
        attempt()
        return 'allowed'
      } catch (error) {
        return error instanceof Error ? error.name : 'refused'
      }
    })
  })
  expect(thrown).not.toContain('allowed')
  await expect.poll(() => violations.length).toBeGreaterThan(0)
})

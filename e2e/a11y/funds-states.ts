import type { State } from './state.ts'

const OWNER = 'owner@example.com'

export const FUNDS_STATES: readonly State[] = [
  {
    name: 'adding funds',
    page: '/credit/add',
    reach: async ({ signInAs }) => void (await signInAs(OWNER, '/credit/add')),
  },
  {
    name: 'adding funds, with an error',
    page: '/credit/add',
    reach: async ({ signInAs, page }) => {
      await signInAs(OWNER, '/credit/add')
      await page.locator('#choice-other').check()
      await page.locator('#amount').fill('1')
      await page.locator('main form button[type=submit]').first().click()
      await page.locator('#amount-error').waitFor()
    },
  },
  {
    name: 'adding funds, an invoice open and staff asked',
    page: '/credit/add',
    reach: async ({ signInAs, page }) => {
      await signInAs(OWNER, '/credit/add')
      await page.locator('#choice-25').check()
      await page.locator('#automatic').check()
      await page.locator('main form button[type=submit]').first().click()
      await page.waitForURL(/automatic=asked/)
      await page.locator('#choice-25').waitFor()
    },
  },
  {
    name: 'adding funds, not known whether it was made',
    page: '/credit/add',
    reach: async ({ signInAs, page, sandbox }) => {
      await signInAs(OWNER, '/credit/add')
      await sandbox.fault({ action: '/clientarea.php', fault: 'reset-before', nth: 2 })
      await page.locator('#choice-25').check()
      await page.locator('main form button[type=submit]').first().click()
      await page.locator('#choice-25').waitFor({ state: 'detached' })
    },
  },
  {
    name: 'payment methods',
    page: '/payment-methods',
    reach: async ({ signInAs }) => void (await signInAs(OWNER, '/payment-methods')),
  },
  {
    name: 'payment methods, none',
    page: '/payment-methods',
    reach: async ({ signInAs }) => void (await signInAs('empty@example.com', '/payment-methods')),
  },
  {
    name: 'removing a payment method',
    page: '/payment-methods/[methodId]/remove',
    reach: async ({ signInAs }) => void (await signInAs(OWNER, '/payment-methods/1/remove')),
  },
]

import type { State } from './state.ts'

const OWNER = 'owner@example.com'

export const CANCELLATION_STATES: readonly State[] = [
  {
    name: 'cancellations',
    page: '/cancellations',
    reach: async ({ signInAs }) => void (await signInAs(OWNER, '/cancellations')),
  },
  {
    name: 'cancellations, filters open and nothing found',
    page: '/cancellations',
    reach: async ({ signInAs }) => void (await signInAs(OWNER, '/cancellations?type=immediate&from=2026-01-01')),
  },
  {
    name: 'withdrawing a cancellation',
    page: '/services/[serviceId]/withdraw',
    reach: async ({ signInAs }) => void (await signInAs(OWNER, '/services/11/withdraw')),
  },
  {
    name: 'withdrawing what was withdrawn',
    page: '/services/[serviceId]/withdraw',
    reach: async ({ signInAs, page }) => {
      await signInAs(OWNER, '/services/11/withdraw')
      await page.getByRole('button', { name: 'Ask to withdraw' }).click()
      await page.waitForURL(/\/cancellations/)
      await page.goto('/services/11/withdraw')
    },
  },
  {
    name: 'stopping an automatic payment',
    page: '/services/[serviceId]/automatic-payment',
    reach: async ({ signInAs }) => void (await signInAs(OWNER, '/services/1/automatic-payment')),
  },
  {
    name: 'no automatic payment to stop',
    page: '/services/[serviceId]/automatic-payment',
    reach: async ({ signInAs }) => void (await signInAs(OWNER, '/services/2/automatic-payment')),
  },
]

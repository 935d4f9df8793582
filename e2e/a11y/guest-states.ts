import { AGENT_STATES } from './agent-states.ts'
import type { State } from './state.ts'

/** What somebody meets who is not signed in as a customer. */
export const GUEST_STATES: readonly State[] = [
  { name: 'sign-in', page: '/sign-in', reach: async ({ page }) => void (await page.goto('/sign-in')) },
  {
    name: 'sign-in with errors',
    page: '/sign-in',
    reach: async ({ page }) => {
      await page.goto('/sign-in')
      await page.locator('form').first().getByRole('button').last().click()
      await page.getByRole('alert').filter({ hasText: /./ }).first().waitFor()
    },
  },
  {
    name: 'forgotten password',
    page: '/forgot-password',
    reach: async ({ page }) => void (await page.goto('/forgot-password')),
  },
  {
    name: 'forgotten password, refused',
    page: '/forgot-password',
    reach: async ({ page }) => {
      await page.goto('/forgot-password')
      await page.locator('form').first().getByRole('button').last().click()
      await page.getByRole('alert').filter({ hasText: /./ }).first().waitFor()
    },
  },
  {
    name: 'forgotten password, sent',
    page: '/forgot-password',
    reach: async ({ page }) => {
      await page.goto('/forgot-password')
      await page.locator('[name=email]').fill('nobody@example.com')
      await page.locator('form').first().getByRole('button').last().click()
      await page.locator('h1[tabindex]').waitFor()
    },
  },
  {
    name: 'second step of a forgotten password',
    page: '/reset-password',
    reach: async ({ page }) => void (await page.goto('/reset-password')),
  },
  { name: 'register', page: '/register', reach: async ({ page }) => void (await page.goto('/register')) },
  {
    name: 'register with errors',
    page: '/register',
    reach: async ({ page }) => {
      await page.goto('/register')
      await page.locator('form').first().getByRole('button').last().click()
      await page.getByRole('alert').filter({ hasText: /./ }).first().waitFor()
    },
  },
  {
    name: 'second factor elsewhere',
    page: '/sign-in/verify',
    reach: async ({ page }) => void (await page.goto('/sign-in/verify')),
  },
  ...AGENT_STATES,
]

import type { Page } from '@playwright/test'
import { FROM_MAIL } from '../support/mail-frame.ts'
import type { Portal } from '../support/portal.ts'
import type { Sandbox } from '../support/sandbox.ts'
import type { Version } from '../../sandbox/core/version.ts'

type Stage = {
  readonly page: Page
  readonly sandbox: Sandbox
  readonly portal: Portal
  readonly signInAs: (email: string, to?: string) => Promise<Page>
}

/** Every page in every state that a person can meet it in. A new page belongs here: `pages.spec.ts` says so. */
export type State = {
  readonly name: string
  /** The address as `listEndpoints` names it. */
  readonly page: string
  readonly reach: (stage: Stage) => Promise<void>
  readonly since?: Version
}

const OWNER = 'owner@example.com'

async function firstInvoice(page: Page): Promise<void> {
  await page.getByRole('rowheader').first().getByRole('link').click()
  await page.waitForURL(/\/invoices\/\d+$/)
}

async function contactAddress(sandbox: Sandbox): Promise<string> {
  const { contacts } = await sandbox.state('contacts')
  const own = contacts.find(({ userid }) => userid === 1)
  return `/contacts/${own?.id ?? 0}`
}

export const STATES: readonly State[] = [
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
  {
    name: 'accounts',
    page: '/accounts',
    reach: async ({ signInAs }) => void (await signInAs('agency@example.com', '/accounts')),
  },
  { name: 'overview', page: '/', reach: async ({ signInAs }) => void (await signInAs(OWNER, '/')) },
  {
    name: 'overview, empty',
    page: '/',
    reach: async ({ signInAs }) => void (await signInAs('empty@example.com', '/')),
  },
  {
    name: 'overview, a part failed',
    page: '/',
    reach: async ({ signInAs, sandbox }) => {
      await sandbox.fault({ action: 'GetClientsProducts', fault: 'html' })
      await signInAs(OWNER, '/')
    },
  },
  { name: 'invoices', page: '/invoices', reach: async ({ signInAs }) => void (await signInAs(OWNER, '/invoices')) },
  {
    name: 'invoices, filters open and nothing found',
    page: '/invoices',
    reach: async ({ signInAs }) => void (await signInAs(OWNER, '/invoices?q=nothing&from=2026-01-01')),
  },
  {
    name: 'invoices, none yet',
    page: '/invoices',
    reach: async ({ signInAs }) => void (await signInAs('empty@example.com', '/invoices')),
  },
  {
    name: 'invoices, WHMCS down',
    page: '/invoices',
    reach: async ({ signInAs, sandbox, page }) => {
      await signInAs(OWNER, '/')
      await sandbox.fault({ fault: 'maintenance' })
      await page.goto('/invoices')
    },
  },
  {
    name: 'invoice',
    page: '/invoices/[invoiceId]',
    reach: async ({ signInAs, page }) => {
      await signInAs(OWNER, '/invoices')
      await firstInvoice(page)
    },
  },
  {
    name: 'invoice whose PDF was refused',
    page: '/invoices/[invoiceId]',
    reach: async ({ signInAs, page }) => {
      await signInAs(OWNER, '/invoices')
      await firstInvoice(page)
      await page.goto(`${page.url()}?pdf=refused`)
    },
  },
  {
    name: 'invoice that is not there',
    page: '/invoices/[invoiceId]',
    reach: async ({ signInAs }) => void (await signInAs(OWNER, '/invoices/999999')),
  },
  {
    name: 'no access',
    page: '/no-access',
    reach: async ({ signInAs }) => void (await signInAs('tech@example.com', '/invoices')),
  },
  { name: 'emails', page: '/emails', reach: async ({ signInAs }) => void (await signInAs(OWNER, '/emails')) },
  {
    name: 'emails, nothing found',
    page: '/emails',
    reach: async ({ signInAs }) => void (await signInAs(OWNER, '/emails?q=nothing')),
  },
  {
    name: 'emails, none yet',
    page: '/emails',
    reach: async ({ signInAs }) => void (await signInAs('empty@example.com', '/emails')),
  },
  {
    name: 'email',
    page: '/emails/[emailId]',
    reach: async ({ signInAs }) => void (await signInAs(OWNER, '/emails/2')),
  },
  {
    name: 'email that is withheld',
    page: '/emails/[emailId]',
    reach: async ({ signInAs, sandbox }) => {
      const id = await sandbox.sendEmail({ client: 1, subject: 'Your login', html: '<p>Password: atrium-1</p>' })
      await signInAs(OWNER, `/emails/${id}`)
    },
  },
  { name: 'contacts', page: '/contacts', reach: async ({ signInAs }) => void (await signInAs(OWNER, '/contacts')) },
  {
    name: 'new contact',
    page: '/contacts/new',
    reach: async ({ signInAs }) => void (await signInAs(OWNER, '/contacts/new')),
  },
  {
    name: 'contact',
    page: '/contacts/[contactId]',
    reach: async ({ signInAs, sandbox }) => void (await signInAs(OWNER, await contactAddress(sandbox))),
  },
  {
    name: 'removing a contact',
    page: '/contacts/[contactId]/remove',
    reach: async ({ signInAs, sandbox }) => void (await signInAs(OWNER, `${await contactAddress(sandbox)}/remove`)),
  },
  { name: 'profile', page: '/profile', reach: async ({ signInAs }) => void (await signInAs(OWNER, '/profile')) },
  {
    name: 'profile of somebody with few permissions',
    page: '/profile',
    reach: async ({ signInAs }) => void (await signInAs('tech@example.com', '/profile')),
  },
  {
    name: 'account details',
    page: '/profile/details',
    reach: async ({ signInAs }) => void (await signInAs(OWNER, '/profile/details')),
  },
  {
    name: 'account details with errors',
    page: '/profile/details',
    reach: async ({ signInAs, page }) => {
      await signInAs(OWNER, '/profile/details')
      await page.locator('#firstName').fill('')
      await page.locator('main form button[type=submit]').click()
      await page.locator('#firstName-error').waitFor()
    },
  },
  {
    name: 'mail and language',
    page: '/profile/preferences',
    reach: async ({ signInAs }) => void (await signInAs(OWNER, '/profile/preferences')),
  },
  {
    name: 'account email, with the password',
    page: '/profile/email',
    reach: async ({ signInAs, portal, page }) => {
      await signInAs(OWNER, '/profile')
      portal.ageProof(30)
      await page.goto('/profile/email')
    },
  },
  {
    name: 'own name',
    page: '/profile/you',
    reach: async ({ signInAs }) => void (await signInAs(OWNER, '/profile/you')),
  },
  {
    name: 'sign-in email',
    page: '/profile/you/email',
    reach: async ({ signInAs }) => void (await signInAs(OWNER, '/profile/you/email')),
  },
  {
    name: 'security',
    page: '/security',
    reach: async ({ signInAs }) => void (await signInAs(OWNER, '/security')),
  },
]

/** Failing pages make the browser say so on its console. */
export const EXPECTED_COMPLAINTS = [/status of 404/, /status of 503/, FROM_MAIL]

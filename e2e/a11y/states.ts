import type { Page } from '@playwright/test'
import type { Sandbox } from '../support/sandbox.ts'
import { CANCEL_STATES } from './cancel-states.ts'
import { CANCELLATION_STATES } from './cancellation-states.ts'
import { DOCUMENT_STATES } from './document-states.ts'
import { FUNDS_STATES } from './funds-states.ts'
import { GUEST_STATES } from './guest-states.ts'
import { PAY_STATES } from './pay-states.ts'
import { SERVICE_STATES } from './service-states.ts'
import type { State } from './state.ts'

export type { State } from './state.ts'

const OWNER = 'owner@example.com'

async function firstInvoice(page: Page): Promise<void> {
  await page.getByRole('rowheader').first().getByRole('link').click()
  await page.waitForURL(/\/invoices\/\d+$/)
}

/** Bill, who may see invoices. */
async function personAddress(sandbox: Sandbox): Promise<string> {
  const { users, contacts } = await sandbox.state('users', 'contacts')
  const bill = [...users, ...contacts].find(({ email }) => email === 'billing@example.com')
  return `/people/${bill?.id ?? 0}`
}

async function contactAddress(sandbox: Sandbox): Promise<string> {
  const { contacts } = await sandbox.state('contacts')
  const own = contacts.find(({ userid }) => userid === 1)
  return `/contacts/${own?.id ?? 0}`
}

export const STATES: readonly State[] = [
  ...GUEST_STATES,
  ...SERVICE_STATES,
  {
    name: 'accounts',
    page: '/accounts',
    reach: async ({ signInAs }) => void (await signInAs('agency@example.com', '/accounts')),
  },
  {
    name: 'another account',
    page: '/accounts/new',
    reach: async ({ signInAs }) => void (await signInAs(OWNER, '/accounts/new')),
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
  ...FUNDS_STATES,
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
  ...DOCUMENT_STATES,
  ...PAY_STATES,
  ...CANCEL_STATES,
  ...CANCELLATION_STATES,
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
    name: 'account email and phone, with the password',
    page: '/profile/contact',
    reach: async ({ signInAs, portal, page }) => {
      await signInAs(OWNER, '/profile')
      portal.ageProof(30)
      await page.goto('/profile/contact')
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
  { name: 'people', page: '/people', reach: async ({ signInAs }) => void (await signInAs(OWNER, '/people')) },
  {
    name: 'people, nobody else yet',
    page: '/people',
    reach: async ({ signInAs }) => void (await signInAs('empty@example.com', '/people')),
  },
  {
    name: 'inviting a person',
    page: '/people/invite',
    reach: async ({ signInAs }) => void (await signInAs(OWNER, '/people/invite')),
  },
  {
    name: 'inviting a person with errors',
    page: '/people/invite',
    reach: async ({ signInAs, page }) => {
      await signInAs(OWNER, '/people/invite')
      await page.getByRole('button', { name: /Send invitation|Add person/ }).click()
      await page.getByRole('alert').filter({ hasText: /./ }).first().waitFor()
    },
  },
  {
    name: 'what a person may do',
    page: '/people/[personId]',
    reach: async ({ signInAs, sandbox }) => void (await signInAs(OWNER, await personAddress(sandbox))),
  },
  {
    name: 'what a person may do, to be reviewed',
    page: '/people/[personId]',
    reach: async ({ signInAs, sandbox }) => {
      const asked = 'version=old&permissions=quotes&permissions=orders&permissions=invoices'
      await signInAs(OWNER, `${await personAddress(sandbox)}?${asked}`)
    },
  },
  {
    name: 'removing a person',
    page: '/people/[personId]/remove',
    reach: async ({ signInAs, sandbox }) => void (await signInAs(OWNER, `${await personAddress(sandbox)}/remove`)),
  },
  {
    name: 'the portal as a person sees it',
    page: '/people/[personId]/preview',
    reach: async ({ signInAs, sandbox }) => void (await signInAs(OWNER, `${await personAddress(sandbox)}/preview`)),
  },
  {
    name: 'leaving an account',
    page: '/people/leave',
    reach: async ({ signInAs }) => void (await signInAs('billing@example.com', '/people/leave')),
  },
]

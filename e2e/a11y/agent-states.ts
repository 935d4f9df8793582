import { askToEnter, beginChange, enterAccount, newAgent, signInAsLead } from '../support/agents.ts'
import { submitSignIn } from '../support/sign-in.ts'
import type { State } from './state.ts'

/** What a support agent meets. */
export const AGENT_STATES: readonly State[] = [
  {
    name: 'agents: sign-in',
    page: '/agent/sign-in',
    reach: async ({ page }) => void (await page.goto('/agent/sign-in')),
  },
  {
    name: 'agents: setting up the second factor',
    page: '/agent/sign-in/verify',
    reach: async ({ page, portal }) => {
      const { email, password } = await newAgent(portal, `reader${Date.now()}@example.com`)
      await page.goto('/agent/sign-in')
      await submitSignIn(page, email, password)
      await page.getByRole('img').waitFor()
    },
  },
  {
    name: 'agents: customers found',
    page: '/agent',
    reach: async ({ signInAsAgent }) => void (await signInAsAgent('/agent?q=ag')),
  },
  {
    name: 'agents: nobody found',
    page: '/agent',
    reach: async ({ signInAsAgent }) => void (await signInAsAgent('/agent?q=nobody')),
  },
  {
    name: 'agents: a customer’s sheet, a part of it failed',
    page: '/agent/clients/[clientId]',
    reach: async ({ signInAsAgent, sandbox }) => {
      await sandbox.fault({ action: 'GetTickets', fault: 'html' })
      await signInAsAgent('/agent/clients/1')
    },
  },
  {
    name: 'agents: entering an account',
    page: '/agent/clients/[clientId]/enter',
    reach: async ({ signInAsAgent }) => void (await signInAsAgent('/agent/clients/1/enter')),
  },
  {
    name: 'agents: in an account',
    page: '/',
    reach: async ({ signInAsAgent, page, portal }) => {
      await signInAsAgent('/agent/clients/1')
      await enterAccount(page, portal)
    },
  },
  {
    name: 'leads: the audit, with an account blocked',
    page: '/agent/audit',
    reach: async ({ signInAsAgent, page }) => {
      await signInAsAgent('/agent/audit', 'lead@example.com')
      await page.getByLabel('Customer number').first().fill('4711')
      await page.getByRole('button', { name: 'Block this account' }).click()
      await page.getByRole('button', { name: 'Unblock' }).first().waitFor()
    },
  },
  {
    name: 'agents: asking to change something',
    page: '/agent/change',
    reach: async ({ signInAsAgent, page, portal }) => {
      await signInAsAgent('/agent/clients/1')
      await enterAccount(page, portal)
      await page.getByRole('button', { name: 'Change something' }).click()
      await page.getByRole('button', { name: 'Begin to change' }).waitFor()
    },
  },
  {
    name: 'agents: changing contacts',
    page: '/contacts/new',
    reach: async ({ signInAsAgent, page, portal }) => {
      await signInAsAgent('/agent/clients/1')
      await enterAccount(page, portal)
      await beginChange(page, portal, 'Contacts')
      await page.goto('/contacts/new')
    },
  },
  {
    name: 'agents: waiting for a lead',
    page: '/agent/waiting',
    reach: async ({ signInAsAgent, page, portal }) => {
      await signInAsAgent()
      await askToEnter(page, portal, 'lead')
    },
  },
  {
    name: 'agents: approvals',
    page: '/agent/approvals',
    reach: async ({ signInAsAgent, page, portal }) => {
      await signInAsAgent()
      await askToEnter(page, portal, 'lead')
      await page.context().clearCookies()
      await signInAsLead(page, portal, '/agent/approvals')
    },
  },
  {
    name: 'support access, the setting',
    page: '/support-access/setting',
    reach: async ({ signInAs }) => void (await signInAs('owner@example.com', '/support-access/setting')),
  },
  {
    name: 'support access, support asks, and the way is a PIN',
    page: '/support-access',
    reach: async ({ signInAs, signInAsAgent, page, portal }) => {
      await signInAs('owner@example.com', '/support-access/setting')
      const choose = async (way: RegExp) => {
        await page.goto('/support-access/setting')
        await page.getByRole('radio', { name: way }).check()
        await page.getByRole('button', { name: 'Save' }).click()
        await page.waitForURL(/support-access$/)
      }
      const cookies = await page.context().cookies()
      await choose(/Only when you say yes/)
      // Nobody asks to enter from a browser in which a customer is signed in.
      await page.context().clearCookies()
      await signInAsAgent()
      await askToEnter(page, portal, 'owner')
      await page.context().addCookies(cookies)
      await choose(/Only with a PIN/)
      await page.getByRole('button', { name: 'Make a PIN' }).click()
      await page.getByText(/^\d{4} \d{4}$/).waitFor()
    },
  },
  {
    name: 'support access, nobody yet',
    page: '/support-access',
    reach: async ({ signInAs }) => void (await signInAs('owner@example.com', '/support-access')),
  },
]

import type { Browser, BrowserContext, Page } from '@playwright/test'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { DEMO_TOTP_SECRET } from '../../sandbox/seed/people.ts'
import { totp } from '../../sandbox/web/totp.ts'
import type { Portal } from './portal.ts'
import { PASSWORD, submitSignIn } from './sign-in.ts'

const run = promisify(execFile)

/** A script of ours beside a running portal, with its configuration. Answers what it printed. */
async function script(portal: Portal, name: string, ...args: readonly string[]): Promise<string> {
  const node = ['--disable-warning=ExperimentalWarning', '--import', './scripts/resolve.mjs']
  const env = { ...process.env, ...portal.environment }
  const { stdout } = await run(process.execPath, [...node, `scripts/${name}.ts`, ...args], { env })
  return stdout
}

/** `npm run agent -- …`. */
export function agentCommand(portal: Portal, ...args: readonly string[]): Promise<string> {
  return script(portal, 'agent', ...args)
}

/** Somebody who has never signed in. */
export async function newAgent(portal: Portal, email: string): Promise<{ email: string; password: string }> {
  const told = await agentCommand(portal, 'add', email, '--name', 'Nova Fresh')
  return { email, password: /password\s+(\S+)/.exec(told)?.[1] ?? '' }
}

/** What an authenticator application shows now. */
export function codeOf(key: string): string {
  return totp(key.replaceAll(/\s/g, ''), new Date())
}

export async function enterCode(page: Page, code: string): Promise<void> {
  await page.getByLabel('Code', { exact: true }).fill(code)
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
}

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>

/** The cookies of agent@example.com, or of lead@example.com, who sign in once: a code works once, too. */
export class Badge {
  readonly #cookies = new Map<string, Promise<Cookies>>()

  cookies(portal: Portal, browser: Browser, email = 'agent@example.com'): Promise<Cookies> {
    const known = this.#cookies.get(email) ?? this.#signIn(portal, browser, email)
    this.#cookies.set(email, known)
    return known
  }

  /** The same for requests that no browser makes. */
  async header(portal: Portal, browser: Browser, email?: string): Promise<string> {
    return (await this.cookies(portal, browser, email)).map(({ name, value }) => `${name}=${value}`).join('; ')
  }

  async #signIn(portal: Portal, browser: Browser, email: string): Promise<Cookies> {
    await script(portal, 'demo-agents')
    const context = await browser.newContext({ baseURL: portal.url, javaScriptEnabled: true })
    const page = await context.newPage()
    await page.goto('/agent/sign-in')
    await submitSignIn(page, email, PASSWORD)
    await enterCode(page, codeOf(DEMO_TOTP_SECRET))
    await page.waitForURL('/agent')
    const cookies = await context.cookies()
    await context.close()
    return cookies
  }
}

export const SUPPORT_REASON = 'The customer cannot find the invoice of May'

/** Asks to enter the account of customer 1, whose owner wants to be asked, or a lead's yes. */
export async function askToEnter(page: Page, portal: Portal, ask: 'owner' | 'lead'): Promise<void> {
  portal.forgetLimits()
  await page.goto('/agent/clients/1/enter')
  if (ask === 'lead') await page.getByLabel('Ticket').selectOption('')
  await page.getByLabel('Reason').fill(SUPPORT_REASON)
  await page.getByLabel('Code from your authenticator app').fill(codeOf(DEMO_TOTP_SECRET))
  await page.getByRole('button', { name: /Ask to enter|Enter the account/ }).click()
  await page.waitForURL('/agent/waiting')
}

/** The other agent of the demo, who leads. */
export async function signInAsLead(page: Page, portal: Portal, to: string): Promise<void> {
  portal.forgetLimits()
  await page.goto('/agent/sign-in')
  await submitSignIn(page, 'lead@example.com', PASSWORD)
  await enterCode(page, codeOf(DEMO_TOTP_SECRET))
  await page.waitForURL('/agent')
  await page.goto(to)
}

/** From the customer's sheet. A code works once, and the agent has signed in with one a moment ago. */
export async function enterAccount(page: Page, portal: Portal, reason = SUPPORT_REASON): Promise<void> {
  portal.forgetLimits()
  await page.getByRole('link', { name: 'Enter the account' }).click()
  await page.getByLabel('Reason').fill(reason)
  await page.getByLabel('Code from your authenticator app').fill(codeOf(DEMO_TOTP_SECRET))
  await page.getByRole('button', { name: 'Enter the account' }).click()
  if (reason === SUPPORT_REASON) await page.getByRole('region', { name: 'Support access' }).waitFor()
}

/** What the customer is told of why something is changed. */
export const CHANGE_REASON = 'They asked for it on the phone'

/** From any page of an account that the agent is in: they may change one class of things from now on. */
export async function beginChange(page: Page, portal: Portal, what: string): Promise<void> {
  portal.forgetCodes()
  await page.getByRole('button', { name: 'Change something' }).click()
  await page.getByRole('radio', { name: what }).check()
  await page.getByLabel('Reason').fill(CHANGE_REASON)
  await page.getByLabel('Code from your authenticator app').fill(codeOf(DEMO_TOTP_SECRET))
  await page.getByRole('button', { name: 'Begin to change' }).click()
  await page.getByRole('button', { name: 'Back to reading' }).waitFor()
}

import type { BrowserContextOptions, Page } from '@playwright/test'
import { test as base, expect } from '@playwright/test'
import { randomInt } from 'node:crypto'
import { freePort, serve } from '../scripts/processes.ts'
import type { Version } from '../sandbox/core/version.ts'
import { Badge } from './support/agents.ts'
import { BrowserErrors } from './support/browser-errors.ts'
import type { Portal } from './support/portal.ts'
import { cleanEnvironment, keepLog, startPortal, stopServer } from './support/portal.ts'
import type { Sandbox } from './support/sandbox.ts'
import { assertSandbox, sandboxAt } from './support/sandbox.ts'
import { Wardrobe } from './support/sign-in.ts'

/**
 * What a spec gets:
 *
 * - `page`, `context`: of a browser that nobody has signed in with, at an address of its own
 * - `sandbox`: WHMCS, planted afresh before each test; ask it what it holds and was asked
 * - `signInAs('owner@example.com', '/invoices')`: signs in and opens a page
 * - `signInAsAgent('/agent?q=jane')`: the same as a support agent
 * - `visitor({ javaScriptEnabled: false })`: one more browser, another person's
 * - `portal.log()`: what the portal logged during this test; `portal.rows('sessions')`: what it keeps
 * - `browserErrors.allow(/…/)`: any other error on a console fails the test
 * - `oidcPortal`: a second portal beside the same WHMCS, with OpenID Connect set up
 */
export type InstallationOptions = { whmcsVersion: Version }

type Installation = {
  readonly version: Version
  readonly portal: Portal
  readonly sandbox: Sandbox
  /** Where the second portal will listen: WHMCS knows its address from the start. */
  readonly oidcPort: number
}

type WorkerFixtures = InstallationOptions & {
  installation: Installation
  oidcPortal: Portal
  wardrobe: Wardrobe
  badge: Badge
}

type TestFixtures = {
  sandbox: Sandbox
  portal: Portal
  browserErrors: BrowserErrors
  visitor: (options?: BrowserContextOptions) => Promise<Page>
  /** Opens `to` (the overview) as somebody, in `page`. Faults strike that page, and the sandbox's calls are its alone. */
  signInAs: (email: string, to?: string, page?: Page) => Promise<Page>
  /** Opens `to` (the console) as agent@example.com, or as another agent. */
  signInAsAgent: (to?: string, email?: string, page?: Page) => Promise<Page>
}

const OIDC_CLIENT = { id: 'e2e-client', secret: 'e2e-client-secret' } as const

/** TEST-NET-3 and its neighbours would be too few: any IPv4 address will do. */
function someAddress(): string {
  return [10, randomInt(256), randomInt(256), randomInt(1, 255)].join('.')
}

async function startInstallation(version: Version, logs: string) {
  const port = await freePort()
  const oidcPort = await freePort()
  // 127.0.0.1, while the portals are at localhost: cookies know no ports, and these are two companies.
  const url = `http://127.0.0.1:${port}`
  const running = await serve(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'sandbox/server.ts'],
    {
      ...cleanEnvironment(),
      NODE_ENV: 'test',
      SANDBOX_PORT: String(port),
      SANDBOX_URL: url,
      SANDBOX_WHMCS_VERSION: version,
      SANDBOX_OIDC_CLIENT_ID: OIDC_CLIENT.id,
      SANDBOX_OIDC_CLIENT_SECRET: OIDC_CLIENT.secret,
      SANDBOX_OIDC_REDIRECT: `http://localhost:${oidcPort}/api/auth/callback/whmcs`,
    },
    `${url}/__sandbox/calls`,
  )
  keepLog(running, `${logs}-sandbox.log`)
  await assertSandbox(url, version)
  const portal = await startPortal({ whmcsUrl: url, logFile: `${logs}-portal.log` })
  return { running, installation: { version, portal, sandbox: sandboxAt(url), oidcPort } }
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  whmcsVersion: ['8.13', { option: true, scope: 'worker' }],

  installation: [
    async ({ whmcsVersion }, provide, { workerIndex }) => {
      const logs = `test-results/logs/${whmcsVersion}-${workerIndex}`
      const { running, installation } = await startInstallation(whmcsVersion, logs)
      await provide(installation)
      await installation.portal.stop()
      await stopServer(running)
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  oidcPortal: [
    async ({ installation }, provide, { workerIndex }) => {
      const portal = await startPortal({
        whmcsUrl: installation.sandbox.url,
        logFile: `test-results/logs/${installation.version}-${workerIndex}-oidc-portal.log`,
        port: installation.oidcPort,
        env: { WHMCS_OIDC_CLIENT_ID: OIDC_CLIENT.id, WHMCS_OIDC_CLIENT_SECRET: OIDC_CLIENT.secret },
      })
      await provide(portal)
      await portal.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  baseURL: async ({ installation }, provide) => provide(installation.portal.url),

  extraHTTPHeaders: async ({}, provide) => provide({ 'x-forwarded-for': someAddress() }),

  sandbox: [
    async ({ installation: { sandbox } }, provide) => {
      await sandbox.reset()
      await provide(sandbox)
    },
    { auto: true },
  ],

  portal: [
    async ({ installation: { portal } }, provide, testInfo) => {
      portal.forgetLimits()
      portal.forgetWhmcs()
      const start = portal.output().length
      await provide({ ...portal, log: (from = start) => portal.log(from), output: () => portal.output().slice(start) })
      if (testInfo.status === testInfo.expectedStatus) return
      await testInfo.attach('portal.log', { body: portal.output().slice(start), contentType: 'text/plain' })
    },
    { auto: true },
  ],

  browserErrors: [
    async ({ context }, provide) => {
      const errors = new BrowserErrors()
      errors.watch(context)
      await provide(errors)
      expect(errors.unexpected(), 'what the browser complained about').toEqual([])
    },
    { auto: true },
  ],

  visitor: async ({ browser, baseURL, browserErrors }, provide) => {
    const opened: Page[] = []
    await provide(async (options = {}) => {
      const context = await browser.newContext({
        ...(baseURL !== undefined && { baseURL }),
        locale: 'en-GB',
        extraHTTPHeaders: { 'x-forwarded-for': someAddress() },
        ...options,
      })
      browserErrors.watch(context)
      const page = await context.newPage()
      opened.push(page)
      return page
    })
    for (const page of opened) await page.context().close()
  },

  wardrobe: [async ({}, provide) => provide(new Wardrobe()), { scope: 'worker' }],

  badge: [async ({}, provide) => provide(new Badge()), { scope: 'worker' }],

  signInAsAgent: async ({ page: own, sandbox, portal, badge, browser }, provide) => {
    await provide(async (to = '/agent', email, page = own) => {
      await page.context().addCookies(await badge.cookies(portal, browser, email))
      await sandbox.forgetCalls()
      await page.goto(to)
      return page
    })
  },

  signInAs: async ({ page: own, sandbox, portal, wardrobe, browser }, provide) => {
    await provide(async (email, to = '/', page = own) => {
      const cookies = await sandbox.withoutFaults(() => wardrobe.cookies(email, portal, browser, someAddress()))
      await page.context().addCookies(cookies)
      await sandbox.forgetCalls()
      await page.goto(to)
      return page
    })
  },
})

export { expect } from '@playwright/test'

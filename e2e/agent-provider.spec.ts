import { freePort } from '../scripts/processes.ts'
import { PROVIDER_CLIENT, startProvider } from '../server/agents/testing/provider.ts'
import { expect, test as base } from './fixtures.ts'
import type { Portal } from './support/portal.ts'
import { startPortal } from './support/portal.ts'

type Company = { portal: Portal; provider: Awaited<ReturnType<typeof startProvider>> }

/** A portal whose agents sign in with the company's identity provider. */
const test = base.extend<object, { company: Company }>({
  company: [
    async ({ installation }, provide, { workerIndex }) => {
      const port = await freePort()
      const provider = await startProvider(`http://localhost:${port}/api/agent/callback`)
      const portal = await startPortal({
        whmcsUrl: installation.sandbox.url,
        logFile: `test-results/logs/${installation.version}-${workerIndex}-provider-portal.log`,
        port,
        env: {
          AGENT_OIDC_ISSUER: provider.issuer,
          AGENT_OIDC_CLIENT_ID: PROVIDER_CLIENT.id,
          AGENT_OIDC_CLIENT_SECRET: PROVIDER_CLIENT.secret,
          AGENT_OIDC_ALLOWED: 'anna@example.com:lead',
        },
      })
      await provide({ portal, provider })
      await portal.stop()
      await provider.close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ company }, provide) => provide(company.portal.url),
})

test('the identity provider signs an agent in, and nobody who is not on the list', async ({ page, company }) => {
  const { portal, provider } = company
  provider.signsIn({ sub: 'mallory', email: 'mallory@example.com', email_verified: true })
  await page.goto('/agent/sign-in?next=/agent/clients/1')
  await page.getByRole('button', { name: 'Continue with the company account' }).click()
  await expect(page).toHaveURL('/agent/sign-in?error=provider')
  await expect(page.getByRole('status')).toContainText('You could not be signed in that way.')
  expect(portal.rows('agents')).toEqual([])

  await page.context().clearCookies()
  provider.signsIn({ sub: 'anna', email: 'anna@example.com', email_verified: true, name: 'Anna Ops' })
  await page.goto('/agent/sign-in?next=/agent/clients/1')
  await page.getByRole('button', { name: 'Continue with the company account' }).click()
  await expect(page).toHaveURL('/agent/clients/1')
  await expect(page.getByRole('banner')).toContainText('Anna Ops · Lead')
  expect(portal.rows('agents')).toMatchObject([{ email: 'anna@example.com', role: 'lead', password_hash: null }])
  expect((await page.context().cookies()).map(({ name }) => name)).not.toContain('portal.session')
})

import type { Page } from '@playwright/test'
import { freePort } from '../../scripts/processes.ts'
import { PROVIDER_CLIENT, startProvider } from '../../server/agents/testing/provider.ts'
import type { Portal } from './portal.ts'
import { startPortal } from './portal.ts'

/** A portal whose agents sign in with the company's identity provider. */
export type Company = {
  readonly portal: Portal
  readonly provider: Awaited<ReturnType<typeof startProvider>>
  /** Where agents find their pages. */
  readonly agents: string
  stop(): Promise<void>
}

type CompanyOptions = {
  readonly whmcsUrl: string
  readonly logFile: string
  /** The agents have a host of their own. */
  readonly ownHost?: boolean
}

/** Let in are Anna, who leads, Bob and Cleo. */
export async function startCompany({ whmcsUrl, logFile, ownHost = false }: CompanyOptions): Promise<Company> {
  const port = await freePort()
  const agents = `http://${ownHost ? '127.0.0.1' : 'localhost'}:${port}`
  const provider = await startProvider(`${agents}/api/agent/callback`)
  const portal = await startPortal({
    ...{ whmcsUrl, logFile, port },
    env: {
      ...(ownHost && { PORTAL_AGENT_URL: agents }),
      AGENT_OIDC_ISSUER: provider.issuer,
      AGENT_OIDC_CLIENT_ID: PROVIDER_CLIENT.id,
      AGENT_OIDC_CLIENT_SECRET: PROVIDER_CLIENT.secret,
      AGENT_OIDC_ALLOWED: 'anna@example.com:lead,bob@example.com,cleo@example.com',
    },
  })
  const stop = async () => {
    await portal.stop()
    await provider.close()
  }
  return { portal, provider, agents, stop }
}

/** From a page of the console to the provider and back. */
export async function signInThere(page: Page, { provider, agents }: Company, name: string, next: string) {
  const sub = name.toLowerCase()
  provider.signsIn({ sub, email: `${sub}@example.com`, email_verified: true, name })
  await page.goto(`${agents}/agent/sign-in?next=${next}`)
  await page.getByRole('button', { name: 'Continue with the company account' }).click()
  await page.waitForURL(agents + next)
}

import { expect, test } from './fixtures.ts'
import { freePort } from '../scripts/processes.ts'
import { actionNamed, callAction } from './support/actions.ts'
import { codeOf, newAgent, SUPPORT_REASON } from './support/agents.ts'
import { signInThere, startCompany } from './support/company.ts'
import { errorSummary } from './support/forms.ts'
import { startPortal } from './support/portal.ts'
import { PASSWORD, submitSignIn } from './support/sign-in.ts'
import { send } from './support/wire.ts'

test('with a host of their own agents are there and nowhere else, and customers are not there', async ({
  page,
  visitor,
  sandbox,
  browserErrors,
}) => {
  browserErrors.allow(/status of 404/)
  const port = await freePort()
  const [own, agents] = [`http://localhost:${port}`, `http://127.0.0.1:${port}`]
  const env = { PORTAL_AGENT_URL: agents }
  const portal = await startPortal({
    whmcsUrl: sandbox.url,
    logFile: 'test-results/logs/hosts-portal.log',
    port,
    env,
  })
  try {
    const { email, password } = await newAgent(portal, 'nova@example.com')
    await page.goto(`${agents}/agent/sign-in`)
    await submitSignIn(page, email, password)
    const key = await page.getByText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).innerText()
    await page.getByLabel('Code', { exact: true }).fill(codeOf(key))
    await page.getByRole('button', { name: 'Continue', exact: true }).click()
    await expect(page).toHaveURL(`${agents}/agent`)
    const jar = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')

    // The customers' host knows no agent, with their cookie or without, page or action.
    const there = { host: `localhost:${port}` }
    for (const path of ['/agent', '/agent/sign-in', '/agent/clients/1', '/agent/audit']) {
      expect((await send(own, path, { cookie: jar, headers: there })).status, path).toBe(404)
    }
    const form = { email, password, intent: crypto.randomUUID() }
    expect((await callAction(own, actionNamed('agent.sign-in'), form)).outcome).toBe('not_found')
    expect((await callAction(agents, actionNamed('sign-in'), form)).outcome).toBe('not_found')

    // Their own shows nothing of a customer's sign-in, and takes no customer's cookie.
    for (const path of ['/', '/sign-in', '/register', '/forgot-password', '/invoices']) {
      const answer = await send(agents, path, {})
      expect(new URL(answer.headers['location'] ?? '/', agents).href, path).toBe(`${agents}/agent`)
    }
    const customer = await visitor()
    await customer.goto(`${own}/sign-in`)
    await submitSignIn(customer, 'owner@example.com', PASSWORD)
    await expect(customer).toHaveURL(`${own}/`)
    const theirs = (await customer.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
    expect((await send(own, '/invoices', { cookie: theirs })).status).toBe(200)
    expect((await send(agents, '/invoices', { cookie: theirs })).status).toBe(307)
  } finally {
    await portal.stop()
  }
})

test('with a host of their own agents come through the identity provider: sign-in, step up, entering, sign-out', async ({
  page,
  sandbox,
}) => {
  const logFile = 'test-results/logs/hosts-provider-portal.log'
  const company = await startCompany({ whmcsUrl: sandbox.url, logFile, ownHost: true })
  const { portal, agents } = company
  const form = `${agents}/agent/clients/1/enter`
  const bar = page.getByRole('region', { name: 'Support access' })
  const enter = page.getByRole('button', { name: 'Enter the account' })
  try {
    await signInThere(page, company, 'Bob', '/agent/clients/1/enter')
    await expect(page).toHaveURL(form)
    const jar = async () => (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
    // The way there and back is the agents' host's alone.
    const there = { host: new URL(portal.url).host }
    const back = await send(portal.url, '/api/agent/callback?code=x&state=y', { cookie: await jar(), headers: there })
    expect(back.status).toBe(404)
    const begun = await callAction(portal.url, actionNamed('agent.sign-in.provider'), {}, { headers: there })
    expect(begun.outcome).toBe('not_found')

    // Too long ago to enter: the same person signs in again, and comes back to the form.
    portal.ageProof(6)
    await page.getByLabel('Reason').fill(SUPPORT_REASON)
    await enter.click()
    await expect(errorSummary(page)).toContainText('You signed in more than five minutes ago')
    await expect(page.getByLabel('Reason')).toHaveValue(SUPPORT_REASON)
    expect(portal.rows('grants')).toEqual([])
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page).toHaveURL(`${agents}/agent/sign-in?signed-out=1`)
    await signInThere(page, company, 'Bob', '/agent/clients/1/enter')
    await page.getByLabel('Reason').fill(SUPPORT_REASON)
    await enter.click()
    await expect(bar).toBeVisible()
    await expect(page).toHaveURL(`${agents}/`)

    // On the customers' host neither cookie counts for anything.
    for (const path of ['/invoices', '/agent']) {
      const { status } = await send(portal.url, path, { cookie: await jar(), headers: there })
      expect(status, path).toBe(path === '/agent' ? 404 : 307)
    }
    await bar.getByRole('button', { name: 'Leave the account' }).click()
    await expect(page).toHaveURL(`${agents}/agent/clients/1?location=main`)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page).toHaveURL(`${agents}/agent/sign-in?signed-out=1`)
    await page.goto(`${agents}/agent/clients/1`)
    await expect(page).toHaveURL(`${agents}/agent/sign-in`)
    expect(portal.rows('agent_sessions').filter(({ ended_at }) => ended_at === null)).toEqual([])
  } finally {
    // Before its portal goes: it may still be asking for something.
    await page.close()
    await company.stop()
  }
})

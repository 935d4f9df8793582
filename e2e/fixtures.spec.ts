import { expect, test } from './fixtures.ts'
import { assertSandbox } from './support/sandbox.ts'

test('a person is signed in, the sandbox is fresh, and the page has asked it', async ({
  page,
  signInAs,
  sandbox,
  portal,
}) => {
  const { clients } = await sandbox.state('clients')
  expect(clients.find(({ id }) => id === 1)?.email).toBe('owner@example.com')
  await signInAs('owner@example.com')
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible()
  const calls = await sandbox.calls()
  expect(calls.map(({ action }) => action)).toContain('GetClientsDetails')
  expect(portal.log().filter(({ event }) => event === 'whmcs.call').length).toBeGreaterThanOrEqual(calls.length)
})

test('what is not a sandbox of the right version is not touched', async ({ portal, sandbox, whmcsVersion }) => {
  const other = whmcsVersion === '9.0' ? '8.13' : '9.0'
  await expect(assertSandbox(portal.url, whmcsVersion)).rejects.toThrow('refuse to touch it')
  await expect(assertSandbox(sandbox.url, other)).rejects.toThrow('refuse to touch it')
})

import { expect, test } from './fixtures.ts'

test.beforeEach(({ browserErrors }) => browserErrors.allow(/favicon\.ico/))

test('the control panel opens by way of WHMCS, signed in as this very person', async ({
  page,
  signInAs,
  sandbox,
  portal,
  installation: { version },
}) => {
  await signInAs('owner@example.com', '/services/2')
  await page.getByRole('button', { name: 'Open control panel' }).click()
  await page.waitForURL(`${sandbox.url}/**`)
  await expect(page.getByText('The panel of the server would open here.')).toBeVisible()
  await expect(page.locator('body')).toContainText('vps1.example.com')
  const [token] = await sandbox.calls('CreateSsoToken')
  expect(token?.params).toMatchObject({ client_id: '1', ...(version !== '7.10' && { user_id: '3' }) })
  expect(JSON.stringify(portal.rows('audit'))).toContain('service.open')
})

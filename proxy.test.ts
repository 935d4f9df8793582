import { afterEach, expect, test, vi } from 'vitest'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.resetModules()
})

/** What the proxy leaves alone, by the names that cookies have at such an address. */
async function namesAt(portal: string): Promise<string[]> {
  vi.stubEnv('NODE_ENV', 'test')
  vi.stubEnv('PORTAL_URL', portal)
  vi.stubEnv('PORTAL_SECRET', 'x'.repeat(32))
  vi.stubEnv('WHMCS_URL', 'https://billing.example.com')
  vi.stubEnv('WHMCS_IDENTIFIER', 'id')
  vi.stubEnv('WHMCS_SECRET', 'secret')
  vi.resetModules()
  const { cookieName } = await import('@/server/auth/cookie')
  return ['session', 'grant'].map(cookieName)
}

test('requests with a session of either kind do not pass by the proxy, on https and without', async () => {
  const { config } = await import('./proxy')
  const spared = config.matcher.flatMap(({ missing }) => missing.map(({ key }) => key))
  const names = [...(await namesAt('http://localhost:3000')), ...(await namesAt('https://my.example.com'))]
  expect(new Set(spared)).toEqual(new Set(names))
})

import { beforeAll, expect, test, vi } from 'vitest'
import { contentSecurityPolicy } from './headers'

beforeAll(() => {
  vi.stubEnv('NODE_ENV', 'production')
  vi.stubEnv('PORTAL_URL', 'https://my.example.com')
  vi.stubEnv('PORTAL_SECRET', 'x'.repeat(32))
  vi.stubEnv('WHMCS_URL', 'https://billing.example.com')
  vi.stubEnv('WHMCS_IDENTIFIER', 'id')
  vi.stubEnv('WHMCS_SECRET', 'secret')
})

function directives(policy: string): Map<string, string> {
  return new Map(
    policy.split('; ').map((directive) => {
      const [name = '', ...values] = directive.split(' ')
      return [name, values.join(' ')]
    }),
  )
}

test('nothing is allowed that is not named', () => {
  const policy = directives(contentSecurityPolicy('abc'))
  expect(policy.get('default-src')).toBe("'none'")
  expect(policy.get('script-src')).toBe("'nonce-abc' 'strict-dynamic'")
  expect(policy.get('style-src')).toBe("'self' 'nonce-abc'")
  expect(policy.get('frame-ancestors')).toBe("'none'")
  expect(policy.get('base-uri')).toBe("'none'")
  expect(policy.get('require-trusted-types-for')).toBe("'script'")
  expect(policy.get('form-action')).toBe("'self' https://billing.example.com")
  // An agent in a customer's account is not sent there.
  expect(directives(contentSecurityPolicy('abc', '/invoices', true)).get('form-action')).toBe("'self'")
  expect(contentSecurityPolicy('abc')).not.toMatch(/unsafe|\*|http:|data:/)
})

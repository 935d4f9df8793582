import { vi } from 'vitest'

/** A configuration for tests of what reads the environment; logs stay silent. */
export function configured(more: Readonly<Record<string, string>> = {}): void {
  const all = {
    PORTAL_URL: 'https://my.example.com',
    PORTAL_SECRET: 'x'.repeat(32),
    WHMCS_URL: 'https://billing.example.com',
    WHMCS_IDENTIFIER: 'id',
    WHMCS_SECRET: 'secret',
    LOG_LEVEL: 'silent',
    ...more,
  }
  for (const [name, value] of Object.entries(all)) vi.stubEnv(name, value)
}

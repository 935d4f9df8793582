import { expect, test, vi } from 'vitest'
import { isUnavailable, PortalError } from './errors'
import { WhmcsError } from './whmcs/errors'

test('what another copy of the module threw is recognised: Next carries one in each bundle', async () => {
  vi.resetModules()
  const other = await import('./whmcs/errors')
  const another = await import('./errors')
  expect(other.WhmcsError).not.toBe(WhmcsError)
  expect(new other.WhmcsError('unreachable', 'GetInvoices')).toBeInstanceOf(WhmcsError)
  expect(new another.PortalError('not_found')).toBeInstanceOf(PortalError)
  expect(isUnavailable(new other.WhmcsError('unreachable', 'GetInvoices'))).toBe(true)
})

test('other errors are neither', () => {
  expect(new Error('x')).not.toBeInstanceOf(WhmcsError)
  expect(new PortalError('not_found')).not.toBeInstanceOf(WhmcsError)
  expect(isUnavailable(new Error('x'))).toBe(false)
  expect(isUnavailable(new WhmcsError('refused', 'GetInvoice'))).toBe(false)
})

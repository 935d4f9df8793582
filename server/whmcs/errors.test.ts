import { expect, test, vi } from 'vitest'
import { CallFailure } from './answer'
import { isRefusal, WhmcsError } from './errors'

test('an error that another bundle’s copy of the class made is one as well', async () => {
  vi.resetModules()
  const other = await import('./errors')
  expect(other.WhmcsError).not.toBe(WhmcsError)
  const error = new other.WhmcsError('refused', 'GetInvoice', { said: 'Invoice ID Not Found' })
  expect(error instanceof WhmcsError).toBe(true)
  expect(isRefusal(error, /not found/i)).toBe(true)
  expect(Object.keys(error)).not.toContain('said')
})

test('nothing else is one, and a subclass keeps its own meaning', () => {
  const plain = new WhmcsError('unreachable', 'GetInvoice')
  for (const value of [new Error('x'), { failure: 'refused' }, null, undefined, 'refused']) {
    expect(value instanceof WhmcsError).toBe(false)
  }
  expect(plain instanceof CallFailure).toBe(false)
  expect(new CallFailure(plain) instanceof CallFailure).toBe(true)
  expect(new CallFailure(plain) instanceof WhmcsError).toBe(true)
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { safePath } from './paths'

const HOSTILE = [
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\/evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/..//evil.example',
  '/./..//evil.example',
  '/%2e%2e//evil.example/..//x',
  'https://evil.example',
  'https:evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  ' /invoices',
  'invoices',
  '',
  '/invoices\u0000',
  '/in voices',
  '/ïnvoices',
  '/@evil.example\\@',
  '/invoices\\..\\..\\evil',
]

test.each(HOSTILE)('%j leads nowhere but home', (wanted) => {
  const path = safePath(wanted)
  expect(new URL(path, 'https://portal.example').origin).toBe('https://portal.example')
  expect(path.startsWith('//')).toBe(false)
  expect(path === '/' || path.startsWith('/@') || !path.includes('evil')).toBe(true)
})

test('a path of the portal stays, its query too', () => {
  expect(safePath('/invoices?status=unpaid&page=2')).toBe('/invoices?status=unpaid&page=2')
})

test('whatever is asked for, the browser stays on the portal', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('/', '\\', '.', ':', '@', 'a', '%2f', '?', '#', '\t') }),
      (wanted) => {
        const path = safePath(`/${wanted}`)
        expect(new URL(path, 'https://portal.example').origin).toBe('https://portal.example')
        expect(path).toMatch(/^\/(?!\/)/)
      },
    ),
    { numRuns: 2000 },
  )
})

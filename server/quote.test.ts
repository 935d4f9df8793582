import { beforeEach, expect, test, vi } from 'vitest'
import type { Quote } from '@/lib/quote'
import { readQuote, sameQuote, writeQuote } from '@/lib/quote'
import { configured } from './testing/configured'

const NOW = new Date('2026-11-21T12:00:00Z')
const QUOTE: Quote = {
  location: 'main',
  client: 1,
  person: 'user:3',
  service: 3,
  type: 'now',
  endsOn: '2026-11-21',
  refund: 'amount',
  gross: '87.50',
  net: '73.53',
  tax: '13.97',
  tax2: '0.00',
  currency: 'EUR',
  policy: 'credit',
  expires: NOW.getTime() + 900_000,
}

const [OLD, NEW] = ['o'.repeat(32), 'n'.repeat(32)]

/** A process with these secrets. */
async function quotes(secrets: string) {
  vi.resetModules()
  configured({ PORTAL_SECRET: secrets })
  return import('./quote')
}

beforeEach(() => vi.unstubAllEnvs())

test('the first secret signs, all verify, and an older one no longer when it is gone', async () => {
  const token = (await quotes(OLD)).signQuote(QUOTE)
  expect((await quotes(`${NEW},${OLD}`)).openQuote(token, NOW)).toEqual(QUOTE)
  expect((await quotes(NEW)).openQuote(token, NOW)).toBeNull()
  const later = (await quotes(`${NEW},${OLD}`)).signQuote(QUOTE)
  expect((await quotes(NEW)).openQuote(later, NOW)).toEqual(QUOTE)
})

test('15 minutes, and no longer', async () => {
  const { openQuote, signQuote } = await quotes(OLD)
  const token = signQuote(QUOTE)
  expect(openQuote(token, new Date(QUOTE.expires - 1))).toEqual(QUOTE)
  expect(openQuote(token, new Date(QUOTE.expires))).toBeNull()
})

test('whatever is changed in it is not signed', async () => {
  const { openQuote, signQuote } = await quotes(OLD)
  const token = signQuote(QUOTE)
  const mark = token.split('.')[1] ?? ''
  const dearer = writeQuote({ ...QUOTE, gross: '8750.00' })
  for (const forged of [`${dearer}.${mark}`, dearer, `${dearer}.`, `${token}.x`, token.slice(0, -1), '', '.', 'ü.ü']) {
    expect(openQuote(forged, NOW), forged).toBeNull()
  }
})

test('read for show; the same when only its end differs', () => {
  expect(readQuote(writeQuote({ ...QUOTE, person: 'user:3 – ü' }))?.person).toBe('user:3 – ü')
  for (const none of ['', 'x', '%%%', btoa('{}'), btoa('null')]) expect(readQuote(none)).toBeNull()
  expect(sameQuote(QUOTE, { ...QUOTE, expires: 1 })).toBe(true)
  expect(sameQuote(QUOTE, { ...QUOTE, tax: '13.98' })).toBe(false)
})

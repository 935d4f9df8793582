import fc from 'fast-check'
import { expect, test } from 'vitest'
import { phpArray } from './php'

/** PHP's unserialize for a:{i:…;s:…;}, over bytes, and nothing else. */
function unserialize(bytes: Buffer): Map<number, string> {
  let at = 0
  const take = (expected: string) => {
    expect(bytes.subarray(at, at + expected.length).toString('latin1')).toBe(expected)
    at += expected.length
  }
  const number = (until: string) => {
    const end = bytes.indexOf(until, at)
    const digits = bytes.subarray(at, end).toString('latin1')
    expect(digits).toMatch(/^\d+$/)
    at = end + until.length
    return Number(digits)
  }
  const values = new Map<number, string>()
  take('a:')
  const size = number(':')
  take('{')
  for (let index = 0; index < size; index += 1) {
    take('i:')
    const key = number(';')
    take('s:')
    const length = number(':')
    take('"')
    values.set(key, bytes.subarray(at, at + length).toString('utf8'))
    at += length
    take('";')
  }
  take('}')
  expect(at).toBe(bytes.length)
  return values
}

const decode = (text: string) => unserialize(Buffer.from(text, 'base64'))

test('lengths are UTF-8 bytes, not characters', () => {
  expect(Buffer.from(phpArray({ 1: 'é€😀' }), 'base64').toString()).toBe('a:1:{i:1;s:9:"é€😀";}')
  expect(Buffer.from(phpArray({}), 'base64').toString()).toBe('a:0:{}')
})

test('what looks like PHP structure stays text', () => {
  const hostile = 'O:8:"stdClass":0:{}";i:2;s:1:"x";}'
  expect(decode(phpArray({ 1: hostile })).get(1)).toBe(hostile)
})

test('half a surrogate pair and a strange key are refused', () => {
  expect(() => phpArray({ 1: '\ud800' })).toThrow(RangeError)
  expect(() => phpArray({ [-1]: 'x' })).toThrow(RangeError)
  expect(() => phpArray({ [1.5]: 'x' })).toThrow(RangeError)
})

test('round trip', () => {
  const values = fc.dictionary(fc.nat({ max: 1_000_000 }).map(String), fc.string({ unit: 'grapheme', maxLength: 40 }))
  fc.assert(
    fc.property(values, (fields) => {
      expect(Object.fromEntries(decode(phpArray(fields)))).toEqual({ ...fields })
    }),
    { numRuns: 2000 },
  )
})

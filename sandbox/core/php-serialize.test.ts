import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encoded, serialize } from '../testing/php.ts'
import { unserialize, unserializeArray } from './php-serialize.ts'

const read = (text: string) => unserialize(Buffer.from(text))

describe('unserialize', () => {
  it('reads scalars and arrays', () => {
    expect(read('i:-7;')).toBe(-7)
    expect(read('d:1.5;')).toBe(1.5)
    expect(read('b:1;')).toBe(true)
    expect(read('N;')).toBe(null)
    expect(read('a:2:{i:1;s:6:"Google";s:1:"k";a:1:{i:0;i:3;}}')).toEqual({ 1: 'Google', k: { 0: 3 } })
  })
  it('counts bytes, not characters', () => {
    expect(read('s:7:"Straße";')).toBe('Straße')
    expect(read('s:6:"Straße";')).toBeUndefined()
    expect(read('s:6:"日本";')).toBe('日本')
  })
  it.each([
    'O:8:"stdClass":0:{}',
    'a:1:{i:0;O:8:"stdClass":0:{}}',
    'C:3:"Foo":0:{}',
    'E:3:"A:B";',
    'R:1;',
    'a:2:{i:0;i:1;i:1;r:1;}',
    'a:1:{b:1;i:1;}',
    'a:2:{i:0;i:1;}',
    'a:1:{i:0;i:1;',
    'i:1',
    'i:1;i:2;',
    's:99:"short";',
    's:-1:"";',
    'a:99999:{}',
    '',
    'hello',
    `${'a:1:{i:0;'.repeat(20)}i:1;${'}'.repeat(20)}`,
  ])('refuses %s', (text) => {
    expect(read(text)).toBeUndefined()
  })
  it('reads back whatever was written', () => {
    const scalar = fc.oneof(fc.string({ unit: 'binary' }), fc.integer())
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), scalar), (values) => {
        expect({ ...unserializeArray(encoded(values)) }).toEqual({ ...values })
      }),
    )
  })
  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        read(text)
        unserializeArray(text)
      }),
    )
  })
  it('needs an array within base64', () => {
    expect(unserializeArray(Buffer.from(serialize('text')).toString('base64'))).toBeUndefined()
    expect(unserializeArray(serialize({ 1: 'a' }))).toBeUndefined()
  })
})

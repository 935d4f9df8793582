import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeForm, EncodeError, given, indexed, keyed } from './encode'

const RESERVED = { action: 'UpdateClient', identifier: 'i', secret: 's', responsetype: 'json' }

/** How PHP reads a form body into $_POST, as far as keys go: `.` and space become `_`, brackets nest, the last one wins. */
function php(body: string): Map<string, string> {
  const seen = new Map<string, string>()
  for (const pair of body.split('&')) {
    const [rawKey = '', rawValue = ''] = pair.split('=', 2)
    const key = decodeURIComponent(rawKey.replaceAll('+', ' ')).replace(/^ +/, '').split('\0')[0] ?? ''
    const [name = '', ...rest] = key.split(/(?=\[)/)
    seen.set(name.replace(/[ .]/g, '_') + rest.join(''), decodeURIComponent(rawValue.replaceAll('+', ' ')))
  }
  return seen
}

test('values: text, safe integers, booleans as 1 and 0', () => {
  expect(encodeForm({ a: 'x y&z=1+2é', b: -7, c: true, d: false, e: '' }, {})).toBe(
    'a=x%20y%26z%3D1%2B2%C3%A9&b=-7&c=1&d=0&e=',
  )
})

test('arrays go through the two helpers only', () => {
  const params = { ...indexed('serviceids', [7, 9]), ...keyed('email_preferences', { general: true, invoice: false }) }
  expect([...php(encodeForm(params, {}))]).toEqual([
    ['serviceids[0]', '7'],
    ['serviceids[1]', '9'],
    ['email_preferences[general]', '1'],
    ['email_preferences[invoice]', '0'],
  ])
})

test('given drops what is undefined and nothing else', () => {
  expect(given({ a: undefined, b: '', c: 0, d: false })).toEqual({ b: '', c: 0, d: false })
})

/** A value past the types, as one that came from JSON would be. */
const untyped = (value: unknown): Record<string, string> => JSON.parse(JSON.stringify({ x: value }))

test.each([undefined, null, Number.NaN, Infinity, 1.5, 2 ** 53, [1, 2], {}, new Date(), 1n, Symbol('x'), () => 1])(
  'a value that the types let slip is refused: %s',
  (value) => {
    const params = untyped(1)
    Reflect.set(params, 'x', value)
    expect(() => encodeForm(params, {})).toThrow(EncodeError)
  },
)

test.each([
  'action',
  'ACTION',
  'secret',
  'identifier',
  'username',
  'password',
  'accesskey',
  'responsetype',
  'action[0]',
])('reserved: %s', (key) => {
  expect(() => encodeForm({ [key]: 'DeleteClient' }, RESERVED)).toThrow(EncodeError)
})

test.each([
  'a.b',
  'a b',
  ' action',
  'a[b',
  'a]b',
  'a[b][',
  'a[[b]]',
  '',
  '1a',
  'a\0',
  'a=b',
  'a&b',
  'a%00',
  '__proto__',
  'é',
])('not a parameter name: %j', (key) => {
  expect(() => encodeForm(Object.fromEntries([[key, '1']]), {})).toThrow(EncodeError)
})

test('plain and nested at once is refused', () => {
  expect(() => encodeForm({ a: 1, 'a[0]': 2 }, {})).toThrow(EncodeError)
})

test.each(['\0', 'a\u0001b', '\u001b[0m', '\u007f', '\ud800'])('text that is refused: %j', (value) => {
  expect(() => encodeForm({ a: value }, {})).toThrow(EncodeError)
})

test('line breaks and tabs are text; lengths are capped; a message never holds the value', () => {
  expect(encodeForm({ a: 'x\r\n\ty' }, {})).toBe('a=x%0D%0A%09y')
  expect(() => encodeForm({ a: 'x'.repeat(65_536) }, {})).toThrow('parameter a: too long')
  expect(() =>
    encodeForm(Object.fromEntries(Array.from({ length: 17 }, (_, n) => [`a${n}`, 'x'.repeat(65_000)])), {}),
  ).toThrow('parameter body: too long')
  expect(() => encodeForm({ a: 'geheim\0' }, {})).not.toThrow('geheim')
})

test('PHP reads exactly the keys and values that were meant, whatever was typed', () => {
  const typed = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.constantFrom(
      '&action=DeleteClient',
      'x&secret=',
      '[action]',
      'a=b',
      '%26action%3D',
      '+',
      ';action=1',
      '\r\nX: y',
    ),
  )
  const key = fc.oneof(
    fc.constantFrom('firstname', 'lastname', 'notes', 'serviceids[0]', 'email_preferences[general]'),
    fc.constantFrom(...Object.keys(RESERVED)),
    fc.string({ maxLength: 12 }),
  )
  let encoded = 0
  fc.assert(
    fc.property(fc.dictionary(key, typed, { maxKeys: 6 }), (params) => {
      let body: string
      try {
        body = encodeForm(params, RESERVED)
      } catch (error) {
        expect(error).toBeInstanceOf(EncodeError)
        return
      }
      encoded += 1
      expect(Object.fromEntries(php(body))).toEqual({ ...params, ...RESERVED })
    }),
    { numRuns: 5000 },
  )
  expect(encoded).toBeGreaterThan(500)
})

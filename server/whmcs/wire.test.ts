import { expect, test } from 'vitest'
import type { z } from 'zod'
import { decodeEntities } from './entities'
import { amount, count, date, dateTime, flag, flagOrOff, human, id, idOrNone, text, textOrNone } from './wire'

const ok = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success

test.each([true, 'true', 1, '1', 'on'])('flag on: %j', (value) => expect(flag.parse(value)).toBe(true))
test.each([false, 'false', 0, '0', ''])('flag off: %j', (value) => expect(flag.parse(value)).toBe(false))
test.each([null, undefined, 'TRUE', 'yes', 2, '2', [], {}, 'off ', ' true'])('no flag: %j', (value) => {
  expect(ok(flag, value)).toBe(false)
})
test('a missing flag is off only where that is said', () => {
  expect(flagOrOff.parse(undefined)).toBe(false)
  expect(ok(flagOrOff, 'maybe')).toBe(false)
})

test.each([
  [1, 1],
  ['7', 7],
  [4_294_967_295, 4_294_967_295],
])('id %j', (value, expected) => expect(id.parse(value)).toBe(expected))
test.each([0, '0', -1, 1.5, '1e3', '0x1', '12abc', ' 1', '١', '', null, undefined, true, 2 ** 53, {}, []])(
  'no id: %j',
  (value) => expect(ok(id, value)).toBe(false),
)
test.each([0, '0', '', null, undefined])('no id meant: %j', (value) => expect(idOrNone.parse(value)).toBeNull())
test('an id where none is possible must still be one', () => expect(ok(idOrNone, 'x')).toBe(false))

test.each([
  ['15.95', '15.95'],
  ['-10.00', '-10.00'],
  ['0.000', '0.000'],
  ['1.00000', '1.00000'],
  ['15', '15.00'],
  ['15.9', '15.90'],
  [15, '15.00'],
  [15.95, '15.95'],
  [15.949999999999999, '15.95'],
  [0.1, '0.10'],
])('amount %j → %s', (value, expected) => expect(amount.parse(value)).toBe(expected))
test.each(['$5.00 USD', '1,000.00', '', null, undefined, '1e3', Number.NaN, Infinity, 1e300, 0.123456, true, ' 1'])(
  'no amount: %j',
  (value) => expect(ok(amount, value)).toBe(false),
)

test.each(['0000-00-00', '0000-00-00 00:00:00', '', null, undefined])('no date: %j', (value) => {
  expect(date.parse(value)).toBeNull()
  expect(dateTime.parse(value)).toBeNull()
})
test('dates', () => {
  expect(date.parse('2016-01-31')).toBe('2016-01-31')
  expect(date.parse('2016-01-31 14:06:34')).toBe('2016-01-31')
  expect(dateTime.parse('2016-01-31 14:06:34')).toBe('2016-01-31 14:06:34')
  expect(dateTime.parse('2016-01-31T14:06:34+00:00')).toBe('2016-01-31 14:06:34')
  for (const value of ['2016-02-30', '31/01/2016', 'tomorrow', 20160131]) {
    expect(ok(date, value)).toBe(false)
    expect(ok(dateTime, value)).toBe(false)
  }
  expect(ok(dateTime, '2016-01-31')).toBe(false)
})

test('counts and text', () => {
  expect(count.parse('0')).toBe(0)
  expect(ok(count, -1)).toBe(false)
  expect(ok(count, '')).toBe(false)
  expect(text.parse(null)).toBe('')
  expect(text.parse(7)).toBe('7')
  expect(ok(text, undefined)).toBe(false)
  expect(ok(text, {})).toBe(false)
  expect(textOrNone.parse(undefined)).toBe('')
})

test('entities are decoded exactly once', () => {
  expect(human.parse('i don&#039;t &amp;lt; &lt;b&gt; &quot;x&quot; &#x20AC;')).toBe('i don\'t &lt; <b> "x" €')
  expect(decodeEntities('&unknown; & &#0; &#1114112; &#xd800; &constructor;')).toBe(
    '&unknown; & &#0; &#1114112; &#xd800; &constructor;',
  )
})

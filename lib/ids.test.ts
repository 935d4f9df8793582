import { expect, test } from 'vitest'
import { clientId, locationId, parseId, sessionId } from './ids'

test.each(['0', '-1', '1e3', '0x1', '12abc', ' 1', '1 ', '01', '9007199254740993', '٣', '1 OR 1', '', '1.0', '+1'])(
  '%j is no id',
  (text) => expect(parseId(text)).toBeNull(),
)

test.each([undefined, null, 1, ['1'], { id: '1' }])('%j is no id either', (value) => expect(parseId(value)).toBeNull())

test('ten plain digits are', () => {
  expect(parseId('1')).toBe(1)
  expect(parseId('4294967295')).toBe(4294967295)
})

test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
  '%j is no client: WHMCS would answer for everybody',
  (id) => {
    expect(() => clientId(id)).toThrow(RangeError)
  },
)

test('a location and a session id have one spelling', () => {
  expect(() => locationId('EU')).toThrow(RangeError)
  expect(() => locationId("eu'; drop")).toThrow(RangeError)
  expect(() => sessionId('short')).toThrow(RangeError)
})

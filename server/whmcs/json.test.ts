import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseAnswer } from './json'

const WARNING =
  '<br />\n<b>Warning</b>:  Undefined array key "x{y}" in <b>/whmcs/includes/a.php</b> on line <b>3</b><br />\n'

test('an object, with a byte order mark and white space around it', () => {
  expect(parseAnswer('\ufeff \n{"result":"success"}\r\n')).toEqual({ ok: true, value: { result: 'success' } })
})

test.each([
  ['', 'empty'],
  ['  \n', 'empty'],
  ['<!DOCTYPE html><html></html>', 'html'],
  ['<br />{"result":"success"}', 'html'],
  ['<p>{"result":"success"}', 'html'],
  ['Down for maintenance', 'not_json'],
  ['result=error;message=Invalid IP', 'not_json'],
  ['{"result":"success"', 'not_json'],
  ['{"result":"success"}{"result":"success"}', 'not_json'],
  ['{"result":"success"} trailing', 'not_json'],
  ["{'result':'success'}", 'not_json'],
  ['[1]', 'not_json'],
  ['"success"', 'not_json'],
  ['{"__proto__":{"result":"success"}}', 'unsafe_keys'],
  ['{"a":{"\\u005f_proto__":1}}', 'unsafe_keys'],
  ['{"result":"error","result":"success"}', 'unsafe_keys'],
  ['{"result":"error","\\u0072esult":"success"}', 'unsafe_keys'],
  ['{"a":[{"b":1,"b":2}]}', 'unsafe_keys'],
])('%j is %s', (body, reason) => {
  expect(parseAnswer(body)).toEqual({ ok: false, reason })
})

test('the same key in different objects is no duplicate, and structure inside text is text', () => {
  const value = { a: { id: 1, 'x\\"': ':{"id":1,"id":2}' }, b: [{ id: 1 }, { id: '\\' }] }
  expect(parseAnswer(JSON.stringify(value))).toEqual({ ok: true, value })
})

test.each([
  WARNING,
  WARNING + WARNING,
  'PHP Notice:  Undefined variable $x in /a.php on line 3\n',
  '<b>Deprecated</b>: old in <b>/a.php</b> on line <b>12</b><br />',
])('PHP noise in front is noted: %j', (noise) => {
  expect(parseAnswer(`${noise}{"result":"success"}`)).toEqual({
    ok: true,
    value: { result: 'success' },
    note: 'php_warning',
  })
})

test('noise without an object, or with half of one, is not read', () => {
  expect(parseAnswer(WARNING).ok).toBe(false)
  expect(parseAnswer(`${WARNING}{"result":"succ`).ok).toBe(false)
  expect(parseAnswer(`${WARNING}<html>{"result":"success"}`).ok).toBe(false)
})

test('agrees with JSON.parse on every object that has no unsafe key', () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.string().filter((key) => key !== '__proto__'),
        fc.jsonValue(),
      ),
      (value) => {
        const text = JSON.stringify(value)
        if (text.includes('__proto__')) return
        expect(parseAnswer(text)).toEqual({ ok: true, value: JSON.parse(text) })
      },
    ),
    { numRuns: 1000 },
  )
})

test('2,000 damaged answers: none is read as another answer', () => {
  const answer = '{"result":"error","message":"Invoice Not in Unpaid Status","status":"x"}'
  fc.assert(
    fc.property(
      fc.nat({ max: answer.length }),
      fc.nat({ max: answer.length }),
      fc.string({ maxLength: 4 }),
      (from, to, put) => {
        const parsed = parseAnswer(answer.slice(0, Math.min(from, to)) + put + answer.slice(Math.max(from, to)))
        if (parsed.ok && 'result' in parsed.value) expect(parsed.value.result).not.toBe('success')
      },
    ),
    { numRuns: 2000 },
  )
})

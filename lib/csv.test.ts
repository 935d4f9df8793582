import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toCsv } from './csv'

/** RFC 4180, read by another hand than the one that wrote it. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at]
    if (quoted && letter === '"' && text[at + 1] === '"') {
      cell += '"'
      at += 1
    } else if (letter === '"') quoted = !quoted
    else if (!quoted && letter === ',') {
      row.push(cell)
      cell = ''
    } else if (!quoted && letter === '\r' && text[at + 1] === '\n') {
      rows.push([...row, cell])
      row = []
      cell = ''
      at += 1
    } else cell += letter
  }
  return rows
}

test('begins with a byte order mark and ends each row with CRLF', () => {
  expect(toCsv(['a', 'b'], [['1', '2']])).toBe('\uFEFFa,b\r\n1,2\r\n')
})

test.each(['=HYPERLINK("x")', '+cmd|calc', '@SUM(1)', '-1+1', '\tx', '\rx', '＝1', '＋1', '－x', '＠x'])(
  'a spreadsheet does not run %j',
  (formula) => {
    const [, [cell = ''] = []] = parseCsv(toCsv(['a'], [[formula]]).slice(1))
    expect(cell.startsWith("'")).toBe(true)
    expect(cell.slice(1)).toBe(formula)
  },
)

test('a negative amount stays a number', () => {
  expect(toCsv(['a'], [['-29.99']])).toContain('\r\n-29.99\r\n')
})

test('what goes in comes out', () => {
  const value = fc.string().map((text) => `x${text}`)
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value), { maxLength: 5 }), (rows) => {
      expect(parseCsv(toCsv(['a', 'b'], rows).slice(1))).toEqual([['a', 'b'], ...rows])
    }),
  )
})

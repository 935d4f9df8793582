/** What PHP puts into $_POST: texts, and arrays of them (a list is an array with the keys 0, 1, …). */
export type PhpValue = string | PhpArray
export interface PhpArray {
  [key: string]: PhpValue
}

/** One field of a form; empty when it is not there, or an array. */
export const field = (form: PhpArray, name: string): string => {
  const value = form[name]
  return typeof value === 'string' ? value : ''
}

// PHP's own limits (max_input_vars, max_input_nesting_level).
const MAX_VARIABLES = 1000
const MAX_DEPTH = 64

/** Byte by byte, as PHP does: a broken escape stays as it stands. */
const decode = (text: string): string =>
  text
    .replaceAll('+', ' ')
    .replaceAll(/(?:%[0-9a-f]{2})+/gi, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'))

/** `a[b][]` gives name `a` and path `['b', '']`; a key without a closing bracket is a plain name. */
function splitKey(key: string): { name: string; path: string[] } {
  const trimmed = key.replace(/^ +/, '')
  const open = trimmed.indexOf('[')
  if (open <= 0 || !trimmed.includes(']', open)) return { name: trimmed.replaceAll(/[ .[]/g, '_'), path: [] }
  const name = trimmed.slice(0, open).replaceAll(/[ .]/g, '_')
  const path: string[] = []
  let rest = trimmed.slice(open)
  while (rest.startsWith('[')) {
    const close = rest.indexOf(']')
    if (close < 0) break
    path.push(rest.slice(1, close))
    rest = rest.slice(close + 1)
  }
  return { name, path }
}

function nextIndex(array: PhpArray): string {
  const numbers = Object.keys(array).filter((key) => /^\d+$/.test(key))
  return String(numbers.length === 0 ? 0 : Math.max(...numbers.map(Number)) + 1)
}

const emptyArray = (): PhpArray => Object.create(null)

function put(into: PhpArray, name: string, path: string[], value: string): void {
  let place = into
  let key = name
  for (const step of path) {
    const inner = place[key]
    const array = inner === undefined || typeof inner === 'string' ? emptyArray() : inner
    place[key] = array
    place = array
    key = step === '' ? nextIndex(array) : step
  }
  place[key] = value
}

export function fromPairs(pairs: Iterable<[string, string]>): PhpArray {
  const result = emptyArray()
  let count = 0
  for (const [key, value] of pairs) {
    count += 1
    if (count > MAX_VARIABLES) break
    const { name, path } = splitKey(key)
    if (name === '' || path.length > MAX_DEPTH) continue
    put(result, name, path, value)
  }
  return result
}

/** Reads a form-encoded body the way PHP does. */
export function parsePhpForm(body: string): PhpArray {
  const pairs = body
    .split('&')
    .filter((part) => part !== '')
    .map((part): [string, string] => {
      const equals = part.indexOf('=')
      return equals < 0 ? [decode(part), ''] : [decode(part.slice(0, equals)), decode(part.slice(equals + 1))]
    })
  return fromPairs(pairs)
}

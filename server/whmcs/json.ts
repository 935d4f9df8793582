import 'server-only'

/** A parsed answer. `note` says that PHP printed warnings in front of it. */
export type Parsed =
  | { readonly ok: true; readonly value: Readonly<Record<string, unknown>>; readonly note?: 'php_warning' }
  | { readonly ok: false; readonly reason: 'empty' | 'html' | 'not_json' | 'not_object' | 'unsafe_keys' }

/** What PHP prints with display_errors: `<br />\n<b>Warning</b>:  … on line <b>3</b><br />` or the same in plain text. */
const PHP_NOISE =
  /^(?:\s*(?:<br\s*\/?>\s*)?(?:<b>)?(?:PHP )?(?:Warning|Notice|Deprecated|Strict Standards)(?:<\/b>)?:\s[^\n]*? on line (?:<b>)?\d+(?:<\/b>)?(?:<br\s*\/?>)?)+\s*$/i

/** More would be a page, not a warning. */
const MAX_NOISE = 8_000

const STRINGS = /"[^"\\]*(?:\\.[^"\\]*)*"/g

/**
 * JSON.parse keeps the last of two equal keys silently and accepts `__proto__`: two readers of one answer could see two
 * different things. Outside of strings a colon stands behind each key that was written, so a key that was written twice
 * makes more colons than keys.
 */
function hasUnsafeKeys(text: string, value: unknown): boolean {
  const written = text.replace(STRINGS, '').split(':').length - 1
  let read = 0
  const left: unknown[] = [value]
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (typeof next !== 'object' || next === null) continue
    if (!Array.isArray(next)) {
      const keys = Object.keys(next)
      if (keys.includes('__proto__')) return true
      read += keys.length
    }
    for (const inner of Object.values(next)) if (typeof inner === 'object') left.push(inner)
  }
  return read !== written
}

function parseObject(text: string): Parsed {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { ok: false, reason: 'not_json' }
  }
  if (!isRecord(value)) return { ok: false, reason: 'not_object' }
  if (hasUnsafeKeys(text, value)) return { ok: false, reason: 'unsafe_keys' }
  return { ok: true, value }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function afterNoise(text: string): string | null {
  for (let at = text.indexOf('{'); at !== -1 && at < MAX_NOISE; at = text.indexOf('{', at + 1)) {
    if (PHP_NOISE.test(text.slice(0, at))) return text.slice(at)
  }
  return null
}

/**
 * Reads the body of an answer: exactly one JSON object, with a byte order mark, white space or PHP warnings in front
 * at most. Everything else (a page, a cut-off answer, two objects) is named and refused.
 */
export function parseAnswer(body: string): Parsed {
  const text = body.replace(/^\ufeff/, '').trim()
  if (text === '') return { ok: false, reason: 'empty' }
  if (text.startsWith('{')) return parseObject(text)
  const rest = afterNoise(text)
  if (rest !== null) {
    const parsed = parseObject(rest)
    return parsed.ok ? { ...parsed, note: 'php_warning' } : parsed
  }
  return { ok: false, reason: text.startsWith('<') ? 'html' : 'not_json' }
}

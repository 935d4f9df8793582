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

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1)
  while (end !== -1) {
    let slashes = 0
    while (text[end - 1 - slashes] === '\\') slashes += 1
    if (slashes % 2 === 0) return end
    end = text.indexOf('"', end + 1)
  }
  return text.length
}

/**
 * JSON.parse keeps the last of two equal keys silently and accepts `__proto__`: two readers of one answer could see two
 * different things. Walks over text that JSON.parse has already accepted.
 */
function hasUnsafeKeys(text: string): boolean {
  const seen: (Set<unknown> | null)[] = []
  let lastString = ''
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (character === '"') {
      const end = endOfString(text, at)
      lastString = text.slice(at, end + 1)
      at = end
    } else if (character === '{') seen.push(new Set())
    else if (character === '[') seen.push(null)
    else if (character === '}' || character === ']') seen.pop()
    else if (character === ':') {
      const key: unknown = JSON.parse(lastString)
      const keys = seen.at(-1)
      if (!keys || keys.has(key) || key === '__proto__') return true
      keys.add(key)
    }
  }
  return false
}

function parseObject(text: string): Parsed {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { ok: false, reason: 'not_json' }
  }
  if (!isRecord(value)) return { ok: false, reason: 'not_object' }
  if (hasUnsafeKeys(text)) return { ok: false, reason: 'unsafe_keys' }
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

import 'server-only'

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
}

function character(code: number): string | null {
  const usable = code > 31 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
  return usable || code === 9 || code === 10 || code === 13 ? String.fromCodePoint(code) : null
}

/**
 * WHMCS stores what people typed through htmlspecialchars ("i don&#039;t"). Decoded exactly once: `&amp;lt;` is the text
 * `&lt;`. The result is text and must be rendered as text.
 */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
    if (typeof decimal === 'string') return character(Number(decimal)) ?? whole
    if (typeof hex === 'string') return character(Number.parseInt(hex, 16)) ?? whole
    return typeof name === 'string' && Object.hasOwn(NAMED, name) ? (NAMED[name] ?? whole) : whole
  })
}

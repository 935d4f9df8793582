/** What the standard fonts can write beyond Latin-1: the rest of Windows-1252. */
const EXTRA = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ'
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad]/g

const isLatin = (letter: string) => {
  const code = letter.codePointAt(0) ?? 0
  return letter === '\n' || (code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code <= 0xff) || EXTRA.includes(letter)
}

/** One question mark for each letter the standard fonts have no glyph for; accents are kept where they can be. */
export function latin(text: string): string {
  const composed = text.normalize('NFC').replaceAll('\r\n', '\n').replaceAll(INVISIBLE, '')
  return [...composed].map((letter) => (isLatin(letter) ? letter : plain(letter))).join('')
}

/** Digits of other scripts become ours, and a letter loses an accent that has no glyph. */
function plain(letter: string): string {
  const stripped = letter.normalize('NFKD').replaceAll(/\p{M}/gu, '')
  if ([...stripped].every(isLatin) && stripped !== '') return stripped
  const code = letter.codePointAt(0) ?? 0
  for (const zero of [0x660, 0x6f0, 0x966]) if (code >= zero && code <= zero + 9) return String(code - zero)
  return '?'
}

export const isComplete = (text: string): boolean => latin(text) === text.normalize('NFC').replaceAll('\r\n', '\n')

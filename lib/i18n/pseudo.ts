const ACCENTS: Readonly<Record<string, string>> = {
  a: 'å',
  e: 'é',
  i: 'ï',
  o: 'ø',
  u: 'û',
  A: 'Å',
  E: 'É',
  I: 'Ï',
  O: 'Ø',
  U: 'Û',
}

type Messages = { readonly [key: string]: string | Messages }

/** `Invoices` → `⟦Ïnvøïcés···⟧`: a third longer, and recognisable. ICU arguments and tags stay as they are. */
function pseudoText(text: string): string {
  let depth = 0
  let inTag = false
  let result = ''
  for (const letter of text) {
    if (letter === '{') depth += 1
    if (letter === '<') inTag = true
    result += depth === 0 && !inTag ? (ACCENTS[letter] ?? letter) : letter
    if (letter === '}') depth -= 1
    if (letter === '>') inTag = false
  }
  return `⟦${result}${'·'.repeat(Math.ceil(text.length / 3))}⟧`
}

export function pseudoMessages(messages: Messages): Messages {
  return Object.fromEntries(
    Object.entries(messages).map(([key, value]) => [
      key,
      typeof value === 'string' ? pseudoText(value) : pseudoMessages(value),
    ]),
  )
}

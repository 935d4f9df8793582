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

/** A message as the build compiles it: text, or pieces of text between arguments, choices and tags. */
type Message = string | readonly unknown[]
type Messages = { readonly [key: string]: Message | Messages }

/** `Invoices` → `⟦Ïnvøïcés···⟧`: a third longer, and recognisable. Arguments and choices stay as they are. */
function pseudoMessage(message: Message): Message {
  const more = '·'.repeat(Math.ceil(lengthOf(message) / 3))
  if (typeof message === 'string') return `⟦${accented(message)}${more}⟧`
  return ['⟦', ...message.map(pseudoPiece), `${more}⟧`]
}

function pseudoPiece(piece: unknown): unknown {
  if (typeof piece === 'string') return accented(piece)
  return isTag(piece) ? [piece[0], ...piece.slice(1).map(pseudoPiece)] : piece
}

/** `["link", "text"]`: an argument is alone with its name, and a choice has a number behind it. */
function isTag(piece: unknown): piece is readonly unknown[] {
  return Array.isArray(piece) && piece.length > 1 && typeof piece[1] !== 'number'
}

function accented(text: string): string {
  return text.replace(/[aeiou]/gi, (letter) => ACCENTS[letter] ?? letter)
}

function lengthOf(message: unknown): number {
  if (typeof message === 'string') return message.length
  return Array.isArray(message) ? message.reduce<number>((sum, piece) => sum + lengthOf(piece), 0) : 0
}

export function pseudoMessages(messages: Messages): Messages {
  return Object.fromEntries(
    Object.entries(messages).map(([key, value]) => [
      key,
      isMessage(value) ? pseudoMessage(value) : pseudoMessages(value),
    ]),
  )
}

function isMessage(value: Message | Messages): value is Message {
  return typeof value === 'string' || Array.isArray(value)
}

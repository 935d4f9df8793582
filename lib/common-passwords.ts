/**
 * What everybody tries first (NIST SP 800-63B-4, 3.1.1.2: a list of passwords that are commonly used). With fifteen
 * characters at least, that is one word over and over, a row of keys, or a well-known word with a tail; so they are found
 * by how they are made, and not by a list of millions.
 */
const WORDS = [
  'password passwort kennwort wachtwoord passord contrasena motdepasse senha parola secret geheim letmein welcome willkommen',
  'welkom iloveyou sunshine princess football baseball monkey dragon master superman batman trustno abcdef qwertyuiop',
  'qwerty qwertz azerty administrator admin login default changeme hello hallo correcthorsebatterystaple whatever',
  'whmcs hosting server billing portal customer account money freedom shadow michael jordan starwars pokemon',
]
  .join(' ')
  .split(' ')
  .toSorted((a, b) => b.length - a.length)

const ROWS = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
]
const RUNS = ROWS.flatMap((row) => [row, [...row].toReversed().join('')])

/** What must be left when everything that is easily guessed is taken away. */
const OWN_CHARACTERS = 6

function withoutRuns(text: string): string {
  let left = text
  for (const run of RUNS) {
    for (let length = run.length; length >= 4; length -= 1) {
      for (let start = 0; start + length <= run.length; start += 1) {
        left = left.replaceAll(run.slice(start, start + length), '')
      }
    }
  }
  return left
}

/** `own`: what is known of the person, such as names and address. */
export function isCommonPassword(password: string, own: readonly string[] = []): boolean {
  const text = password.toLowerCase().slice(0, 200)
  if (new Set(text).size < OWN_CHARACTERS) return true
  // One piece over and over.
  if (`${text}${text}`.slice(1, -1).includes(text)) return true
  const personal = own
    .flatMap((value) => value.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter((word) => word.length >= 3)
  const left = [...personal, ...WORDS].reduce((rest, word) => rest.replaceAll(word, ''), withoutRuns(text))
  return new Set(left.replace(/[^\p{L}\p{N}]/gu, '')).size < OWN_CHARACTERS
}

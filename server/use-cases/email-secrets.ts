import 'server-only'
import type { Withheld } from '@/lib/schemas/email'
import { decodeEntities } from '@/server/whmcs/entities'
import { textOf } from './email-text'

/**
 * WHMCS keeps every mail as it was sent, the password and the link that works once in it. Whoever may read the account's
 * mails (a sub-user, a borrowed screen) could take a service or the owner's login with it. So such a mail is withheld as
 * a whole; it is still in the mailbox that it was sent to. When in doubt it is withheld.
 */

const WORD = '(?:pw|pass(?:word|wd)?|kennwort)'
/** The part of an address that says what it is for; a token must follow it, for the page that asks for one is no secret. */
const PURPOSE = new RegExp(
  `(?:${WORD}[-_/.]?reset|reset[-_/.]?${WORD}|forgot[-_/.]?${WORD}|/invite/|singlesignon|dologin|auto[-_]?login|magic[-_]?link)(.*)`,
  's',
)
const TOKEN = /[a-z0-9_-]{16}/

function plain(address: string): string {
  try {
    return decodeURIComponent(address).toLowerCase()
  } catch {
    return address.toLowerCase()
  }
}

function holdsLink(html: string): boolean {
  const addresses = decodeEntities(html).match(/https?:\/\/[^\s"'<>]+/gi) ?? []
  return addresses.some((address) => TOKEN.test(PURPOSE.exec(plain(address).slice(0, 4000))?.[1] ?? ''))
}

/** What WHMCS's languages call a password, and the code that moves a domain. */
const LABEL = [
  'pass ?words?|passphrase|kenn ?wort|passwort|wachtwoord|mot de passe|contrase[ñn]a|contrasenya|senha|palavra[- ]passe',
  'parolă|parola|şifre|sifre|lösenord|adgangskode|passord|salasana|parool|jelsz[óo]|has[łl]o|heslo|lozinka|zaporka|geslo',
  'пароль|лозинка|парола|كلمة (?:المرور|السر)|رمز عبور|گذرواژه|סיסמה|סיסמא|密码|密碼|パスワード|κωδικός',
  '(?:epp|auth(?:ori[sz]ation)?)[- ]code',
].join('|')

const SAID = new RegExp(`(?:${LABEL})[^:：=]{0,30}[:：=] ?(\\S.*)`, 'i')
const LABEL_AT_END = new RegExp(`(?:${LABEL})[^:：=]{0,15}(:|：|=)?$`, 'i')
const IN_SENTENCE = new RegExp(`(?:${LABEL})(?: now)? (?:is|lautet|ist|est|es|è|é|jest|är|er)(?: nu| now)? (\\S+)`, 'i')

/** Not a password: an address to go to, or one that was blotted out. */
const HARMLESS = /^(?:https?:|[*•x.·_-]+$|\()/i

function isValue(text: string | undefined): boolean {
  return text !== undefined && text !== '' && !HARMLESS.test(text)
}

/** In the middle of a sentence a word is a password when no word looks like it. */
function looksMade(word: string): boolean {
  const bare = word.replace(/^["'“„«(]+|["'”»).,;!?]+$/g, '')
  return bare.length >= 5 && /\d|[!#$%&*+=?@^~]|\p{Ll}\p{Lu}/u.test(bare) && isValue(bare)
}

function holdsPassword(rows: readonly (readonly string[])[]): boolean {
  const cells = rows.flatMap((row) => row.map((text, at) => ({ text, next: row[at + 1] })))
  return cells.some(({ text, next }, at) => {
    if (isValue(SAID.exec(text)?.[1]) || looksMade(IN_SENTENCE.exec(text)?.[1] ?? '')) return true
    const label = text.length <= 60 ? LABEL_AT_END.exec(text) : null
    if (!label) return false
    // With a colon the value may stand on the next line; without one, only in the next cell, and as one word.
    if (label[1]) return isValue(next ?? cells[at + 1]?.text)
    return isValue(next) && !/\s/.test(next ?? '')
  })
}

/** What in a mail must not be shown; null when there is nothing. */
export function secretIn(email: { readonly subject: string; readonly html: string }): Withheld | null {
  if (holdsLink(email.html)) return 'link'
  return holdsPassword([[email.subject], ...textOf(email.html)]) ? 'password' : null
}

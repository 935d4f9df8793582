import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import { parseId } from '@/lib/ids'
import type { Person } from '@/lib/ids'

/**
 * A moment as it is stored: milliseconds since 1970 in UTC. Whole numbers compare alike in both databases.
 * @throws RangeError for an invalid Date, which would be stored as null
 */
export function time(date: Date): number {
  const ms = date.getTime()
  if (Number.isNaN(ms)) throw new RangeError('not a time')
  return ms
}

/**
 * Text as both databases give it back unchanged: PostgreSQL refuses U+0000, and half a surrogate pair would return as
 * another character, which the audit chain would take for tampering. Cut to `max` UTF-16 units.
 */
export function storable(text: string, max: number): string {
  const wellFormed = Buffer.from(text.slice(0, max)).toString()
  return wellFormed.replaceAll('\0', '\uFFFD')
}

/** SHA-256 in lower-case hexadecimal. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

/** 256 random bits, base64url, 43 characters. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url')
}

const PERSON = /^(user|client|contact):([0-9]+)$/

/** Reads what `personKey` wrote. @throws RangeError for anything else: a row nobody here wrote. */
export function parsePerson(key: string): Person {
  const [, kind, digits] = PERSON.exec(key) ?? []
  const id = parseId(digits)
  if (id === null) throw new RangeError('not a person')
  if (kind === 'user' || kind === 'client' || kind === 'contact') return { kind, id }
  throw new RangeError('not a person')
}

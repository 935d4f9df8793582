import 'server-only'
import type { Argon2Parameters } from 'node:crypto'
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

/** Argon2id with OWASP's first choice of cost: 19 MiB, two passes. A hash carries its own, so a later choice mends itself. */
const MEMORY = 19_456
const PASSES = 2
const LENGTH = 32

const HASH = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=1\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/

const derive = promisify((parameters: Argon2Parameters, done: (error: Error | null, key: Buffer) => void) =>
  argon2('argon2id', parameters, done),
)

function plain(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}

/** Byte for byte as it was typed. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const cost = { parallelism: 1, memory: MEMORY, passes: PASSES, tagLength: LENGTH }
  const key = await derive({ message: password, nonce, ...cost })
  return `$argon2id$v=19$m=${MEMORY},t=${PASSES},p=1$${plain(nonce)}$${plain(key)}`
}

/** Of nothing: it costs what a real one costs, so that time does not tell who is an agent. */
const NOBODY = `$argon2id$v=19$m=${MEMORY},t=${PASSES},p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`

/** False also for null, after the same work. */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const [, memory, passes, nonce = '', key = ''] = HASH.exec(stored ?? NOBODY) ?? []
  if (key === '') return false
  const cost = { parallelism: 1, memory: Number(memory), passes: Number(passes), tagLength: LENGTH }
  const derived = await derive({ message: password, nonce: Buffer.from(nonce, 'base64'), ...cost })
  return timingSafeEqual(derived, Buffer.from(key, 'base64')) && stored !== null
}

/** 20 characters without any that is taken for another: 100 bits, for a password manager. */
export function newPassword(): string {
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789'
  const all = Array.from(randomBytes(20), (byte) => letters[byte % 32]).join('')
  return all.replace(/(.{5})(?=.)/g, '$1-')
}

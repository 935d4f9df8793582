import 'server-only'
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { sha256 } from '@/server/store/columns'

/** RFC 6238 with what every authenticator application takes for granted: SHA-1, 30 seconds, six digits. */
const STEP_MS = 30_000
/** One step early or late is forgiven: clocks differ, and people type. */
const SHIFTS = [0, -1, 1]

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

function toBase32(bytes: Buffer): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => BASE32[parseInt(five.padEnd(5, '0'), 2)]).join('')
}

function fromBase32(text: string): Buffer {
  const bits = Array.from(text, (letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => parseInt(eight, 2)))
}

/** 160 random bits, as RFC 4226 recommends, in 32 letters. */
export function newTotpSecret(): string {
  return toBase32(randomBytes(20))
}

export function codeAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', fromBase32(secret)).update(counter).digest()
  const offset = (mac.at(-1) ?? 0) & 15
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

export function stepAt(now: Date): number {
  return Math.floor(now.getTime() / STEP_MS)
}

/** The time step whose code this is, for the caller to use up; null for a wrong code. */
export function matchingStep(secret: string, code: string, now: Date): number | null {
  if (!/^\d{6}$/.test(code)) return null
  const steps = SHIFTS.map((shift) => stepAt(now) + shift)
  return steps.find((step) => timingSafeEqual(Buffer.from(codeAt(secret, step)), Buffer.from(code))) ?? null
}

/** What an authenticator application reads from the picture. */
export function otpauthUri(secret: string, account: string, issuer: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`
  return `otpauth://totp/${label}?${new URLSearchParams({ secret, issuer })}`.replaceAll('+', '%20')
}

const CODES = 10

/** Ten codes of 80 bits, `abcd-efgh-ijkl-mnop`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: CODES }, () => {
    const letters = toBase32(randomBytes(10)).toLowerCase()
    return letters.replace(/(.{4})(?=.)/g, '$1-')
  })
}

/** How a recovery code is kept, however it was typed. */
export function recoveryHash(code: string): string {
  return sha256(`recovery:${code.toLowerCase().replace(/[^a-z2-7]/g, '')}`)
}

import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import type { z } from 'zod'
import { same } from './totp.ts'

export type Claims = Record<string, string | number | boolean | string[]>

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')

export interface SigningKey {
  kid: string
  privateKey: KeyObject
  /** As `certs.php` publishes it. */
  jwk: object
}

export function createSigningKey(kid: string): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { kid, privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' } }
}

export function signRs256(key: SigningKey, claims: Claims): string {
  const body = `${encode({ typ: 'JWT', alg: 'RS256', kid: key.kid })}.${encode(claims)}`
  return `${body}.${sign('sha256', Buffer.from(body), key.privateKey).toString('base64url')}`
}

/** What an attacker would write: it says that it is not signed. */
export const unsigned = (claims: Claims): string => `${encode({ typ: 'JWT', alg: 'none' })}.${encode(claims)}.`

const mac = (secret: string, body: string) => createHmac('sha256', secret).update(body).digest('base64url')

export function signHs256(secret: string, claims: Claims): string {
  const body = `${encode({ typ: 'JWT', alg: 'HS256' })}.${encode(claims)}`
  return `${body}.${mac(secret, body)}`
}

/** The claims of a token this secret signed; undefined for every other text. */
export function readHs256<T>(secret: string, token: string, claims: z.ZodType<T>): T | undefined {
  const [head, body, signature, ...rest] = token.split('.')
  if (head === undefined || body === undefined || signature === undefined || rest.length > 0) return undefined
  if (!same(signature, mac(secret, `${head}.${body}`))) return undefined
  return claims.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString())).data
}

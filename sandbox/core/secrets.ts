import { createHash, randomBytes } from 'node:crypto'

const digest = (salt: string, password: string) =>
  createHash('sha256').update(`${salt}:${password}`).digest('base64').slice(0, 43).replaceAll('+', '.')

/** Looks like the bcrypt text WHMCS keeps; it is salted SHA-256, since no demo password is worth more time. */
export const hashPassword = (password: string, salt: string = randomBytes(5).toString('hex')): string =>
  `$2y$10$${salt}${digest(salt, password)}`

export function checkPassword(password: string, hash: string): boolean {
  return hash.length === 60 && hash === hashPassword(password, hash.slice(7, 17))
}

export const randomHex = (length: number): string =>
  randomBytes(Math.ceil(length / 2))
    .toString('hex')
    .slice(0, length)

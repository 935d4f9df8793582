import 'server-only'
import { createHash } from 'node:crypto'

/** What an email address is counted under: spellings of one address are one, and no address stands in the store. */
export function emailKey(email: string): string {
  return createHash('sha256').update(email.normalize('NFKC').toLowerCase()).digest('base64url')
}

import 'server-only'
import { createHash } from 'node:crypto'

/** Names one state of a thing, whatever the order of its fields, so that a form made from another one is noticed. */
export function versionOf(thing: Readonly<Record<string, unknown>>): string {
  const fields = Object.entries(thing).sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(fields)).digest('base64url')
}

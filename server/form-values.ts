import 'server-only'
import type { z } from 'zod'
import { PortalError } from './errors'

export type FormValues = Readonly<Record<string, string | readonly string[]>>

/** What a form must never be given back. */
const SECRET = /password|code|secret|pin/i

/** React's own bookkeeping fields and the intent are not input; a file is refused, a repeated name becomes a list. */
export function formValues(form: FormData): FormValues {
  const values: Record<string, string | string[]> = {}
  for (const name of new Set(form.keys())) {
    if (name.startsWith('$ACTION') || name === 'intent') continue
    const all = form.getAll(name)
    const texts = all.filter((value) => typeof value === 'string')
    const [first] = texts
    if (first === undefined || texts.length !== all.length) throw new PortalError('invalid')
    values[name] = texts.length === 1 ? first : texts
  }
  return values
}

/** What goes back into the form: everything typed, passwords and codes excepted. */
export function keptValues(values: FormValues): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'string' && !SECRET.test(name)) kept[name] = value
  }
  return kept
}

/** @throws PortalError `invalid`, with a message key per field; an unknown field is refused, never dropped. */
export function parseForm<S extends z.ZodType>(schema: S, values: FormValues): z.output<S> {
  const parsed = schema.safeParse(values)
  if (parsed.success) return parsed.data
  const fields: Record<string, string> = {}
  for (const issue of parsed.error.issues) {
    const [name] = issue.path
    if (typeof name === 'string') fields[name] ??= issue.message
  }
  throw new PortalError('invalid', { fields })
}

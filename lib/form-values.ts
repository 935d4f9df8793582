import type { $ZodType, output } from 'zod/v4/core'
import { safeParse } from 'zod/v4/core'

/** What a form holds: a name that stands once is a text, one that is repeated is a list. */
export type FormValues = Readonly<Record<string, string | readonly string[]>>

/** React's own bookkeeping fields and the intent are not input. Null when there is a file in it. */
export function formValues(form: FormData): FormValues | null {
  const names = [...new Set(form.keys())].filter((name) => !name.startsWith('$ACTION') && name !== 'intent')
  const fields = names.map((name) => [name, form.getAll(name).filter((value) => typeof value === 'string')] as const)
  if (fields.some(([name, texts]) => texts.length !== form.getAll(name).length)) return null
  // Not by assignment: a field that is called __proto__ must be seen, to be refused.
  return Object.fromEntries(fields.map(([name, texts]) => [name, texts.length > 1 ? texts : (texts[0] ?? '')]))
}

/** Field name to a key under `errors`; empty when no field is to blame. */
export type Faults = Readonly<Record<string, string>>

/** Zod has sentences of its own, in English, for what only a crafted request can send: a list where a text belongs. */
function keyOf(message: string): string {
  return /^[a-z_]+$/.test(message) ? message : 'field_invalid'
}

/** The one reading of a form: the browser asks it before it sends, the server before it believes. */
export function checkForm<S extends $ZodType>(
  schema: S,
  values: FormValues,
): { readonly ok: true; readonly data: output<S> } | { readonly ok: false; readonly faults: Faults } {
  const parsed = safeParse(schema, values)
  if (parsed.success) return { ok: true, data: parsed.data }
  const faults: Record<string, string> = {}
  for (const issue of parsed.error.issues) {
    const [name] = issue.path
    if (typeof name === 'string') faults[name] ??= keyOf(issue.message)
  }
  return { ok: false, faults }
}

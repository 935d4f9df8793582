import 'server-only'
import type { $ZodType, output } from 'zod/v4/core'
import type { FormValues } from '@/lib/form-values'
import { checkForm, formValues } from '@/lib/form-values'
import { PortalError } from './errors'

/** What a form must never be given back. A postcode is no code. */
const SECRET = /password|secret|^(?:code|pin|key)$/i

/** @throws PortalError `invalid` for a file. */
export function valuesOf(form: FormData): FormValues {
  const values = formValues(form)
  if (!values) throw new PortalError('invalid')
  return values
}

/** What goes back into the form: everything typed, passwords and codes excepted. */
export function keptValues(values: FormValues): FormValues {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !SECRET.test(name)))
}

/** @throws PortalError `invalid`, with a message key per field; an unknown field is refused, never dropped. */
export function parseForm<S extends $ZodType>(schema: S, values: FormValues): output<S> {
  const checked = checkForm(schema, values)
  if (checked.ok) return checked.data
  throw new PortalError('invalid', { fields: checked.faults })
}

import 'server-only'
import { z } from 'zod'
import { EMAIL_KINDS, type EmailKind } from '@/lib/schemas/contact'
import { keyed, type Params } from './encode'
import { isRecord } from './json'
import { flagOrOff } from './wire'

const flags = z.object({
  general: flagOrOff,
  product: flagOrOff,
  domain: flagOrOff,
  invoice: flagOrOff,
  support: flagOrOff,
  affiliate: flagOrOff,
})

function chosen(wanted: Readonly<Record<EmailKind, boolean>>): EmailKind[] {
  return EMAIL_KINDS.filter((kind) => wanted[kind])
}

/** `email_preferences` of a client (7.10 and later); null where WHMCS does not send it. */
export const emailPreferences = z
  .unknown()
  .optional()
  .transform((value, context): EmailKind[] | null => {
    if (!isRecord(value)) return null
    const parsed = flags.safeParse(value)
    if (parsed.success) return chosen(parsed.data)
    context.addIssue({ code: 'custom', message: 'not e-mail preferences' })
    return z.NEVER
  })

/** Every kind is said, so that what is not chosen is switched off. */
export function preferenceParams(kinds: readonly EmailKind[]): Params {
  return keyed('email_preferences', Object.fromEntries(EMAIL_KINDS.map((kind) => [kind, kinds.includes(kind)])))
}

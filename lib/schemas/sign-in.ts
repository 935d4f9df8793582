import * as z from 'zod/mini'
import { email, requiredLine } from './form'

/** The password goes to WHMCS byte for byte: nothing is trimmed or normalised (ASVS 6.2.8). */
export const signInInput = z.strictObject({
  email: email('email_required'),
  password: z.string('password_required').check(z.minLength(1, 'password_required'), z.maxLength(1024)),
  /** Which installation, where there are several and somebody said so. */
  location: z.optional(z.string().check(z.maxLength(20))),
  next: z.optional(z.string().check(z.maxLength(500))),
})

/** An agent belongs to no installation. */
export const agentSignInInput = z.omit(signInInput, { location: true })

export const codeInput = z.strictObject({ code: requiredLine(64, 'code_required') })

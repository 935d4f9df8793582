import { z } from 'zod'
import { line } from './form'

/** The password goes to WHMCS byte for byte: nothing is trimmed or normalised (ASVS 6.2.8). */
export const signInInput = z.strictObject({
  email: line(254).pipe(z.string().min(1, 'email_required').pipe(z.email('email_format'))),
  password: z.string('password_required').min(1, 'password_required').max(1024),
  next: z.string().max(500).optional(),
})

export const codeInput = z.strictObject({
  code: line(64).pipe(z.string().min(1, 'code_required')),
})

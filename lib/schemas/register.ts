import * as z from 'zod/mini'
import { isCommonPassword } from '../common-passwords'
import { COUNTRIES } from '../countries'
import type { FormValues } from '../form-values'
import { plainEmail, ticked } from './form'
import type { ProfilePolicy } from './profile'
import { profileShape } from './profile'

/** Which fields a new customer fills in. `locked` are those that the form does not have. */
export type RegistrationPolicy = ProfilePolicy & { readonly termsUrl: string | null }

/** NIST SP 800-63B-4, 3.1.1.2: fifteen where the password is the only factor, which it is for a new account. */
export const PASSWORD_MIN = 15
/** The same asks for 64 at least. */
export const PASSWORD_MAX = 128

/** Every character counts as one, spaces and those of any script included; there are no other rules of composition. */
export function passwordLength(password: string): number {
  return [...password].length
}

const newPassword = z.string('password_required').check(
  z.minLength(1, 'password_required'),
  z.refine((text: string) => text === '' || passwordLength(text) >= PASSWORD_MIN, 'password_short'),
  z.maxLength(PASSWORD_MAX, 'too_long'),
)

const accepted = ticked(['yes']).check(z.minLength(1, 'terms_required'))

const knownCountry = z.refine<FormValues>(({ country }) => COUNTRIES.includes(String(country).toUpperCase()), {
  path: ['country'],
  error: 'country_required',
})

const uncommonPassword = z.refine<FormValues>(
  ({ password, email, firstName, lastName, company }) =>
    !isCommonPassword(
      String(password),
      [email, firstName, lastName, company].map((value) => String(value ?? '')),
    ),
  { path: ['password'], error: 'password_common' },
)

/** A new customer: who they are, where invoices go, and what they will sign in with. */
export function registerInput(policy: RegistrationPolicy) {
  return z
    .strictObject({
      ...profileShape(policy),
      terms: policy.termsUrl === null ? ticked(['yes']) : accepted,
      email: plainEmail('email_required'),
      password: newPassword,
      marketing: ticked(['yes']),
    })
    .check(knownCountry, uncommonPassword)
}

/** What `registerInput` answers: texts by field name. */
export type RegisterInput = FormValues & {
  readonly email: string
  readonly password: string
  readonly marketing: readonly string[]
}

import * as z from 'zod/mini'
import { COUNTRIES } from '../countries'
import type { FormValues } from '../form-values'
import { plainEmail, ticked } from './form'
import type { ProfilePolicy } from './profile'
import { profileShape } from './profile'

/** Which fields a new customer fills in. `locked` are those that the form does not have. */
export type RegistrationPolicy = ProfilePolicy & {
  readonly termsUrl: string | null
  /** Where a new customer's account can be; empty when there is nothing to choose. */
  readonly locations: readonly { readonly id: string; readonly name: string }[]
}

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

/** Whether a password is one of many, or what else the form says. */
export type IsCommon = (password: string, words: readonly string[]) => boolean

const uncommonPassword = (isCommon: IsCommon) =>
  z.refine<FormValues>(
    ({ password, email, firstName, lastName, company }) =>
      !isCommon(
        String(password),
        [email, firstName, lastName, company].map((value) => String(value ?? '')),
      ),
    { path: ['password'], error: 'password_common' },
  )

const terms = ({ termsUrl }: RegistrationPolicy) => (termsUrl === null ? ticked(['yes']) : accepted)

/** One of those that are offered; a form that has no choice has no such field. */
function place({ locations }: RegistrationPolicy) {
  const known = z
    .string('place_required')
    .check(z.refine((id) => locations.some((one) => one.id === id), 'place_required'))
  return Object.fromEntries(locations.length > 0 ? [['location', known]] : [])
}

/** One more account for somebody who signs in already: without a password, because they have one. */
export function anotherAccountInput(policy: RegistrationPolicy) {
  const agreement = { terms: terms(policy), email: plainEmail('email_required'), marketing: ticked(['yes']) }
  return z.strictObject({ ...profileShape(policy), ...agreement }).check(knownCountry)
}

/** What `anotherAccountInput` answers: texts by field name. */
export type AnotherAccountInput = FormValues & { readonly email: string; readonly marketing: readonly string[] }

/**
 * A new customer: who they are, where invoices go, and what they will sign in with.
 *
 * @param isCommon left out in the browser: the list of passwords weighs more than the answer is early
 */
export function registerInput(policy: RegistrationPolicy, isCommon: IsCommon = () => false) {
  return z
    .strictObject({
      ...place(policy),
      ...profileShape(policy),
      terms: terms(policy),
      email: plainEmail('email_required'),
      password: newPassword,
      marketing: ticked(['yes']),
    })
    .check(knownCountry, uncommonPassword(isCommon))
}

/** What `registerInput` answers: texts by field name. */
export type RegisterInput = AnotherAccountInput & { readonly password: string }

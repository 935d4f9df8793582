import * as z from 'zod/mini'
import { email, idText, line, requiredLine, ticked } from './form'

/** The kinds of mail that a client or contact may receive (WHMCS `email_preferences`). */
export const EMAIL_KINDS = ['general', 'product', 'domain', 'invoice', 'support', 'affiliate'] as const
export type EmailKind = (typeof EMAIL_KINDS)[number]

/** Digits and what people put between them; an extension may follow. Kept as typed. */
const PHONE = /^(?:\+?[\d\s().\/-]*\d[\d\s().\/-]*(?:(?:x|ext\.?)\s?\d{1,6})?)?$/i

const details = {
  firstName: requiredLine(100, 'first_name_required'),
  lastName: requiredLine(100, 'last_name_required'),
  company: line(200),
  email: email('contact_email_required'),
  phone: z.pipe(line(40), z.string().check(z.regex(PHONE, 'phone_format'))),
  address1: line(200),
  address2: line(200),
  city: line(100),
  state: line(100),
  postcode: line(20),
  country: z.pipe(line(2), z.string().check(z.regex(/^(?:[a-z]{2})?$/i, 'country_format'))),
  emails: ticked(EMAIL_KINDS),
}

/** The tax id can be said here and never again: UpdateContact has none. */
export const newContactInput = z.strictObject({ ...details, taxId: line(50) })

/** `version` is what `contact` looked like when the form was made. */
export const contactChangeInput = z.strictObject({
  ...details,
  contact: idText('not_found'),
  version: z.string().check(z.maxLength(100)),
})

/** What may be said about a contact: somebody who receives mail. Who signs in is a user. */
export type ContactInput = {
  readonly firstName: string
  readonly lastName: string
  readonly company: string
  readonly email: string
  readonly address1: string
  readonly address2: string
  readonly city: string
  readonly state: string
  readonly postcode: string
  /** ISO 3166-1 alpha-2, or ''. */
  readonly country: string
  readonly phone: string
  readonly emails: readonly EmailKind[]
}

export type Contact = ContactInput & {
  readonly id: number
  /** WHMCS 7.x only: this contact can sign in too, and is shown among the people. */
  readonly signsIn: boolean
}

/** What a contact is called: WHMCS asks for none of its names. */
export function contactName({ firstName, lastName, company, email: address }: ContactInput): string {
  return `${firstName} ${lastName}`.trim() || company || address
}

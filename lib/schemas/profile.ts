import * as z from 'zod/mini'
import type { FormValues } from '../form-values'
import { EMAIL_KINDS } from './contact'
import { email, line, requiredLine, ticked } from './form'

/** What a customer may say about the account, in the order of the form. */
export const PROFILE_FIELDS = [
  'firstName',
  'lastName',
  'company',
  'taxId',
  'country',
  'address1',
  'address2',
  'postcode',
  'city',
  'state',
  'phone',
] as const
export type ProfileField = (typeof PROFILE_FIELDS)[number]

/** A client custom field. WHMCS's API tells ids and values only, so the operator names what customers may see. */
export type CustomField = {
  readonly id: number
  readonly name: string
  readonly hint?: string | undefined
  readonly required: boolean
  /** With options it is a list to choose from. */
  readonly options?: readonly string[] | undefined
  /** Shown, not changed. */
  readonly locked: boolean
}

/** Which fields the operator locked, and which may stay empty. */
export type ProfilePolicy = {
  readonly locked: readonly (ProfileField | 'email')[]
  readonly optional: readonly ProfileField[]
  readonly customFields: readonly CustomField[]
}

const MAX: Readonly<Record<ProfileField, number>> = {
  firstName: 100,
  lastName: 100,
  company: 200,
  taxId: 50,
  country: 2,
  address1: 200,
  address2: 200,
  postcode: 20,
  city: 100,
  state: 100,
  phone: 40,
}

const COUNTRY = z.string().check(z.regex(/^(?:[a-z]{2})?$/i, 'country_format'))

/** The message keys of an empty field; the others have the general one. */
const MISSING: Readonly<Partial<Record<ProfileField, string>>> = {
  firstName: 'first_name_required',
  lastName: 'last_name_required',
  country: 'country_required',
}

function fieldSchema(field: ProfileField, optional: boolean) {
  const text = optional ? line(MAX[field]) : requiredLine(MAX[field], MISSING[field] ?? 'field_required')
  return field === 'country' ? z.pipe(text, COUNTRY) : text
}

/** The name of a custom field in a form. */
export function customName({ id }: Pick<CustomField, 'id'>): string {
  return `custom${id}`
}

/** A list's options are not checked here: what is stored stays, though the operator offers it no longer. */
function customSchema({ required }: CustomField) {
  return required ? requiredLine(1000, 'field_required') : line(1000)
}

/** The fields that the policy lets a customer fill in. A locked one is unknown to the form, and refused when it comes. */
export function profileShape({ locked, optional, customFields }: ProfilePolicy) {
  const open = PROFILE_FIELDS.filter((field) => !locked.includes(field))
  const own = open.map((field) => [field, fieldSchema(field, optional.includes(field))] as const)
  const custom = customFields.filter((field) => !field.locked)
  return Object.fromEntries([...own, ...custom.map((field) => [customName(field), customSchema(field)] as const)])
}

const version = z.string().check(z.maxLength(100))

/**
 * The account's details. `version` is what they were when the form was made. How the account is reached is another form:
 * it asks who is at the keyboard.
 */
export function profileInput(policy: ProfilePolicy) {
  return z.strictObject({ ...profileShape({ ...policy, locked: [...policy.locked, 'phone'] }), version })
}

/** How the account is reached. */
export function reachInput({ locked, optional }: ProfilePolicy) {
  const phone = fieldSchema('phone', optional.includes('phone'))
  return z.strictObject({
    ...(!locked.includes('email') && { email: email('email_required') }),
    ...(!locked.includes('phone') && { phone }),
    version,
  })
}

/** What `profileInput` answers: texts by field name. */
export type ProfileInput = FormValues & { readonly version: string }

export const profilePreferencesInput = z.strictObject({
  emails: ticked(EMAIL_KINDS),
  marketing: ticked(['yes']),
  /** WHMCS's name of a language, or '' for the installation's own. */
  language: z.string().check(z.regex(/^[a-z-]{0,40}$/, 'choice')),
  /** WHMCS's system name of a gateway, or '' for none chosen. */
  paymentMethod: z.string().check(z.regex(/^[a-z0-9_]{0,60}$/i, 'choice')),
  version,
})

export const emailChangeInput = z.strictObject({ email: email('email_required') })

/** Who signs in: a user of their own on WHMCS 8 and later. An empty language leaves it as it is. */
export const ownDetailsInput = z.strictObject({
  firstName: requiredLine(100, 'first_name_required'),
  lastName: requiredLine(100, 'last_name_required'),
  language: z.string().check(z.regex(/^[a-z-]{0,40}$/, 'choice')),
  version,
})

/** The browser's side of a form that asks for the password again; the door takes the field out before the form is read. */
export function withCurrentPassword(schema: z.ZodMiniObject): z.ZodMiniObject {
  return z.extend(schema, { currentPassword: z.string().check(z.minLength(1, 'password_required')) })
}

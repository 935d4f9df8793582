import * as z from 'zod/mini'
import type { Permission } from '../permissions'
import { neededBy, PERMISSIONS } from '../permissions'
import type { ClientPerson } from './client'
import { email, idText, line, requiredLine, ticked } from './form'

/** Somebody who signs in to the account, and what they may do there, in WHMCS's order. */
export type AccountPerson = ClientPerson & { readonly permissions: readonly Permission[] }

/** WHMCS keeps no empty list on 8 and later: who may do nothing is removed. */
const granted = z.pipe(ticked(PERMISSIONS), z.array(z.enum(PERMISSIONS))).check(
  z.minLength(1, 'permission_required'),
  z.refine((names) => new Set(names).size === names.length, 'choice'),
  z.refine((names) => names.every((name) => [null, ...names].includes(neededBy(name))), 'permission_needs'),
)

/**
 * 15 characters, because this password is all that protects the sign-in: WHMCS 7.x has no second factor for it
 * (NIST SP 800-63B-4). Byte for byte as it was typed.
 */
const PASSWORD_MIN = 15
const LONG_ENOUGH = [z.minLength(PASSWORD_MIN, 'password_short'), z.maxLength(200, 'too_long')] as const

/** WHMCS 8 and later: who accepts brings their own name and password. */
export const inviteInput = z.strictObject({ email: email('contact_email_required'), permissions: granted })

/** WHMCS 7.x: the account makes the sub-account itself. */
export const newSubaccountInput = z.strictObject({
  firstName: requiredLine(100, 'first_name_required'),
  lastName: requiredLine(100, 'last_name_required'),
  email: email('contact_email_required'),
  /** Empty: WHMCS mails a link to choose one. */
  password: z.union([z.literal(''), z.string().check(...LONG_ENOUGH)]),
  permissions: granted,
})

const known = { person: idText('not_found') }

/** `version` is what the person was allowed when the form was made. */
export const permissionsInput = z.strictObject({
  ...known,
  version: line(100),
  permissions: granted,
})

/** WHMCS 7.x. */
export const passwordInput = z.strictObject({
  ...known,
  password: z.string().check(...LONG_ENOUGH),
})

export type NewSubaccount = z.output<typeof newSubaccountInput>
export type Invitation = z.output<typeof inviteInput>

import 'server-only'
import type { ProfileField, ProfilePolicy } from '@/lib/schemas/profile'
import { PROFILE_FIELDS } from '@/lib/schemas/profile'
import type { RegistrationPolicy } from '@/lib/schemas/register'
import { env } from './env'
import { locations } from './locations'

/** What WHMCS itself does not ask for: everything else must be filled in, unless the operator says otherwise. */
const OPTIONAL = ['company', 'address2', 'taxId'] as const

/** The operator's choice of locked, optional and custom fields. */
export function profilePolicy(): ProfilePolicy {
  const { PORTAL_PROFILE_LOCKED, PORTAL_PROFILE_OPTIONAL, PORTAL_CUSTOM_FIELDS } = env()
  const optional = PORTAL_PROFILE_OPTIONAL.filter((field) => field !== 'email')
  return {
    locked: PORTAL_PROFILE_LOCKED,
    optional: [...OPTIONAL, ...optional],
    customFields: PORTAL_CUSTOM_FIELDS,
  }
}

/** Asked for though it may stay empty: it decides who is billed, and where. */
const OFFERED: readonly ProfileField[] = ['company', 'address2']
/** Nobody is registered without. */
const NEEDED: readonly ProfileField[] = ['firstName', 'lastName', 'country']

/**
 * What a new customer is asked for: what WHMCS and the operator want filled in, and next to nothing else. A field that is
 * locked for customers can be filled in once, here.
 */
export function registrationPolicy(): RegistrationPolicy {
  const { optional, customFields } = profilePolicy()
  const all = locations()
  const mayBeEmpty = optional.filter((field) => !NEEDED.includes(field))
  return {
    locked: PROFILE_FIELDS.filter((field) => mayBeEmpty.includes(field) && !OFFERED.includes(field)),
    optional: mayBeEmpty,
    customFields: customFields.filter(({ required }) => required).map((field) => ({ ...field, locked: false })),
    termsUrl: env().PORTAL_TERMS_URL ?? null,
    locations: all.length > 1 ? all.map(({ id, name }) => ({ id, name })) : [],
  }
}

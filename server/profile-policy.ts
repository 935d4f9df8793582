import 'server-only'
import type { ProfilePolicy } from '@/lib/schemas/profile'
import { env } from './env'

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

import 'server-only'
import { getTranslations } from 'next-intl/server'
import type { Failure } from '@/lib/result'
import { isTraced } from '@/lib/result'
import { PortalError } from './errors'
import { WhmcsError } from './whmcs/errors'
import type { RefusalCode } from './whmcs/refusals'
import { refusalOf } from './whmcs/refusals'

/** Message keys of what WHMCS refuses about a field. */
const AT_FIELD: { readonly [Code in RefusalCode]?: string } = {
  required: 'field_required',
  invalid: 'field_invalid',
  email_taken: 'email_taken',
  already_member: 'already_member',
  domain_mail_required: 'domain_mail_required',
}

type What = Pick<Failure, 'code' | 'message'> & { readonly fields?: Failure['fields'] | undefined }

/** WHMCS's sentence never leaves the server: what is not in the table is "refused", with a reference that finds it. */
function refused(error: WhmcsError): What {
  const { code, field } = refusalOf(error) ?? {}
  if (code === 'not_found' || code === 'not_member') return { code: 'not_found', message: 'not_found' }
  if (code === 'owner_protected') return { code: 'rejected', message: code }
  const key = code && AT_FIELD[code]
  if (key && field) return { code: 'rejected', message: 'rejected', fields: { [field]: key } }
  return { code: 'rejected', message: 'refused' }
}

function whatOf(error: unknown): What {
  if (error instanceof PortalError) return { code: error.code, message: error.key, fields: error.fields }
  if (!(error instanceof WhmcsError)) return { code: 'unexpected', message: 'unexpected' }
  if (error.failure === 'refused') return refused(error)
  const code = error.failure === 'outcome_unknown' ? error.failure : 'unavailable'
  return { code, message: code }
}

/** What was thrown, in the portal's own words: the one place where an error becomes an answer to a form. */
export function toFailure(error: unknown, ref: string): Failure {
  const { code, message, fields = {} } = whatOf(error)
  return { ok: false, code, message, fields, ref }
}

/** A failure as a whole, in the reader's language. */
export async function inWords(failure: Failure): Promise<string> {
  const t = await getTranslations('errors')
  const key = [failure.message, failure.code].find((one) => t.has(one)) ?? 'unexpected'
  return isTraced(failure) ? `${t(key)} ${t('reference', { ref: failure.ref.slice(0, 8) })}` : t(key)
}

import 'server-only'
import { PortalError } from '@/server/errors'
import type { Writer } from '@/server/whmcs/client'
import type { FormAnswer } from '@/server/whmcs/client-area'
import type { Params } from '@/server/whmcs/encode'
import { WhmcsError } from '@/server/whmcs/errors'
import type { SsoTarget } from '@/server/whmcs/sso'
import { createSsoToken } from '@/server/whmcs/sso'

/** `path` is where the form stands and is sent: `clientarea.php?action=addfunds`. Ids in `fields` are proved before. */
export type ClientAreaForm = SsoTarget & { readonly fields: Params }

/**
 * What WHMCS has no action for and a form of its client area does: signed in as this very person, once. The answer is a
 * page and so no proof; whoever calls looks up what came of it (`again` only says that WHMCS shows the form once more).
 *
 * @throws PortalError `rejected` (`client_area_closed`) when WHMCS does not let this person in or shows no form: nothing
 *   was sent
 * @throws WhmcsError `unreachable` or `credentials`: nothing was sent; `outcome_unknown`: it may have arrived
 */
export async function submitClientAreaForm(whmcs: Writer, { fields, ...target }: ClientAreaForm): Promise<FormAnswer> {
  try {
    const session = await createSsoToken(whmcs, target)
    return await whmcs.submitForm(session, target.path, fields)
  } catch (error) {
    if (!(error instanceof WhmcsError) || (error.failure !== 'refused' && error.failure !== 'malformed')) throw error
    throw new PortalError('rejected', { message: 'client_area_closed', cause: error })
  }
}

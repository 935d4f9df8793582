import 'server-only'
import type { BillingPlace } from '@/lib/schemas/billing-place'
import type { Permitted } from '@/server/access/permitted'
import type { Viewer } from '@/server/access/viewer'
import type { Handover } from '@/server/whmcs/client'
import { WhmcsError } from '@/server/whmcs/errors'
import { createSsoToken } from '@/server/whmcs/sso'

/** What only WHMCS's own pages can do. A name from here is all that a form says. */
export const BILLING_PAGES = ['password', 'security', 'details'] as const
export type BillingPage = (typeof BILLING_PAGES)[number]

/** Since 8.0 password and second factor belong to the user, under routes of their own. */
const PATHS: Readonly<Record<BillingPage, { readonly now: string; readonly before8: string }>> = {
  password: { now: 'index.php?rp=%2Fuser%2Fpassword', before8: 'clientarea.php?action=changepw' },
  security: { now: 'index.php?rp=%2Fuser%2Fsecurity', before8: 'clientarea.php?action=security' },
  details: { now: 'clientarea.php?action=details', before8: 'clientarea.php?action=details' },
}

/** False for a sub-account of 7.x: WHMCS would sign its owner in instead. */
export async function canOpenBillingPages(viewer: Pick<Viewer, 'account' | 'person'>): Promise<boolean> {
  const { client } = await viewer.account()
  return client.allowsSingleSignOn && viewer.person.kind !== 'contact'
}

/**
 * An address that opens one of WHMCS's pages, signed in as this very person.
 *
 * @throws WhmcsError `refused` when single sign-on is switched off for the account, or for a sub-account of 7.x, whom
 *   WHMCS would take for the owner
 */
export async function openBillingPage(viewer: Permitted<'signed-in', Handover>, page: BillingPage): Promise<URL> {
  const { major } = await viewer.whmcs.version()
  const path = major < 8 ? PATHS[page].before8 : PATHS[page].now
  return createSsoToken(viewer.whmcs, { client: viewer.clientId, person: viewer.person, path })
}

/** Where WHMCS's own pages are, and whether this person comes to them signed in. */
export async function billingPlace(viewer: Pick<Viewer, 'account' | 'person' | 'whmcs'>): Promise<BillingPlace> {
  return { host: new URL(viewer.whmcs.baseUrl).host, signsOn: await canOpenBillingPages(viewer) }
}

/**
 * The address of one of WHMCS's pages, once: to be gone to at once and never kept. Where WHMCS does not let this person in,
 * it is the page's plain address, and WHMCS asks who it is.
 *
 * @throws WhmcsError when WHMCS does not answer
 */
export async function billingAddress(
  viewer: Pick<Viewer<Handover>, 'clientId' | 'person' | 'whmcs'>,
  path: string,
): Promise<URL> {
  const { whmcs, clientId: client, person } = viewer
  try {
    return await createSsoToken(whmcs, { client, person, path })
  } catch (error) {
    if (!(error instanceof WhmcsError) || error.failure !== 'refused') throw error
    return new URL(path, `${whmcs.baseUrl}/`)
  }
}

import 'server-only'
import type { PayPlace } from '@/lib/schemas/pay'
import type { Viewer } from '@/server/access/viewer'
import type { Handover } from '@/server/whmcs/client'
import { WhmcsError } from '@/server/whmcs/errors'
import type { Owned } from '@/server/whmcs/owned'
import { createSsoToken } from '@/server/whmcs/sso'

/**
 * Paying by gateway happens on WHMCS's own pages: this is the one place that knows which, and how one gets there. No
 * version has a shorter way that the portal could take (docs/adr/0013-paying-on-whmcs-pages.md).
 */
export type PayTarget = { readonly invoice: Owned<'invoice'> } | 'all'

function pathOf(target: PayTarget): string {
  return target === 'all' ? 'clientarea.php?action=masspay&all=true' : `viewinvoice.php?id=${target.invoice}`
}

/** Where the pages are, and whether this person comes to them signed in. */
export async function payPlace(viewer: Pick<Viewer, 'account' | 'person' | 'whmcs'>): Promise<PayPlace> {
  const { client } = await viewer.account()
  return {
    host: new URL(viewer.whmcs.baseUrl).host,
    signsOn: client.allowsSingleSignOn && viewer.person.kind !== 'contact',
  }
}

/**
 * The address of the page, once: to be gone to at once and never kept. Where WHMCS does not let this person in, it is the
 * page's plain address, and WHMCS asks who it is.
 *
 * @throws WhmcsError when WHMCS does not answer
 */
export async function payAddress(
  viewer: Pick<Viewer<Handover>, 'clientId' | 'person' | 'whmcs'>,
  target: PayTarget,
): Promise<URL> {
  const { whmcs, clientId: client, person } = viewer
  const path = pathOf(target)
  try {
    return await createSsoToken(whmcs, { client, person, path })
  } catch (error) {
    if (!(error instanceof WhmcsError) || error.failure !== 'refused') throw error
    return new URL(path, `${whmcs.baseUrl}/`)
  }
}

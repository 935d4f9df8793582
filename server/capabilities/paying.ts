import 'server-only'
import type { Viewer } from '@/server/access/viewer'
import { billingAddress } from '@/server/use-cases/hand-over'
import type { Handover } from '@/server/whmcs/client'
import type { Owned } from '@/server/whmcs/owned'

/**
 * Paying by gateway happens on WHMCS's own pages: this is the one place that knows which, and how one gets there. No
 * version has a shorter way that the portal could take (docs/adr/0013-paying-on-whmcs-pages.md).
 */
export type PayTarget = { readonly invoice: Owned<'invoice'> } | 'all'

function pathOf(target: PayTarget): string {
  return target === 'all' ? 'clientarea.php?action=masspay&all=true' : `viewinvoice.php?id=${target.invoice}`
}

/** The address of the page, once. @throws WhmcsError when WHMCS does not answer */
export async function payAddress(
  viewer: Pick<Viewer<Handover>, 'clientId' | 'person' | 'whmcs'>,
  target: PayTarget,
): Promise<URL> {
  return billingAddress(viewer, pathOf(target))
}

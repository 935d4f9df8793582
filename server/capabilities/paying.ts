import 'server-only'
import type { Viewer } from '@/server/access/viewer'
import type { Session } from '@/server/store/sessions'
import { billingAddress } from '@/server/use-cases/hand-over'
import type { Handover } from '@/server/whmcs/client'
import type { Owned } from '@/server/whmcs/owned'
import { paymentLink } from './payment-link'

type Payer = Pick<Viewer<Handover>, 'account' | 'clientId' | 'person' | 'whmcs'>

/**
 * Paying by gateway happens on WHMCS's own pages: this is the one place that knows which, and how one gets there. On 9.0
 * by a payment link when the person's session has one to give, else by single sign-on (docs/adr/0014-payment-link.md).
 *
 * @returns the address of the page, once @throws WhmcsError when WHMCS does not answer
 */
export async function payAddress(viewer: Payer, invoice: Owned<'invoice'>, session: Pick<Session, 'id'>): Promise<URL> {
  const link = await paymentLink(viewer, invoice, session)
  return link ?? billingAddress(viewer, `viewinvoice.php?id=${invoice}`)
}

/** WHMCS's page for all that is open at once, for which there are no links. @throws WhmcsError when WHMCS does not answer */
export async function payAllAddress(viewer: Payer): Promise<URL> {
  return billingAddress(viewer, 'clientarea.php?action=masspay&all=true')
}

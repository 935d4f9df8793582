import type { Row } from '../core/schema.ts'
import { randomHex } from '../core/secrets.ts'
import { systemUrl, type World } from '../world.ts'

// GUESS: which path each destination stands for; the manuals name the destinations only.
export const DESTINATION_PATHS: Record<string, string> = {
  'clientarea:profile': '/clientarea.php?action=details',
  'clientarea:billing_info': '/account/paymentmethods',
  'clientarea:emails': '/clientarea.php?action=emails',
  'clientarea:announcements': '/announcements',
  'clientarea:downloads': '/download',
  'clientarea:knowledgebase': '/knowledgebase',
  'clientarea:network_status': '/serverstatus.php',
  'clientarea:services': '/clientarea.php?action=services',
  'clientarea:domains': '/clientarea.php?action=domains',
  'clientarea:invoices': '/clientarea.php?action=invoices',
  'clientarea:tickets': '/supporttickets.php',
  'clientarea:submit_ticket': '/submitticket.php',
  'clientarea:shopping_cart': '/cart.php',
  'clientarea:shopping_cart_addons': '/cart.php?gid=addons',
  'clientarea:shopping_cart_domain_register': '/cart.php?a=add&domain=register',
  'clientarea:shopping_cart_domain_transfer': '/cart.php?a=add&domain=transfer',
}

export const DESTINATIONS = [
  ...Object.keys(DESTINATION_PATHS),
  'clientarea:product_details',
  'clientarea:domain_details',
  // GUESS: the manuals list the homepage in some versions only; it is taken in all.
  'clientarea:homepage',
  'sso:custom_redirect',
]

/** The manual says sixty seconds. */
const LIFETIME = 60_000

type Token = Omit<Row<'sso_tokens'>, 'id' | 'token' | 'expires' | 'used'>

/** A link that signs somebody in, once and soon. */
export function ssoToken({ store, clock }: World, values: Token): { access_token: string; redirect_url: string } {
  const token = randomHex(40)
  store.insert('sso_tokens', { ...values, token, expires: clock.now().getTime() + LIFETIME })
  return {
    access_token: token,
    redirect_url: `${systemUrl({ store })}oauth/singlesignon.php?access_token=${token}`,
  }
}

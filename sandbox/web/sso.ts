import type { Context } from 'hono'
import type { Row } from '../core/schema.ts'
import { DESTINATION_PATHS } from '../effects/sso.ts'
import type { World } from '../world.ts'
import { loginPage } from './guard.ts'
import { clientsOf, hasUsers } from './people.ts'
import { columnsOf, startSession } from './sessions.ts'
import { same } from './totp.ts'

/** Where the token leads: always a path of this installation. */
export function destinationOf(token: Row<'sso_tokens'>): string {
  // Callers send `viewinvoice.php?id=1` and `/viewinvoice.php?id=1`; two slashes would be another host.
  if (token.destination === 'sso:custom_redirect') return `/${token.redirect_path.replace(/^[/\\]+/, '')}`
  if (token.destination === 'clientarea:product_details') {
    return `/clientarea.php?action=productdetails&id=${token.service_id}`
  }
  if (token.destination === 'clientarea:domain_details') {
    return `/clientarea.php?action=domaindetails&id=${token.domain_id}`
  }
  return DESTINATION_PATHS[token.destination] ?? '/clientarea.php'
}

/** `GET /oauth/singlesignon.php`: a good token becomes a session; for a bad one there is the login page, with 200. */
export function singleSignOn(world: World, c: Context): Response | Promise<Response> {
  const { store } = world
  const given = c.req.query('access_token') ?? ''
  const token = store.first('sso_tokens', 'WHERE token = ?', given)
  const now = world.clock.now().getTime()
  // The column ignores case, a secret does not.
  if (token === undefined || !same(token.token, given) || token.used !== 0 || now > token.expires) {
    return loginPage(world, c)
  }
  store.update('sso_tokens', token.id, { used: now })
  const client = store.byId('clients', token.client_id)
  // GUESS: an account that was closed, or took the permission back, after the token was made is denied as well.
  if (client?.status === 'Closed' || client?.allow_sso === 0) return loginPage(world, c)
  // A client without an owner: there is nobody whose session it could be.
  if (hasUsers(world) && token.user_id === 0) return loginPage(world, c)
  // A token for a user alone leaves the account open, unless there is but one.
  const only = clientsOf(world, token.user_id)
  const chosen = token.client_id === 0 && only.length === 1 ? (only[0]?.id ?? 0) : token.client_id
  startSession(world, c, columnsOf({ user: token.user_id, contact: 0, client: chosen }))
  return c.redirect(destinationOf(token))
}

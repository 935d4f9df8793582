import { timeOf } from '../core/clock.ts'
import { checkPassword, randomHex } from '../core/secrets.ts'
import type { Answer } from '../wire/answer.ts'
import { systemUrl } from '../world.ts'
import { action, int, refuse, text, type Call } from './action.ts'

const INVALID = 'Email or Password Invalid'

/** The hash of a session; there is none until the second factor is given, and no action takes that. */
const session = (twoFactor: boolean): Answer => ({
  passwordhash: twoFactor ? undefined : randomHex(40),
  twoFactorEnabled: twoFactor ? 'true' : 'false',
})

function userLogin(call: Call, email: string, password: string): Answer {
  const user = call.store.first('users', 'WHERE email = ?', email)
  if (user === undefined || !checkPassword(password, user.password)) return refuse(INVALID)
  if (user.two_factor === 0) {
    const seen = { lastlogin: timeOf(call.now), lastlogin_ip: call.ip }
    call.store.update('users', user.id, seen)
    const owned = call.store.all('user_clients', 'WHERE user_id = ? AND owner = 1', user.id)
    for (const link of owned) call.store.update('clients', link.client_id, seen)
  }
  return { userid: String(user.id), ...session(user.two_factor === 1) }
}

/** Before 8.0 a client signs in, or a contact that is a sub-account of one. */
function clientLogin(call: Call, email: string, password: string): Answer {
  const { store } = call
  const client = store.first('clients', 'WHERE email = ?', email)
  if (client !== undefined && checkPassword(password, client.password)) {
    // GUESS: a closed client is refused with the same words.
    if (client.status === 'Closed') return refuse(INVALID)
    if (client.two_factor === 0) {
      store.update('clients', client.id, { lastlogin: timeOf(call.now), lastlogin_ip: call.ip })
    }
    return { userid: String(client.id), ...session(client.two_factor === 1) }
  }
  const contact = store.first('contacts', 'WHERE email = ? AND subaccount = 1', email)
  if (contact === undefined || !checkPassword(password, contact.password)) return refuse(INVALID)
  if (store.byId('clients', contact.userid)?.status === 'Closed') return refuse(INVALID)
  return { userid: String(contact.userid), contactid: String(contact.id), ...session(false) }
}

const validateLogin = action({
  name: 'ValidateLogin',
  params: { email: text(), password2: text() },
  run(call, { email = '', password2 = '' }) {
    return call.is('8.0') ? userLogin(call, email, password2) : clientLogin(call, email, password2)
  },
})

export const DESTINATIONS = [
  'clientarea:profile',
  'clientarea:billing_info',
  'clientarea:emails',
  'clientarea:announcements',
  'clientarea:downloads',
  'clientarea:knowledgebase',
  'clientarea:network_status',
  'clientarea:services',
  'clientarea:product_details',
  'clientarea:domains',
  'clientarea:domain_details',
  'clientarea:invoices',
  'clientarea:tickets',
  'clientarea:submit_ticket',
  'clientarea:shopping_cart',
  'clientarea:shopping_cart_addons',
  'clientarea:shopping_cart_domain_register',
  'clientarea:shopping_cart_domain_transfer',
  // GUESS: the manuals list the homepage in some versions only; it is taken in all.
  'clientarea:homepage',
  'sso:custom_redirect',
]

const LIFETIME = 60_000

/** Whose session the token will open: the named user's, else the owner's. */
function subject(
  call: Call,
  clientId: number | undefined,
  userId: number | undefined,
): { client: number; user: number } {
  if (!clientId && !userId) return refuse('A valid client_id or user_id is required')
  const client = clientId ? (call.store.byId('clients', clientId) ?? refuse('Invalid client_id')) : undefined
  const user = userId ? (call.store.byId('users', userId) ?? refuse('Invalid user_id')) : undefined
  if (client !== undefined && client.allow_sso === 0)
    return refuse(`SSO authentication blocked for client ${client.id}`)
  if (user !== undefined && client !== undefined) {
    const link = call.store.first('user_clients', 'WHERE user_id = ? AND client_id = ?', user.id, client.id)
    if (link === undefined) return refuse('Invalid user_id for client')
  }
  const owner = call.store.first('user_clients', 'WHERE client_id = ? AND owner = 1', client?.id ?? 0)
  const signedIn = user ?? call.store.byId('users', owner?.user_id)
  // GUESS: the user's own switch in the security page blocks with the client's words.
  if (signedIn?.allow_sso === 0) return refuse(`SSO authentication blocked for client ${client?.id ?? 0}`)
  return { client: client?.id ?? 0, user: signedIn?.id ?? 0 }
}

/** A path of this installation only: an address elsewhere would make the token an open redirect. */
const isRelative = (path: string) => path !== '' && !/^[a-z][a-z0-9+.-]*:|^[/\\]{2}|[\\\r\n]/i.test(path)

const createSsoToken = action({
  name: 'CreateSsoToken',
  since: '7.10',
  params: {
    client_id: int(),
    // There were no users before 8.0, so the parameter meant nothing.
    user_id: int({ since: '8.0' }),
    destination: text(),
    service_id: int(),
    domain_id: int(),
    sso_redirect_path: text(),
  },
  run(call, params) {
    const who = subject(call, params.client_id, params.user_id)
    const destination = params.destination ?? ''
    if (destination !== '' && !DESTINATIONS.includes(destination)) return refuse('Invalid destination')
    const path = params.sso_redirect_path ?? ''
    if (destination === 'sso:custom_redirect' && !isRelative(path)) {
      // GUESS: the pages only say that the path is relative, and that a token may fail to be provisioned.
      return refuse('Token could not be provisioned: invalid sso_redirect_path')
    }
    const token = randomHex(40)
    call.store.insert('sso_tokens', {
      token,
      client_id: who.client,
      user_id: who.user,
      destination,
      service_id: params.service_id ?? 0,
      domain_id: params.domain_id ?? 0,
      redirect_path: path,
      expires: call.now.getTime() + LIFETIME,
    })
    return {
      access_token: token,
      redirect_url: `${systemUrl(call)}oauth/singlesignon.php?access_token=${token}`,
    }
  },
})

export const login = [validateLogin, createSsoToken]

import { randomHex } from '../core/secrets.ts'
import { DESTINATIONS, ssoToken } from '../effects/sso.ts'
import { enter, findPerson, needsSecondFactor } from '../web/people.ts'
import { action, int, refuse, text, type Call } from './action.ts'

const validateLogin = action({
  name: 'ValidateLogin',
  params: { email: text(), password2: text() },
  run(call, { email = '', password2 = '' }) {
    const person = findPerson(call, email, password2) ?? refuse('Email or Password Invalid')
    const twoFactor = needsSecondFactor(call, person)
    if (!twoFactor) enter(call, person, call.ip)
    return {
      userid: String(person.user || person.client),
      contactid: person.contact === 0 ? undefined : String(person.contact),
      // The hash of a session; there is none until the second factor is given, and no action takes that.
      passwordhash: twoFactor ? undefined : randomHex(40),
      twoFactorEnabled: twoFactor ? 'true' : 'false',
    }
  },
})

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
    return ssoToken(call, {
      client_id: who.client,
      user_id: who.user,
      destination,
      service_id: params.service_id ?? 0,
      domain_id: params.domain_id ?? 0,
      redirect_path: path,
    })
  },
})

export const login = [validateLogin, createSsoToken]

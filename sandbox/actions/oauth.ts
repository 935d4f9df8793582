import { randomBytes } from 'node:crypto'
import { timeOf } from '../core/clock.ts'
import type { Row } from '../core/schema.ts'
import type { Answer } from '../wire/answer.ts'
import { setting } from '../world.ts'
import { action, int, list, refuse, text, type Call } from './action.ts'
import { direction } from './listing.ts'
import { DESTINATIONS } from '../effects/sso.ts'

const GRANTS = ['authorization_code', 'single_sign_on']
const SCOPES = ['openid', 'profile', 'email', 'clientarea:sso', ...DESTINATIONS]

/** Addresses stand one to a line. */
export const redirectsOf = (client: Row<'oauth_clients'>): string[] => client.redirect_uri.split('\n').filter(Boolean)

function grantType(given: string | undefined): string {
  if (!given) return refuse('A valid grant type is required.')
  return GRANTS.includes(given) ? given : refuse(`The requested grant type "${given}" is invalid.`)
}

function scopes(given: string | undefined): string {
  const asked = (given ?? '').split(' ').filter((name) => name !== '')
  if (asked.length === 0) return refuse('At least one valid scope is required.')
  const unknown = asked.find((name) => !SCOPES.includes(name))
  return unknown === undefined ? asked.join(' ') : refuse(`The requested scope "${unknown}" is invalid.`)
}

function serviceOf(call: Call, id: number | undefined): number {
  if (!id) return refuse('A service ID is required for the single sign-on grant type.')
  const service = call.store.byId('services', id) ?? refuse('A valid Service ID is required.')
  if (call.store.byId('clients', service.clientid) === undefined) refuse('Service ID not associated with valid Client.')
  return service.id
}

/** `COMPANY-NAME.` and sixteen random bytes. */
function identifier(call: Call): string {
  const company = (setting(call.store, 'CompanyName') ?? '').toUpperCase().replaceAll(/[^A-Z0-9]+/g, '-')
  return `${company}.${randomBytes(16).toString('base64')}`
}

const createCredential = action({
  name: 'CreateOAuthCredential',
  params: {
    grantType: text(),
    scope: text(),
    name: text(),
    serviceId: int(),
    description: text(),
    logoUri: text(),
    redirectUri: list(),
  },
  run(call, given) {
    const grant_type = grantType(given.grantType)
    const single = grant_type === 'single_sign_on'
    const service_id = single ? serviceOf(call, given.serviceId) : 0
    if (!single && !given.name) return refuse('A name for the Client Credential is required.')
    const scope = scopes(given.scope)
    const clientIdentifier = identifier(call)
    const clientSecret = randomBytes(64).toString('base64')
    const id = call.store.insert('oauth_clients', {
      identifier: clientIdentifier,
      secret: clientSecret,
      name: given.name ?? '',
      description: given.description ?? '',
      grant_type,
      scope,
      redirect_uri: (given.redirectUri ?? []).join('\n'),
      service_id,
      created_at: timeOf(call.now),
    })
    return { credentialId: String(id), clientIdentifier, clientSecret }
  },
})

const MONTHS = 'January February March April May June July August September October November December'.split(' ')

/** `18th November 2016 9:32:24am`. */
function spelled(time: string): string {
  const [date = '', clock = ''] = time.split(' ')
  const [year, month = '1', day = '1'] = date.split('-')
  const [hour = '0', minute, second] = clock.split(':')
  const ten = Math.floor(Number(day) / 10) === 1
  const ending = ten ? 'th' : (['th', 'st', 'nd', 'rd'][Number(day) % 10] ?? 'th')
  const half = Number(hour) < 12 ? 'am' : 'pm'
  const name = MONTHS[Number(month) - 1] ?? ''
  return `${Number(day)}${ending} ${name} ${year} ${Number(hour) % 12 || 12}:${minute}:${second}${half}`
}

const shown = (client: Row<'oauth_clients'>): Answer => ({
  credentialId: client.id,
  name: client.name,
  description: client.description,
  grantTypes: client.grant_type,
  scope: client.scope,
  clientIdentifier: client.identifier,
  clientSecret: client.secret,
  uuid: null,
  serviceId: client.service_id,
  logoUri: '',
  redirectUri: redirectsOf(client),
  rsaKeyPairId: 0,
  createdAt: spelled(client.created_at),
  updatedAt: spelled(client.created_at),
})

const listCredentials = action({
  name: 'ListOAuthCredentials',
  params: { grantType: text(), sortField: text(), sortOrder: text(), limit: int() },
  run({ store }, { grantType: kind, sortField, sortOrder, limit }) {
    // GUESS: the fields to sort by; the page names none.
    const field = ['name', 'created_at'].find((column) => column.replace('_', '') === sortField?.toLowerCase())
    const order = `ORDER BY ${field ?? 'id'} ${direction(sortOrder, 'ASC')} LIMIT ?`
    const most = limit !== undefined && limit > 0 ? limit : -1
    const rows = kind
      ? store.all('oauth_clients', `WHERE grant_type = ? ${order}`, kind, most)
      : store.all('oauth_clients', order, most)
    return { clients: rows.map(shown) }
  },
})

const deleteCredential = action({
  name: 'DeleteOAuthCredential',
  params: { credentialId: int() },
  run({ store }, { credentialId }) {
    const client = store.byId('oauth_clients', credentialId) ?? refuse('Invalid Credential ID provided.')
    store.remove('oauth_clients', 'WHERE id = ?', client.id)
    store.remove('oauth_tokens', 'WHERE identifier = ?', client.identifier)
    return { credentialId: String(client.id) }
  },
})

export const oauth = [createCredential, listCredentials, deleteCredential]

import { Hono, type Context } from 'hono'
import { html } from 'hono/html'
import { redirectsOf } from '../actions/oauth.ts'
import type { Row } from '../core/schema.ts'
import { randomHex } from '../core/secrets.ts'
import { systemUrl, type World } from '../world.ts'
import { field } from '../wire/php-form.ts'
import { badToken, withPerson } from './guard.ts'
import { page, tokenField } from './html.ts'
import { certs, token, userinfo } from './oidc-token.ts'
import { columnsOf, hasToken, type Visit } from './sessions.ts'

export const SCOPES = ['openid', 'email', 'profile']
// GUESS: the documents name no lifetime.
const CODE_LIFETIME = 60_000

/** The System URL without its slash, as the live documents show it. */
export const issuerOf = (world: World): string => systemUrl(world).replace(/\/+$/, '')

/** Thin as it is, this is all that live installations publish. */
function discovery(world: World): object {
  const issuer = issuerOf(world)
  return {
    issuer,
    authorization_endpoint: `${issuer}/oauth/authorize.php`,
    token_endpoint: `${issuer}/oauth/token.php`,
    userinfo_endpoint: `${issuer}/oauth/userinfo.php`,
    jwks_uri: `${issuer}/oauth/certs.php`,
    scopes_supported: SCOPES,
    response_types_supported: [],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    claims_supported: ['iss', 'aud', 'exp', 'sub'],
  }
}

interface Request {
  client: Row<'oauth_clients'>
  redirect: string
  state: string
  scope: string
  challenge: string
  method: string
}

// GUESS: all error texts of this part; the documents give none.
const failure = (c: Context, error: string, error_description: string) => c.json({ error, error_description }, 400)

/** To the application, with the answer in the query; the address may have one already. */
function back(request: Pick<Request, 'redirect' | 'state'>, values: Record<string, string>): string {
  const query = new URLSearchParams(request.state === '' ? values : { ...values, state: request.state })
  return `${request.redirect}${request.redirect.includes('?') ? '&' : '?'}${query}`
}

const clientOf = ({ store }: World, identifier: string) => {
  const client = store.first('oauth_clients', 'WHERE identifier = ?', identifier)
  return client?.identifier === identifier && client.grant_type === 'authorization_code' ? client : undefined
}

/** Reads the request; a client or address that is not known is told here, and never redirected to. */
function readRequest(world: World, c: Context): Request | Response {
  const query = (name: string) => c.req.query(name) ?? ''
  const client = clientOf(world, query('client_id'))
  if (client === undefined) return failure(c, 'invalid_client', 'The client id supplied is invalid')
  const redirect = query('redirect_uri')
  // Byte for byte: neither a slash more nor another case.
  if (redirect === '' || !redirectsOf(client).includes(redirect)) {
    return failure(c, 'redirect_uri_mismatch', 'The redirect URI provided is missing or does not match')
  }
  const state = query('state')
  const refuse = (error: string, error_description: string) =>
    c.redirect(back({ redirect, state }, { error, error_description }))
  if (query('response_type') !== 'code') return refuse('unsupported_response_type', 'Invalid or missing response type')
  const scope = query('scope')
  const asked = scope.split(' ').filter((name) => name !== '')
  if (!asked.includes('openid') || asked.some((name) => !client.scope.split(' ').includes(name))) {
    return refuse('invalid_scope', 'An unsupported scope was requested')
  }
  const challenge = query('code_challenge')
  const method = query('code_challenge_method') || 'plain'
  if (challenge !== '' && !['S256', 'plain'].includes(method)) {
    return refuse('invalid_request', 'The code challenge method is not supported')
  }
  return { client, redirect, state, scope, challenge, method }
}

function issue({ world, c, person }: Visit, request: Request): Response {
  const code = randomHex(40)
  world.store.insert('oauth_codes', {
    code,
    identifier: request.client.identifier,
    ...columnsOf(person),
    redirect_uri: request.redirect,
    scope: request.scope,
    challenge: request.challenge,
    challenge_method: request.method,
    expires: world.clock.now().getTime() + CODE_LIFETIME,
  })
  const state = world.web.variants.has('wrong-state') ? randomHex(16) : request.state
  return c.redirect(back({ redirect: request.redirect, state }, { code }))
}

const OWNER = 'WHERE identifier = ? AND user_id = ? AND contact_id = ? AND (user_id > 0 OR client_id = ?)'

function hasConsented({ world, person }: Visit, request: Request): boolean {
  const who = [request.client.identifier, person.user, person.contact, person.client]
  const given = world.store.all('oauth_consents', OWNER, ...who)
  const scopes = given.flatMap((row) => row.scope.split(' '))
  return request.scope.split(' ').every((name) => name === '' || scopes.includes(name))
}

function consentPage(visit: Visit, { client, scope }: Request): Response | Promise<Response> {
  const body = html`<p><strong>${client.name}</strong> would like to know who you are: ${scope}.</p>
    <form method="post">
      ${tokenField(visit)}
      <button type="submit" name="userAuthorization" value="yes">Authorize</button>
      <button type="submit" name="userAuthorization" value="no">Cancel</button>
    </form>`
  return visit.c.html(page(visit, 'Authorization', body))
}

function authorize(visit: Visit): Response | Promise<Response> {
  const { world, c, person, form } = visit
  const request = readRequest(world, c)
  if (request instanceof Response) return request
  // GUESS: consent is asked for once, and remembered.
  if (hasConsented(visit, request)) return issue(visit, request)
  if (c.req.method !== 'POST') return consentPage(visit, request)
  if (!hasToken(visit)) return badToken(visit)
  if (field(form, 'userAuthorization') !== 'yes') {
    const error_description = 'The user denied access to your application'
    return c.redirect(back(request, { error: 'access_denied', error_description }))
  }
  const { identifier } = request.client
  world.store.insert('oauth_consents', { identifier, ...columnsOf(person), scope: request.scope })
  return issue(visit, request)
}

export function oidcRoutes(world: World): Hono {
  const app = new Hono()
  app.get('/oauth/openid-configuration.php', (c) => c.json(discovery(world)))
  app.on(['GET', 'POST'], '/oauth/authorize.php', (c) => {
    // A wrong client or address is told to anybody, before a password is asked for.
    const request = readRequest(world, c)
    return request instanceof Response ? request : withPerson(world, c, authorize)
  })
  app.all('/oauth/token.php', (c) => token(world, c))
  app.on(['GET', 'POST'], '/oauth/userinfo.php', (c) => userinfo(world, c))
  app.get('/oauth/certs.php', (c) => c.json(certs(world)))
  return app
}

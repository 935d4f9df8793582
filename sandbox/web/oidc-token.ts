import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import type { Row } from '../core/schema.ts'
import { randomHex } from '../core/secrets.ts'
import { systemUrl, type World } from '../world.ts'
import type { PhpArray } from '../wire/php-form.ts'
import { field } from '../wire/php-form.ts'
import { signRs256, unsigned, type Claims } from './jwt.ts'
import { profileOf } from './people.ts'
import { columnsOf, personOf, readForm } from './sessions.ts'
import { same } from './totp.ts'

// GUESS: an hour, as the libraries of that time have it.
const LIFETIME = 3600

type Code = Row<'oauth_codes'>
interface Failure {
  status: 400 | 401 | 405
  error: string
  error_description: string
}
const fail = (error: string, error_description: string, status: Failure['status'] = 400): Failure => ({
  status,
  error,
  error_description,
})

/** client_secret_basic or client_secret_post. */
function credentials(c: Context, form: PhpArray): [string, string] {
  const basic = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
  if (basic === undefined) return [field(form, 'client_id'), field(form, 'client_secret')]
  const text = Buffer.from(basic, 'base64').toString()
  const colon = text.indexOf(':')
  const part = (value: string) => {
    try {
      return decodeURIComponent(value.replaceAll('+', ' '))
    } catch {
      return value
    }
  }
  return colon < 0 ? [part(text), ''] : [part(text.slice(0, colon)), part(text.slice(colon + 1))]
}

function provesKey(code: Code, verifier: string): boolean {
  if (code.challenge === '') return true
  if (code.challenge_method === 'plain') return same(code.challenge, verifier)
  return same(code.challenge, createHash('sha256').update(verifier).digest('base64url'))
}

/** The code this client may spend, or why not. */
function spend(world: World, client: Row<'oauth_clients'>, form: PhpArray): Code | Failure {
  const { store } = world
  const given = field(form, 'code')
  const code = store.first('oauth_codes', 'WHERE code = ?', given)
  const now = world.clock.now().getTime()
  const replayable = world.web.variants.has('replayed-code')
  const unusable = code === undefined || !same(code.code, given) || code.identifier !== client.identifier
  if (unusable || (code.used !== 0 && !replayable)) {
    return fail('invalid_grant', "Authorization code doesn't exist or is invalid for the client")
  }
  if (code.redirect_uri !== field(form, 'redirect_uri')) {
    return fail('redirect_uri_mismatch', 'The redirect URI is missing or do not match')
  }
  if (now > code.expires && !replayable) return fail('invalid_grant', 'The authorization code has expired')
  if (!provesKey(code, field(form, 'code_verifier'))) return fail('invalid_grant', 'The code verifier does not match')
  store.update('oauth_codes', code.id, { used: now })
  return code
}

/** iss, aud, exp, sub and iat: WHMCS puts neither the e-mail address nor a nonce into it. */
function idToken(world: World, code: Code): string {
  const { variants } = world.web
  const now = Math.floor(world.clock.now().getTime() / 1000)
  const issuer = systemUrl(world).replace(/\/+$/, '')
  const claims: Claims = {
    iss: variants.has('wrong-iss') ? 'https://evil.example.com' : issuer,
    aud: variants.has('wrong-aud') ? 'another-client' : code.identifier,
    exp: variants.has('expired') ? now - LIFETIME : now + LIFETIME,
    iat: variants.has('expired') ? now - 2 * LIFETIME : now,
    sub: profileOf(world, personOf(code)).sub,
  }
  if (variants.has('unsigned')) return unsigned(claims)
  return signRs256(variants.has('wrong-key') ? world.web.foreignKey() : world.web.key(), claims)
}

function grant(world: World, c: Context, form: PhpArray): object | Failure {
  if (c.req.method !== 'POST') return fail('invalid_request', 'The request method must be POST', 405)
  const kind = field(form, 'grant_type')
  if (kind !== 'authorization_code') return fail('unsupported_grant_type', `Grant type "${kind}" not supported`)
  const [identifier, secret] = credentials(c, form)
  const client = world.store.first('oauth_clients', 'WHERE identifier = ?', identifier)
  if (client?.identifier !== identifier || !same(client.secret, secret)) {
    return fail('invalid_client', 'The client credentials are invalid')
  }
  const code = spend(world, client, form)
  if ('error' in code) return code
  const access_token = randomHex(40)
  world.store.insert('oauth_tokens', {
    token: access_token,
    identifier,
    ...columnsOf(personOf(code)),
    scope: code.scope,
    expires: world.clock.now().getTime() + LIFETIME * 1000,
  })
  const head = { access_token, expires_in: LIFETIME, token_type: 'Bearer', scope: code.scope }
  return { ...head, id_token: idToken(world, code) }
}

const isFailure = (answer: object): answer is Failure => 'error' in answer

export async function token(world: World, c: Context): Promise<Response> {
  const answer = grant(world, c, await readForm(c))
  c.header('cache-control', 'no-store')
  if (!isFailure(answer)) return c.json(answer)
  const { status, error, error_description } = answer
  return c.json({ error, error_description }, status)
}

/** With `Authorization: Bearer`, or the token in the address as several clients send it. */
export function userinfo(world: World, c: Context): Response {
  const bearer = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
  const given = bearer ?? c.req.query('access_token') ?? ''
  const found = world.store.first('oauth_tokens', 'WHERE token = ?', given)
  if (found === undefined || !same(found.token, given) || world.clock.now().getTime() > found.expires) {
    c.header('www-authenticate', 'Bearer realm="WHMCS", error="invalid_token"')
    return c.json({ error: 'invalid_token', error_description: 'The access token provided is invalid' }, 401)
  }
  const { variants } = world.web
  const { sub, email, verified, firstname, lastname } = profileOf(world, personOf(found))
  const scopes = found.scope.split(' ')
  const mail = scopes.includes('email') && !variants.has('no-email')
  return c.json({
    sub: variants.has('other-sub') ? `${sub.slice(0, -4)}0000` : sub,
    ...(mail ? { email, email_verified: verified && !variants.has('unverified-email') } : {}),
    ...(scopes.includes('profile')
      ? { name: `${firstname} ${lastname}`, given_name: firstname, family_name: lastname }
      : {}),
  })
}

export const certs = (world: World): object => ({
  keys: world.web.variants.has('no-keys') ? [] : [world.web.key().jwk],
})

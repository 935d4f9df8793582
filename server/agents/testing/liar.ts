import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { createServer } from 'node:http'

/** What a hostile, or broken, identity provider may answer. */
export type Lie =
  | 'none'
  | 'other issuer'
  | 'other audience'
  | 'no nonce'
  | 'other nonce'
  | 'expired'
  | 'not yet'
  | 'unsigned'
  | 'another key'
  | 'signed with the client secret'
  | 'no token'
  | 'userinfo of another subject'
  | 'issuer of the response'
  | 'verified in words'
  | 'no time'

const json = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

function rs256(key: KeyObject, claims: object): string {
  const body = `${json({ alg: 'RS256', kid: 'one' })}.${json(claims)}`
  return `${body}.${sign('sha256', Buffer.from(body), key).toString('base64url')}`
}

function hs256(secret: string, claims: object): string {
  const body = `${json({ alg: 'HS256' })}.${json(claims)}`
  return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`
}

function claimsOf(lie: Lie, issuer: string, audience: string, nonce: string) {
  const now = Math.floor(Date.now() / 1000)
  const start = lie === 'expired' ? now - 7_200 : lie === 'not yet' ? now + 7_200 : now
  return {
    iss: lie === 'other issuer' ? 'https://accounts.example.org' : issuer,
    aud: lie === 'other audience' ? 'another-client' : audience,
    ...(lie !== 'no nonce' && { nonce: lie === 'other nonce' ? 'another' : nonce }),
    sub: 'anna',
    iat: start,
    ...(lie === 'not yet' && { nbf: start }),
    exp: start + 600,
    ...(lie !== 'no time' && { auth_time: start }),
    email: 'anna@example.com',
    email_verified: lie === 'verified in words' ? 'true' : true,
  }
}

/** A provider of our own that lies on demand. `code` is whatever; `lie` and `nonce` are set before each journey ends. */
export async function startLiar(client: { readonly id: string; readonly secret: string }) {
  const own = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const said: { lie: Lie; nonce: string } = { lie: 'none', nonce: '' }
  let issuer = ''
  const idToken = (): string => {
    const claims = claimsOf(said.lie, issuer, client.id, said.nonce)
    if (said.lie === 'unsigned') return `${json({ alg: 'none' })}.${json(claims)}.`
    if (said.lie === 'signed with the client secret') return hs256(client.secret, claims)
    return rs256(said.lie === 'another key' ? other.privateKey : own.privateKey, claims)
  }
  const answers: Readonly<Record<string, () => object>> = {
    '/.well-known/openid-configuration': () => ({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      userinfo_endpoint: `${issuer}/userinfo`,
      authorization_response_iss_parameter_supported: true,
    }),
    '/jwks': () => ({ keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }] }),
    '/token': () => ({
      access_token: 'access',
      token_type: 'Bearer',
      ...(said.lie !== 'no token' && { id_token: idToken() }),
    }),
    '/userinfo': () => ({ sub: said.lie === 'userinfo of another subject' ? 'mallory' : 'anna' }),
  }
  const server = createServer((request, response) => {
    const answer = answers[request.url ?? '']
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' })
    response.end(answer && JSON.stringify(answer()))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no address')
  issuer = `http://127.0.0.1:${address.port}`
  return {
    issuer,
    /** The query that it sends the browser back with. */
    answers(lie: Lie, journey: { readonly state: string; readonly nonce: string }): string {
      said.lie = lie
      said.nonce = journey.nonce
      const iss = lie === 'issuer of the response' ? 'https://accounts.example.org' : issuer
      return `?${new URLSearchParams({ code: 'any', state: journey.state, iss })}`
    },
    close: () => new Promise<void>((done) => server.close(() => done())),
  }
}

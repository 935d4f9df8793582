import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { settingsFrom } from '../core/settings.ts'
import { DEMO_TOTP_SECRET } from '../seed/people.ts'
import { call, start, tokenIn, type Answered, type Browser, type Running } from '../testing/browser.ts'
import { totp } from './totp.ts'

const REDIRECT = 'http://localhost:3000/api/auth/callback/whmcs'
const ASKED = { client_id: 'atrium-demo', redirect_uri: REDIRECT, response_type: 'code', scope: 'openid profile email' }

let sandbox: Running
let browser: Browser
beforeEach(async () => {
  sandbox = await start()
  browser = sandbox.browser()
})
afterEach(() => sandbox.close())

const path = (more: Record<string, string> = {}) =>
  `/oauth/authorize.php?${new URLSearchParams({ ...ASKED, state: 'st&te', ...more })}`

/** Signs in at the authorisation page and says yes; gives the query the application would get. */
async function authorise(email = 'owner@example.com', more: Record<string, string> = {}): Promise<URLSearchParams> {
  await browser.get(path(more))
  let answer: Answered = await browser.signIn(email)
  if (answer.location === '/login.php') {
    answer = await browser.post('/login.php', { key: totp(DEMO_TOTP_SECRET, sandbox.world.clock.now()) })
  }
  const page = await browser.get(answer.location)
  const form = { token: tokenIn(page.text), userAuthorization: 'yes' }
  const done = page.status === 302 ? page : await browser.post(answer.location, form)
  expect(done.location.startsWith(`${REDIRECT}?`)).toBe(true)
  return new URL(done.location).searchParams
}

async function exchange(form: Record<string, string>, headers: Record<string, string> = {}) {
  const body = new URLSearchParams({ grant_type: 'authorization_code', redirect_uri: REDIRECT, ...form })
  const response = await fetch(`${sandbox.url}/oauth/token.php`, { method: 'POST', body, headers })
  const shape = z.object({ access_token: z.string(), id_token: z.string(), error: z.string() }).partial()
  return { status: response.status, ...shape.parse(await response.json()) }
}
const SECRET = { client_id: 'atrium-demo', client_secret: 'atrium-demo-secret' }
const redeem = (query: URLSearchParams, more: Record<string, string> = {}) =>
  exchange({ ...SECRET, code: query.get('code') ?? '', ...more })

const fetchJson = async (at: string, headers: Record<string, string> = {}): Promise<unknown> =>
  (await fetch(sandbox.url + at, { headers })).json()
const part = (token: string | undefined, index: number): unknown =>
  JSON.parse(Buffer.from(token?.split('.')[index] ?? '', 'base64url').toString())
const lie = (variant: string | string[]) =>
  fetch(`${sandbox.url}/__sandbox/oidc`, { method: 'POST', body: JSON.stringify({ variant }) })

async function isSigned(token: string): Promise<boolean> {
  const { keys } = z
    .object({ keys: z.array(z.record(z.string(), z.string())) })
    .parse(await fetchJson('/oauth/certs.php'))
  const [head = '', body = '', signature = ''] = token.split('.')
  const key = createPublicKey({ key: keys[0] ?? {}, format: 'jwk' })
  return verify('sha256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'))
}

describe('OpenID Connect', () => {
  test('the discovery document is as thin as that of live installations', async () => {
    expect(await fetchJson('/oauth/openid-configuration.php')).toMatchObject({
      issuer: sandbox.url,
      authorization_endpoint: `${sandbox.url}/oauth/authorize.php`,
      response_types_supported: [],
      claims_supported: ['iss', 'aud', 'exp', 'sub'],
    })
    expect((await fetch(`${sandbox.url}/.well-known/openid-configuration`)).status).toBe(404)
  })

  test('code flow with PKCE: sign-in, consent, code, tokens, userinfo', async () => {
    const verifier = randomBytes(32).toString('base64url')
    const challenge = createHash('sha256').update(verifier).digest('base64url')
    const pkce = { code_challenge: challenge, code_challenge_method: 'S256', nonce: 'n' }
    const query = await authorise('owner@example.com', pkce)
    expect(query.get('state')).toBe('st&te')
    expect((await redeem(query)).error).toBe('invalid_grant')
    expect((await redeem(query, { code_verifier: 'x'.repeat(43) })).error).toBe('invalid_grant')
    const got = await redeem(query, { code_verifier: verifier })
    expect(got.status).toBe(200)
    expect(await isSigned(got.id_token ?? '')).toBe(true)
    const user = sandbox.world.store.byId('users', 3)
    const claims = part(got.id_token, 1)
    expect(claims).toMatchObject({ iss: sandbox.url, aud: 'atrium-demo', sub: user?.uuid })
    expect(Object.keys(claims ?? {}).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'sub'])
    const person = {
      sub: user?.uuid,
      email: 'owner@example.com',
      email_verified: true,
      name: 'Jane Doe',
      given_name: 'Jane',
      family_name: 'Doe',
    }
    const bearer = { authorization: `Bearer ${got.access_token}` }
    expect(await fetchJson('/oauth/userinfo.php', bearer)).toEqual(person)
    expect(await fetchJson(`/oauth/userinfo.php?access_token=${got.access_token}`)).toEqual(person)
    expect((await fetch(`${sandbox.url}/oauth/userinfo.php?access_token=nobody`)).status).toBe(401)
  })

  test('the second factor stands before the code, and a user of several accounts chooses none', async () => {
    expect((await redeem(await authorise('twofactor@example.com'))).status).toBe(200)
    browser = sandbox.browser()
    expect((await redeem(await authorise('agency@example.com'))).status).toBe(200)
  })

  test('consent is asked for once, and may be refused', async () => {
    await browser.get(path())
    await browser.signIn('owner@example.com')
    const page = await browser.get(path())
    expect((await browser.post(path(), { userAuthorization: 'yes' })).status).toBe(403)
    const no = await browser.post(path(), { token: tokenIn(page.text), userAuthorization: 'no' })
    expect(new URL(no.location).searchParams.get('error')).toBe('access_denied')
    await browser.post(path(), { token: tokenIn(page.text), userAuthorization: 'yes' })
    expect((await browser.get(path())).location).toContain('code=')
  })

  test.each([
    { redirect_uri: `${REDIRECT}/` },
    { redirect_uri: REDIRECT.toUpperCase() },
    { redirect_uri: 'https://evil.example.com' },
    { client_id: 'ATRIUM-DEMO' },
  ])('never redirects to what is not registered: %o', async (more) => {
    await browser.signIn('owner@example.com')
    const answer = await browser.get(path(more))
    expect([answer.status, answer.location]).toEqual([400, ''])
  })

  test('tells the application what is wrong with the rest', async () => {
    const error = async (more: Record<string, string>) =>
      new URL((await browser.get(path(more))).location).searchParams.get('error')
    expect(await error({ response_type: 'token' })).toBe('unsupported_response_type')
    expect(await error({ scope: 'openid admin' })).toBe('invalid_scope')
  })

  test('a code works once, for a minute, for its client and address', async () => {
    const query = await authorise()
    expect((await redeem(query, { redirect_uri: 'http://localhost:3000/' })).error).toBe('redirect_uri_mismatch')
    expect((await redeem(query, { client_secret: 'wrong' })).error).toBe('invalid_client')
    const basic = `Basic ${Buffer.from('atrium-demo:atrium-demo-secret').toString('base64')}`
    const form = { code: query.get('code') ?? '' }
    expect((await exchange(form, { authorization: basic })).status).toBe(200)
    expect((await redeem(query)).error).toBe('invalid_grant')
    const late = new URL((await browser.get(path())).location).searchParams
    sandbox.world.clock.set(new Date(Date.now() + 61_000))
    expect((await redeem(late)).error).toBe('invalid_grant')
  })
})

test('the registered address follows the portal, unless it is named', () => {
  const portal = { SANDBOX_PORTAL_URL: 'http://localhost:3123' }
  expect(settingsFrom(portal).oidcRedirect).toBe('http://localhost:3123/api/auth/callback/whmcs')
  expect(settingsFrom({ ...portal, SANDBOX_OIDC_REDIRECT: 'http://x/cb' }).oidcRedirect).toBe('http://x/cb')
  expect(settingsFrom({}).oidcRedirect).toBe(REDIRECT)
})

describe('OAuth credentials by API', () => {
  test('are made, work at once, are listed and removed', async () => {
    const given = { grantType: 'authorization_code', scope: 'openid email', name: 'Another' }
    const made = await call(sandbox.url, 'CreateOAuthCredential', {
      ...given,
      redirectUri: 'https://other.example.com/cb',
    })
    const id = String(made['clientIdentifier'])
    await browser.signIn('owner@example.com')
    const asked = { client_id: id, redirect_uri: 'https://other.example.com/cb', scope: 'openid email' }
    expect((await browser.get(path(asked))).text).toContain('Another')
    const listed = await call(sandbox.url, 'ListOAuthCredentials', { sortOrder: 'DESC' })
    expect(listed['clients']).toMatchObject([{ clientIdentifier: id }, { redirectUri: [REDIRECT] }])
    await call(sandbox.url, 'DeleteOAuthCredential', { credentialId: String(made['credentialId']) })
    expect((await browser.get(path(asked))).status).toBe(400)
  })

  test.each([
    [{}, 'A valid grant type is required.'],
    [{ grantType: 'x' }, 'The requested grant type "x" is invalid.'],
    [{ grantType: 'authorization_code' }, 'A name for the Client Credential is required.'],
    [{ grantType: 'single_sign_on' }, 'A service ID is required for the single sign-on grant type.'],
    [{ grantType: 'single_sign_on', serviceId: '9999' }, 'A valid Service ID is required.'],
    [{ grantType: 'authorization_code', name: 'n' }, 'At least one valid scope is required.'],
    [{ grantType: 'authorization_code', name: 'n', scope: 'all' }, 'The requested scope "all" is invalid.'],
  ])('%o', async (params, message) => {
    const given = Object.fromEntries(Object.entries(params))
    expect(await call(sandbox.url, 'CreateOAuthCredential', given)).toEqual({ result: 'error', message })
  })
})

describe('a provider that lies', () => {
  test.each([
    ['wrong-aud', 'aud', 'another-client'],
    ['wrong-iss', 'iss', 'https://evil.example.com'],
  ])('%s', async (variant, claim, value) => {
    await lie(variant)
    expect(part((await redeem(await authorise())).id_token, 1)).toMatchObject({ [claim]: value })
  })

  test('replayed code, foreign key, no signature, unverified address', async () => {
    await lie('replayed-code')
    const query = await authorise()
    await redeem(query)
    const again = await redeem(query)
    expect(again.status).toBe(200)
    await lie('wrong-key')
    browser = sandbox.browser()
    expect(await isSigned((await redeem(await authorise())).id_token ?? '')).toBe(false)
    await lie(['unsigned', 'unverified-email'])
    browser = sandbox.browser()
    const got = await redeem(await authorise())
    expect(part(got.id_token, 0)).toMatchObject({ alg: 'none' })
    const info = await fetchJson('/oauth/userinfo.php', { authorization: `Bearer ${got.access_token}` })
    expect(info).toMatchObject({ email_verified: false })
    await fetch(`${sandbox.url}/__sandbox/reset`, { method: 'POST' })
    expect(await fetchJson('/__sandbox/oidc')).toMatchObject({ variants: [] })
  })
})

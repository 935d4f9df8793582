import 'server-only'
import type { NextAuthOptions } from 'next-auth'
import NextAuth from 'next-auth'
import type { OAuthConfig } from 'next-auth/providers/oauth'
import { cookies } from 'next/headers'
import { NextRequest } from 'next/server'
import { z } from 'zod'
import { env } from '@/server/env'
import { PortalError } from '@/server/errors'
import type { LocationId } from '@/lib/ids'
import { findLocation, locations } from '@/server/locations'
import { log } from '@/server/observability/log'
import { requestInfo } from '@/server/request'
import { signInWithIdentity } from '@/server/use-cases/sign-in'
import { cookieName, cookieOptions } from './cookie'
import { seal, unseal } from './seal'
import { visit } from './visitor'

/**
 * Sign-in through WHMCS's own OpenID Connect provider, which asks for the second factor itself. Its discovery document
 * lists no response types and its ID token no address, so the endpoints are written out and the address is asked for
 * (docs.whmcs.com, OpenID Connect). No nonce: the documents name iss, aud, exp and sub as the only claims.
 */
const userinfo = z.object({
  sub: z.string().min(1),
  email: z.email(),
  email_verified: z.union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')]),
})

type Identity = z.output<typeof userinfo>

type At = {
  readonly location: LocationId
  readonly base: string
  readonly clientId: string
  readonly clientSecret: string
}

/** @throws PortalError `not_found` for an installation without OpenID Connect, or none */
function clientAt(named: string | undefined): At {
  const location = findLocation(named)
  const { url: base = '', oidc } = env().whmcs.find((one) => one.location === location?.id) ?? {}
  if (!location || !oidc) throw new PortalError('not_found')
  return { location: location.id, base, ...oidc }
}

function provider({ base, clientId, clientSecret }: At): OAuthConfig<Identity> {
  return {
    id: 'whmcs',
    name: 'WHMCS',
    type: 'oauth',
    clientId,
    clientSecret,
    issuer: base,
    authorization: { url: `${base}/oauth/authorize.php`, params: { scope: 'openid profile email' } },
    token: `${base}/oauth/token.php`,
    jwks_endpoint: `${base}/oauth/certs.php`,
    idToken: true,
    checks: ['pkce', 'state'],
    client: { token_endpoint_auth_method: 'client_secret_post' },
    userinfo: {
      url: `${base}/oauth/userinfo.php`,
      request: async ({ client, tokens }) => {
        const answer = userinfo.parse(await client.userinfo(tokens.access_token ?? ''))
        // The ID token says who signed in; an answer about somebody else is not used.
        const claims = tokens.id_token ? z.object({ sub: z.string() }).parse(decodeClaims(tokens.id_token)) : null
        if (claims?.sub !== answer.sub) throw new Error('userinfo of another subject')
        return { ...answer, email_verified: answer.email_verified }
      },
    },
    profile: ({ sub, email, email_verified }) => ({ id: sub, email, email_verified }),
  }
}

/** Already verified by openid-client; only its subject is compared here. */
function decodeClaims(idToken: string): unknown {
  return JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString('utf8'))
}

function cookie(name: string) {
  return { name: cookieName(name), options: cookieOptions(600) }
}

function options(at: At): NextAuthOptions {
  const [secret = ''] = env().PORTAL_SECRET
  return {
    secret,
    providers: [provider(at)],
    pages: { signIn: '/sign-in', error: '/sign-in' },
    session: { strategy: 'jwt', maxAge: 12 * 60 * 60 },
    // Its own logger writes whole errors to the console, and they quote what WHMCS said.
    logger: {
      error: (code) => log('warn', 'sign-in.oidc_failed', { code }),
      warn: (code) => log('debug', 'sign-in.oidc_warned', { code }),
      debug: () => undefined,
    },
    cookies: {
      sessionToken: { name: cookieName('session'), options: cookieOptions(12 * 60 * 60) },
      callbackUrl: cookie('callback'),
      csrfToken: cookie('csrf'),
      pkceCodeVerifier: cookie('pkce'),
      state: cookie('state'),
      nonce: cookie('nonce'),
    },
    callbacks: {
      signIn: ({ profile }) => userinfo.safeParse(profile).data?.email_verified === true,
      // Only the first call of a sign-in carries an account; nothing that a browser sends ever becomes a claim.
      jwt: async ({ account, profile, token }) => {
        if (!account) return typeof token['sid'] === 'string' ? { sid: token['sid'] } : {}
        const { email } = userinfo.parse(profile)
        const { session } = await signInWithIdentity(at.location, email, await visit(await requestInfo()))
        return { sid: session.id }
      },
      redirect: ({ url, baseUrl }) => (url.startsWith(`${baseUrl}/`) ? url : baseUrl),
    },
  }
}

type Handler = (request: NextRequest, context: { params: Promise<{ nextauth: string[] }> }) => Promise<Response>

async function callNextAuth(at: At, steps: string[], init: { method: string; body?: URLSearchParams; url?: string }) {
  const handler: Handler = NextAuth(options(at))
  const url = init.url ?? new URL(`/api/auth/${steps.join('/')}`, env().PORTAL_URL).href
  const request = new NextRequest(url, { method: init.method, ...(init.body && { body: init.body }) })
  return handler(request, { params: Promise.resolve({ nextauth: steps }) })
}

const COOKIE = /^([^=]+)=([^;]*)/

async function keepCookies(response: Response): Promise<void> {
  const jar = await cookies()
  for (const line of response.headers.getSetCookie()) {
    const [, name, value] = COOKIE.exec(line) ?? []
    if (name && value !== undefined) jar.set(name, decodeURIComponent(value), cookieOptions(600))
  }
}

/** Begins the sign-in: the address at WHMCS to go to. Called by an action, which has checked where the form came from. */
export async function beginOidc(named: string | undefined, next: string): Promise<string> {
  const at = clientAt(named)
  const csrf = await callNextAuth(at, ['csrf'], { method: 'GET' })
  await keepCookies(csrf)
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse(await csrf.json())
  const callbackUrl = new URL(next, env().PORTAL_URL).href
  const begun = await callNextAuth(at, ['signin', 'whmcs'], {
    method: 'POST',
    body: new URLSearchParams({ csrfToken, callbackUrl }),
  })
  await keepCookies(begun)
  const target = begun.headers.get('location')
  if (!target || new URL(target).origin !== new URL(at.base).origin) {
    log('error', 'sign-in.oidc_not_begun', { status: begun.status })
    throw new PortalError('unavailable')
  }
  const jar = await cookies()
  jar.set(cookieName('oidc'), await seal('oidc', { at: at.location }, 600), cookieOptions(600))
  return target
}

/** Where WHMCS sends the person back to. */
export async function finishOidc(request: Request): Promise<Response> {
  const [first] = locations().filter(({ oidc }) => oidc)
  if (!first) return new Response(null, { status: 404 })
  const begun = await unseal('oidc', (await cookies()).get(cookieName('oidc'))?.value)
  const named = typeof begun?.['at'] === 'string' ? begun['at'] : first.id
  const response = await callNextAuth(clientAt(named), ['callback', 'whmcs'], { method: 'GET', url: request.url })
  const target = response.headers.get('location')
  const failed = target !== null && new URL(target, env().PORTAL_URL).pathname.startsWith('/api/auth/')
  if (!failed) return response
  // next-auth leaves it to a page of its own to say so, and only its callback is open here.
  const headers = new Headers(response.headers)
  headers.set('location', '/sign-in?error=oidc')
  return new Response(null, { status: 303, headers })
}

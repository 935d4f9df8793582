import { randomBytes, randomUUID } from 'node:crypto'
import type { NextRequest } from 'next/server'
import { NextResponse } from 'next/server'
import { cookieName } from '@/server/auth/cookie'
import { env } from '@/server/env'
import { headersOf, policyOf } from '@/server/headers'
import { agentOrigin, hostOf } from '@/server/hosts'

const METHODS = ['GET', 'HEAD', 'POST']

/** Pages of somebody who is not signed in, and what must answer without a session. */
const OPEN = ['/sign-in', '/register', '/forgot-password', '/reset-password', '/api/', '/agent', '/brand/']
const OPEN_FILES = ['/icon.svg', '/favicon.ico', '/csp-report', '/floor']

/**
 * Headers, nonce, request id, and the way to the sign-in page when there is no cookie at all. It decides nothing about
 * access: without this file every page still refuses a guest. It never calls WHMCS.
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl
  const nonce = randomBytes(16).toString('base64')
  const ref = request.headers.get('x-request-id') ?? randomUUID()
  const policy = policyOf(request.nextUrl, nonce, request.cookies.has(cookieName('grant')))
  const response = answer(request, { nonce, ref, policy })
  response.headers.set('content-security-policy', policy)
  response.headers.set('x-request-id', ref)
  for (const [name, value] of headersOf(request.nextUrl)) response.headers.set(name, value)
  if (pathname === '/sign-in' && search === '?signed-out=1') response.headers.set('clear-site-data', '"cache"')
  return response
}

function answer(request: NextRequest, set: { nonce: string; ref: string; policy: string }): NextResponse {
  if (!METHODS.includes(request.method)) {
    return new NextResponse(null, { status: 405, headers: { allow: METHODS.join(', ') } })
  }
  const { pathname, search } = request.nextUrl
  const agents = hostOf(request.headers) === 'agents'
  const [way, place] = agents ? ['/agent', agentOrigin()] : [signInPath(pathname, search), env().PORTAL_URL]
  return needsSignIn(request, pathname)
    ? NextResponse.redirect(new URL(way, place), 307)
    : NextResponse.next({ request: { headers: forwarded(request, set) } })
}

function needsSignIn(request: NextRequest, pathname: string): boolean {
  if (request.method === 'POST' || OPEN_FILES.includes(pathname)) return false
  if (OPEN.some((open) => pathname.startsWith(open))) return false
  return !request.cookies.has(cookieName('session')) && !request.cookies.has(cookieName('grant'))
}

function signInPath(pathname: string, search: string): string {
  return pathname === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(pathname + search)}`
}

function forwarded(request: NextRequest, set: { nonce: string; ref: string; policy: string }): Headers {
  const headers = new Headers(request.headers)
  headers.set('x-nonce', set.nonce)
  headers.set('x-request-id', set.ref)
  headers.set('x-path', request.nextUrl.pathname)
  // Next reads its nonce from here; an incoming policy would choose the nonce for us.
  headers.set('content-security-policy', set.policy)
  headers.delete('content-security-policy-report-only')
  return headers
}

export const config = {
  matcher: ['/((?!_next/static/).*)'],
}

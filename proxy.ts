import type { NextRequest } from 'next/server'
import { NextResponse } from 'next/server'
import { cookieName } from '@/server/auth/cookie'
import { env } from '@/server/env'
import { METHODS } from '@/server/headers'
import { agentOrigin, hostOf } from '@/server/hosts'

/** Pages of somebody who is not signed in, and what must answer without a session. */
const OPEN = ['/sign-in', '/register', '/forgot-password', '/reset-password', '/api/', '/agent', '/brand/']
const OPEN_FILES = ['/icon.svg', '/favicon.ico', '/csp-report', '/floor']

/**
 * Sees only requests without a session, and shows their guests the way to sign in. It decides nothing about access: without
 * this file every page still refuses a guest. It never calls WHMCS.
 */
export function proxy(request: NextRequest): NextResponse {
  if (!METHODS.includes(request.method)) {
    return new NextResponse(null, { status: 405, headers: { allow: METHODS.join(', ') } })
  }
  return needsSignIn(request) ? NextResponse.redirect(signIn(request), 307) : NextResponse.next()
}

function needsSignIn({ method, nextUrl: { pathname } }: NextRequest): boolean {
  if (method === 'POST' || OPEN_FILES.includes(pathname)) return false
  return !OPEN.some((open) => pathname.startsWith(open))
}

function signIn({ headers, cookies, nextUrl: { pathname, search } }: NextRequest): URL {
  if (hostOf(headers) === 'agents') return new URL('/agent', agentOrigin())
  if (pathname === '/') return new URL('/sign-in', env().PORTAL_URL)
  // An agent's other tab, after the account was left.
  if (cookies.has(cookieName('agent'))) return new URL('/agent', agentOrigin())
  return new URL(`/sign-in?next=${encodeURIComponent(pathname + search)}`, env().PORTAL_URL)
}

/** Next reads this without running it: the names are those of `cookieName`, on https and without. */
export const config = {
  matcher: [
    {
      source: '/((?!_next/static/).*)',
      missing: [
        { type: 'cookie', key: 'portal.session' },
        { type: 'cookie', key: 'portal.grant' },
        { type: 'cookie', key: '__Host-portal.session' },
        { type: 'cookie', key: '__Host-portal.grant' },
      ],
    },
  ],
}

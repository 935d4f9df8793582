import 'server-only'
import { unstable_rethrow } from 'next/navigation'
import type { z } from 'zod'
import type { Needs } from '@/lib/permissions'
import { readerFor, viewerOf, viewerUnder, writerFor } from './access/current'
import type { Permitted } from './access/permitted'
import { permit } from './access/permitted'
import type { Viewer } from './access/viewer'
import { decide } from './access/viewer'
import { findCurrentSession, peekCurrentSession } from './auth/session'
import { isUnavailable, PortalError } from './errors'
import { errorFields, log } from './observability/log'
import type { RequestInfo } from './request'
import { requestInfo } from './request'
import type { Session } from './store/sessions'
import { findHeldGrant } from './support/current'
import { refuseUnderGrant } from './support/refuse'
import { trace } from './support/trail'
import type { Handover, Reader } from './whmcs/client'

type Context = { readonly params: Promise<Readonly<Record<string, string | string[] | undefined>>> }
type Handler = (request: Request, context: Context) => Promise<Response>

const STATUS = { forbidden: 403, not_found: 404, rate_limited: 429, unavailable: 503, unexpected: 500 } as const

type RouteFailure = keyof typeof STATUS
/** An answer that says it all: nothing went wrong here. */
const PLAIN = ['forbidden', 'not_found', 'rate_limited'] as const

type Spec<N extends Needs, S extends z.ZodType, W extends Reader> = {
  readonly needs: N
  /** Parses path parameters and query together. What does not parse does not exist. */
  readonly query: S
  readonly load: (viewer: Permitted<NoInfer<N>, W>, query: z.output<S>) => Promise<Response>
  /** Where a person is sent when it fails after the permission check; a bare status otherwise. */
  readonly failed?: (query: z.output<S>, failure: RouteFailure) => string
}

/** Next sets no cache header on a route handler's answer; ours hold customer data or say something about it. */
function sealed(response: Response, ref: string): Response {
  response.headers.set('cache-control', 'private, no-store')
  response.headers.set('x-request-id', ref)
  return response
}

function failureOf(error: unknown): RouteFailure {
  if (isUnavailable(error)) return 'unavailable'
  if (!(error instanceof PortalError)) return 'unexpected'
  if (error.code === 'signed_out') return 'forbidden'
  return PLAIN.find((code) => code === error.code) ?? 'unexpected'
}

function plain(failure: RouteFailure): Response {
  return new Response(null, { status: STATUS[failure] })
}

/** Relative, so that it holds behind every proxy. */
function seeOther(path: string): Response {
  return new Response(null, { status: 303, headers: { location: path } })
}

/** Who is asking, or where they are sent instead. @throws PortalError `forbidden` for an agent who may not */
type Entrance<W extends Reader> = (url: URL, info: RequestInfo) => Promise<Viewer<W> | Response>

async function asCustomer<W extends Reader>(url: URL, connect: (session: Session) => W): Promise<Viewer<W> | Response> {
  const session = await findCurrentSession()
  if (!session) return seeOther(`/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`)
  return viewerOf(session, connect(session)) ?? seeOther('/accounts')
}

function door<N extends Needs, S extends z.ZodType, W extends Reader>(
  spec: Spec<N, S, W>,
  enter: Entrance<W>,
): Handler {
  return async (request, context) => {
    const info = await requestInfo()
    const { ref } = info
    const url = new URL(request.url)
    const parsed = spec.query.safeParse({ ...Object.fromEntries(url.searchParams), ...(await context.params) })
    try {
      const viewer = await enter(url, info)
      if (viewer instanceof Response) return sealed(viewer, ref)
      const decision = decide(await viewer.rights(), spec.needs)
      if (decision === 'no_account') return sealed(seeOther('/accounts'), ref)
      if (decision === 'forbidden') return sealed(seeOther(`/no-access?to=${spec.needs}`), ref)
      if (!parsed.success) throw new PortalError('not_found')
      return sealed(await spec.load(permit(viewer, spec.needs), parsed.data), ref)
    } catch (error) {
      unstable_rethrow(error)
      const failure = failureOf(error)
      const wrong = failure !== 'not_found' && failure !== 'forbidden'
      if (wrong) {
        log('error', 'route.failed', { path: url.pathname, code: failure, ...errorFields(error) })
      }
      const way = wrong && parsed.success && spec.failed?.(parsed.data, failure)
      return sealed(way ? seeOther(way) : plain(failure), ref)
    }
  }
}

/** A GET of data: CSV, a query for the browser. */
export function forRoute<N extends Needs, S extends z.ZodType>(
  spec: Spec<N, S, Reader> & {
    /** Whether an agent in the account may have it, on record. What takes data away in bulk is never. */
    readonly support: 'read' | 'never'
  },
): Handler {
  return door(spec, async (url, info) => {
    const held = await findHeldGrant()
    if (held.kind === 'living' && spec.support === 'read') {
      await trace(held.grant, info, { event: 'support.view', outcome: 'done', target: url.pathname })
      return viewerUnder(held.grant)
    }
    await refuseUnderGrant(url.pathname, info)
    return asCustomer(url, readerFor)
  })
}

/** A GET that signs the person in at WHMCS on the way (an official PDF). Never given to a support agent. */
export function forHandover<N extends Needs, S extends z.ZodType>(spec: Spec<N, S, Handover>): Handler {
  return door(spec, async (url, info) => {
    await refuseUnderGrant(url.pathname, info)
    return asCustomer<Handover>(url, writerFor)
  })
}

/**
 * A GET that a page makes again and again, and the store alone answers. WHMCS is not asked, so nothing is known of rights:
 * `load` gives people what is theirs by the store's own rows. It keeps no session alive.
 */
export function forSession(load: (session: Session) => Promise<Response>): (request: Request) => Promise<Response> {
  return async (request) => {
    const info = await requestInfo()
    const { pathname } = new URL(request.url)
    try {
      await refuseUnderGrant(pathname, info)
      const session = await peekCurrentSession()
      return sealed(session ? await load(session) : seeOther('/sign-in'), info.ref)
    } catch (error) {
      unstable_rethrow(error)
      const failure = failureOf(error)
      if (failure !== 'forbidden') log('error', 'route.failed', { path: pathname, ...errorFields(error) })
      return sealed(plain(failure), info.ref)
    }
  }
}

/** A GET that anybody may make. */
export function publicRoute(work: (request: Request) => Promise<Response>): (request: Request) => Promise<Response> {
  return async (request) => {
    const { ref } = await requestInfo()
    try {
      return sealed(await work(request), ref)
    } catch (error) {
      unstable_rethrow(error)
      log('error', 'route.failed', { path: new URL(request.url).pathname, ...errorFields(error) })
      return sealed(plain('unexpected'), ref)
    }
  }
}

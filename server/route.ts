import 'server-only'
import { unstable_rethrow } from 'next/navigation'
import type { z } from 'zod'
import type { Needs } from '@/lib/permissions'
import { readerFor, viewerOf, writerFor } from './access/current'
import type { Permitted } from './access/permitted'
import { permit } from './access/permitted'
import { decide } from './access/viewer'
import { findCurrentSession } from './auth/session'
import { isUnavailable, PortalError } from './errors'
import { errorFields, log } from './observability/log'
import { requestInfo } from './request'
import type { Session } from './store/sessions'
import type { Handover, Reader } from './whmcs/client'

type Context = { readonly params: Promise<Readonly<Record<string, string | string[] | undefined>>> }
type Handler = (request: Request, context: Context) => Promise<Response>

const STATUS = { not_found: 404, rate_limited: 429, unavailable: 503, unexpected: 500 } as const

type RouteFailure = keyof typeof STATUS

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
  return error.code === 'not_found' || error.code === 'rate_limited' ? error.code : 'unexpected'
}

function plain(failure: RouteFailure): Response {
  return new Response(null, { status: STATUS[failure] })
}

/** Relative, so that it holds behind every proxy. */
function seeOther(path: string): Response {
  return new Response(null, { status: 303, headers: { location: path } })
}

function door<N extends Needs, S extends z.ZodType, W extends Reader>(
  spec: Spec<N, S, W>,
  connect: (session: Session) => W,
): Handler {
  return async (request, context) => {
    const { ref } = await requestInfo()
    const url = new URL(request.url)
    const parsed = spec.query.safeParse({ ...Object.fromEntries(url.searchParams), ...(await context.params) })
    try {
      const session = await findCurrentSession()
      if (!session) return sealed(seeOther(`/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`), ref)
      const viewer = viewerOf(session, connect(session))
      if (!viewer) return sealed(seeOther('/accounts'), ref)
      const decision = decide(await viewer.rights(), spec.needs)
      if (decision === 'no_account') return sealed(seeOther('/accounts'), ref)
      if (decision === 'forbidden') return sealed(seeOther(`/no-access?to=${spec.needs}`), ref)
      if (!parsed.success) throw new PortalError('not_found')
      return sealed(await spec.load(permit(viewer, spec.needs), parsed.data), ref)
    } catch (error) {
      unstable_rethrow(error)
      const failure = failureOf(error)
      if (failure !== 'not_found') {
        log('error', 'route.failed', { path: url.pathname, code: failure, ...errorFields(error) })
      }
      const way = failure !== 'not_found' && parsed.success && spec.failed?.(parsed.data, failure)
      return sealed(way ? seeOther(way) : plain(failure), ref)
    }
  }
}

/** A GET of data: CSV, a query for the browser. */
export function forRoute<N extends Needs, S extends z.ZodType>(spec: Spec<N, S, Reader>): Handler {
  return door(spec, readerFor)
}

/** A GET that signs the person in at WHMCS on the way (an official PDF). Never given to a support agent. */
export function forHandover<N extends Needs, S extends z.ZodType>(spec: Spec<N, S, Handover>): Handler {
  return door(spec, writerFor)
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

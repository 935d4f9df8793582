import 'server-only'
import { AsyncLocalStorage } from 'node:async_hooks'
import type { ServerResponse } from 'node:http'

/** The request that code is working for, so that a log line, a call to WHMCS and an agent's trace name it without being told. */
type RequestContext = {
  readonly ref: string
  readonly response: ServerResponse
  readonly data: boolean
  /** As the browser sent it. */
  readonly userAgent: string
  /** How many calls to WHMCS were begun for it. */
  calls: number
  /** An agent makes it: every call is worth a line in the log. */
  ofAgent: boolean
}

declare global {
  var atriumRequest: AsyncLocalStorage<RequestContext> | undefined
}

/** On globalThis, because Next loads this module once for each of its bundles. */
function current(): AsyncLocalStorage<RequestContext> {
  return (globalThis.atriumRequest ??= new AsyncLocalStorage())
}

/** Everything that runs for this request from here on finds it. */
export function enterRequest(request: Omit<RequestContext, 'calls' | 'ofAgent'>): void {
  current().enterWith({ ...request, calls: 0, ofAgent: false })
}

export function currentRef(): string | undefined {
  return current().getStore()?.ref
}

/** An agent was found to make this request. */
export function markAgent(): void {
  const context = current().getStore()
  if (context) context.ofAgent = true
}

export function isAgents(): boolean {
  return current().getStore()?.ofAgent ?? false
}

/** The beginning of the request's id, as people see it at the foot of a page, and a number. */
function callId({ ref }: RequestContext, number: number): string {
  return `${ref.slice(0, 8)}-${number}`
}

/** Names the next call to WHMCS; undefined for one that no request asks for. */
export function nextCall(): string | undefined {
  const context = current().getStore()
  if (!context) return undefined
  context.calls += 1
  return callId(context, context.calls)
}

/** What is no letter, mark or sign: line ends, control characters, what turns the direction of writing. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/gu
const USER_AGENT = 300

/**
 * What a trace says of the request `ref` besides where it came from: the browser's own word for itself, and the first and
 * last of the calls to WHMCS that were begun for it until now. They are numbered without gaps.
 * @returns null when this is not that request: a trace of something that is done later
 */
export function witness(ref: string): { userAgent?: string; calls?: string } | null {
  const context = current().getStore()
  if (context?.ref !== ref) return null
  const { calls } = context
  const userAgent = context.userAgent.replaceAll(UNSEEN, '').slice(0, USER_AGENT)
  const first = callId(context, 1)
  return {
    ...(userAgent && { userAgent }),
    ...(calls > 0 && { calls: calls === 1 ? first : `${first} … ${callId(context, calls)}` }),
  }
}

/**
 * The HTTP status of the page being rendered. Next gives a page only 200, or 404 by way of `notFound()`, which leaves
 * the document empty until JavaScript has run. A client-side navigation is left alone: its router would load the page
 * a second time for any other status.
 */
export function setStatus(status: 404 | 503): void {
  const context = current().getStore()
  if (context && !context.data && !context.response.headersSent) context.response.statusCode = status
}

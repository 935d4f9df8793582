import 'server-only'
import { AsyncLocalStorage } from 'node:async_hooks'
import type { ServerResponse } from 'node:http'

/** The request that code is working for, so that a log line and a call to WHMCS can name it without being told. */
type RequestContext = { readonly ref: string; readonly response: ServerResponse; readonly data: boolean }

declare global {
  var atriumRequest: AsyncLocalStorage<RequestContext> | undefined
}

/** On globalThis, because Next loads this module once for each of its bundles. */
function current(): AsyncLocalStorage<RequestContext> {
  return (globalThis.atriumRequest ??= new AsyncLocalStorage())
}

/** Everything that runs for this request from here on finds it. */
export function enterRequest(context: RequestContext): void {
  current().enterWith(context)
}

export function currentRef(): string | undefined {
  return current().getStore()?.ref
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

import 'server-only'
import { request as send, type Agent, type Dispatcher } from 'undici'

/** What one attempt on the wire came to. `sent` is false only when provably no byte of the request had left. */
export type Attempt =
  | { readonly kind: 'answer'; readonly status: number; readonly body: string }
  | { readonly kind: 'failed'; readonly sent: boolean; readonly reason: string }

export type Outgoing = {
  readonly url: URL
  readonly body: string
  /** The moment (ms since 1970) after which nothing leaves any more: it is looked at right before the first byte. */
  readonly notAfter: number
  readonly deadlineMs: number
  readonly maxBytes: number
}

/** Nothing was sent. */
class TooLate extends Error {
  readonly code = 'TOO_LATE'
}

/**
 * undici calls `onRequestStart` on a connected socket directly before the first byte is written, and never before: a
 * refused connection, an unknown host and a failed TLS handshake end without it.
 */
export function watchStart(dispatcher: Dispatcher, started: () => void, notAfter = Infinity): Dispatcher {
  return dispatcher.compose(
    (dispatch) => (options, handler) =>
      dispatch(options, {
        onRequestStart(controller, context) {
          if (Date.now() > notAfter) return controller.abort(new TooLate())
          started()
          handler.onRequestStart?.(controller, context)
        },
        onRequestUpgrade: (controller, status, headers, socket) =>
          handler.onRequestUpgrade?.(controller, status, headers, socket),
        onResponseStart: (controller, status, headers, message) =>
          handler.onResponseStart?.(controller, status, headers, message),
        onResponseData: (controller, chunk) => handler.onResponseData?.(controller, chunk),
        onResponseEnd: (controller, trailers) => handler.onResponseEnd?.(controller, trailers),
        onResponseError: (controller, error) => handler.onResponseError?.(controller, error),
      }),
  )
}

/** A short name from a closed list (Node's and undici's error codes): safe to log. */
export function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  if (error.name === 'TimeoutError') return 'timeout'
  const code = 'code' in error ? error.code : undefined
  if (typeof code === 'string') return /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : 'unknown'
  // Several addresses were tried: the first one's reason stands for all.
  if (error instanceof AggregateError) return causeOf(error.errors[0])
  return 'unknown'
}

/** @returns null when it is longer than that */
export async function readBody(body: AsyncIterable<unknown>, maxBytes: number): Promise<string | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) return null
    size += chunk.byteLength
    if (size > maxBytes) return null
    chunks.push(chunk)
  }
  // Invalid UTF-8 becomes U+FFFD and then fails as text, not as JSON structure.
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.concat(chunks))
}

/** One POST, no redirects, one deadline over connecting, sending and reading the whole body. Never throws. */
export async function post(agent: Agent, outgoing: Outgoing): Promise<Attempt> {
  let sent = false
  const started = () => {
    sent = true
  }
  const dispatcher = watchStart(agent, started, outgoing.notAfter)
  try {
    const response = await send(outgoing.url, {
      dispatcher,
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
        'user-agent': 'Atrium',
      },
      body: outgoing.body,
      headersTimeout: outgoing.deadlineMs,
      bodyTimeout: outgoing.deadlineMs,
      signal: AbortSignal.timeout(outgoing.deadlineMs),
    })
    const body = await readBody(response.body, outgoing.maxBytes)
    if (body === null) return { kind: 'failed', sent: true, reason: 'too large' }
    return { kind: 'answer', status: response.statusCode, body }
  } catch (error) {
    return { kind: 'failed', sent, reason: causeOf(error) }
  }
}

import 'server-only'
import { request as send, type Agent, type Dispatcher } from 'undici'
import { WhmcsError } from './errors'
import { causeOf } from './transport'
import { isWithin } from './urls'

/** A page or file of WHMCS's client area. Cancel the stream when it is not wanted: it holds a place in the `pdf` lane. */
export type Download = {
  readonly status: number
  readonly contentType: string
  readonly length?: number
  readonly stream: ReadableStream<Uint8Array>
}

type Rules = {
  readonly base: string
  readonly deadlineMs: number
  readonly maxBytes: number
  /** Called once the body is read, cancelled, failed or timed out. */
  readonly onEnd: () => void
}

const ACTION = 'ClientArea'
const MAX_REDIRECTS = 5
const MAX_COOKIES = 50

type Response = Dispatcher.ResponseData
type Body = Response['body']

/** The cookies of one visit: a signed-in session of WHMCS, thrown away with it. */
export type Jar = Map<string, string>

function remember(jar: Jar, header: string | string[] | undefined): void {
  for (const line of [header ?? []].flat()) {
    const [, name = '', value = ''] = /^([^=;\s]+)=([^;\r\n]*)/.exec(line) ?? []
    if (name !== '' && (jar.size < MAX_COOKIES || jar.has(name))) jar.set(name, value)
  }
}

function one(header: string | string[] | undefined): string {
  return [header ?? []].flat()[0] ?? ''
}

function toStream(body: Body, rules: Rules): ReadableStream<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]()
  let size = 0
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await chunks.next().catch((error: unknown) => {
          throw new WhmcsError('unreachable', ACTION, { reason: causeOf(error) })
        })
        if (next.done) return controller.close()
        const chunk: unknown = next.value
        if (!(chunk instanceof Uint8Array)) return controller.close()
        size += chunk.byteLength
        if (size > rules.maxBytes) {
          body.destroy()
          throw new WhmcsError('malformed', ACTION, { reason: 'too large' })
        }
        controller.enqueue(chunk)
      },
      cancel() {
        body.destroy()
      },
    },
    { highWaterMark: 0 },
  )
}

function toDownload(response: Response, rules: Rules): Download {
  const { body, headers, statusCode } = response
  // Destroyed by the deadline with nobody reading, the body would otherwise end the process by an unhandled error.
  body.on('error', () => undefined)
  body.once('close', rules.onEnd)
  const length = Number(one(headers['content-length']) || Number.NaN)
  return {
    status: statusCode,
    contentType: one(headers['content-type']).toLowerCase(),
    ...(Number.isSafeInteger(length) ? { length } : {}),
    stream: toStream(body, rules),
  }
}

function target(location: string, from: URL, base: string): URL {
  const next = URL.parse(location, from.href)
  if (!next || !isWithin(base, next)) throw new WhmcsError('malformed', ACTION, { reason: 'redirected elsewhere' })
  return next
}

export function headersOf(jar: Jar): Record<string, string> {
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  return { 'user-agent': 'Atrium', ...(cookie === '' ? {} : { cookie }) }
}

/**
 * GET, following redirects below WHMCS's base URL only: the jar comes to hold a signed-in session. Nothing is repeated,
 * because the token in the first URL is good for one use.
 *
 * @throws WhmcsError `unreachable`, or `malformed` for a redirect that leads elsewhere
 */
export async function visit(agent: Agent, url: URL, base: string, deadlineMs: number, jar: Jar): Promise<Response> {
  const signal = AbortSignal.timeout(deadlineMs)
  let here = target(url.href, url, base)
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const headers = headersOf(jar)
    const response = await send(here, { dispatcher: agent, method: 'GET', headers, signal }).catch((error: unknown) => {
      throw new WhmcsError('unreachable', ACTION, { reason: causeOf(error) })
    })
    remember(jar, response.headers['set-cookie'])
    if (response.statusCode < 300 || response.statusCode > 399) return response
    response.body.on('error', () => undefined)
    response.body.destroy()
    here = target(one(response.headers.location), here, base)
  }
  throw new WhmcsError('malformed', ACTION, { reason: 'too many redirects' })
}

/** A page or file, with a cookie jar that is thrown away. @throws WhmcsError as `visit` */
export async function follow(agent: Agent, url: URL, rules: Rules): Promise<Download> {
  return toDownload(await visit(agent, url, rules.base, rules.deadlineMs, new Map()), rules)
}

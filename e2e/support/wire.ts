import { randomInt } from 'node:crypto'
import { Agent, request } from 'node:http'
import type { OutgoingHttpHeaders } from 'node:http'

/** One answer of the portal, read whole, nothing followed. */
export type Answer = {
  readonly status: number
  /** Lower case; a name that came twice is joined by a comma, as HTTP has it. */
  readonly headers: Readonly<Record<string, string>>
  readonly setCookies: readonly string[]
  readonly text: string
}

/** Somebody at the other end of the wire: their cookies, and the address that the proxy says they have. */
export type Caller = { readonly cookie?: string; readonly address?: string }

export type Message = Caller & {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Buffer | string
}

const agent = new Agent({ keepAlive: true, maxSockets: 8 })

/** Of the 16 million of 10.0.0.0/8, so that the limits per address do not couple the tests. */
export function anyAddress(): string {
  return [10, randomInt(256), randomInt(256), randomInt(1, 255)].join('.')
}

/**
 * One request, byte for byte: no browser and no `fetch` that would tidy the path, add an Origin or follow a redirect.
 * A header that is the empty text is sent as such.
 */
export function send(origin: string, path: string, message: Message = {}): Promise<Answer> {
  const { hostname, port } = new URL(origin)
  const { method = 'GET', cookie, address = anyAddress(), body } = message
  const headers: OutgoingHttpHeaders = {
    'x-forwarded-for': address,
    ...(cookie && { cookie }),
    ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
    ...message.headers,
  }
  return new Promise((resolve, reject) => {
    const asked = request({ agent, hostname, port, path, method, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: Object.fromEntries(
            Object.entries(response.headers).map(([name, value]) => [name, [value].flat().join(', ')]),
          ),
          setCookies: response.headers['set-cookie'] ?? [],
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      )
    })
    asked.setTimeout(30_000, () => asked.destroy(new Error(`${method} ${path}: no answer in 30 s`)))
    asked.on('error', reject)
    asked.end(body)
  })
}

/** `a=1; b=2` of what an answer sets, without what it takes away, upon what was held before. */
export function keepCookies({ setCookies }: Answer, held = ''): string {
  const jar = new Map(held.split('; ').flatMap((pair): [string, string][] => (pair ? [split(pair)] : [])))
  for (const line of setCookies) {
    const [pair = ''] = line.split(';')
    const [name, value] = split(pair)
    if (value === '' || /;\s*max-age=0\b/i.test(line)) jar.delete(name)
    else jar.set(name, value)
  }
  return [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
}

function split(pair: string): [string, string] {
  const at = pair.indexOf('=')
  return [pair.slice(0, at), pair.slice(at + 1)]
}

import 'server-only'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import { locationId } from '@/lib/ids'
import { connect, type CallEvent, type Connection, type Limits, type Writer } from '@/server/whmcs/client'

/** One request as it came over the wire. */
export type Received = {
  readonly method: string
  readonly url: string
  readonly body: string
  readonly params: URLSearchParams
  readonly cookie: string
}

export type Reply = (received: Received, response: ServerResponse, request: IncomingMessage) => void | Promise<void>

export type Fake = AsyncDisposable & {
  readonly url: string
  readonly received: Received[]
  readonly events: CallEvent[]
  /** A connection to this server; 8.13 unless another version is said, and without patience. */
  whmcs(limits?: Partial<Limits>, connection?: Partial<Connection>): Writer
  /** The actions asked for, in order. */
  actions(): (string | null)[]
}

async function read(request: IncomingMessage): Promise<Received> {
  let body = ''
  for await (const chunk of request) body += String(chunk)
  const { method = '', url = '' } = request
  return { method, url, body, params: new URLSearchParams(body), cookie: request.headers.cookie ?? '' }
}

/** A real HTTP server on the loopback address, because what is tested is what goes over a socket. */
export async function fakeWhmcs(reply: Reply): Promise<Fake> {
  const received: Received[] = []
  const events: CallEvent[] = []
  const server = createServer((request, response) => {
    void read(request)
      .then(async (one) => {
        received.push(one)
        await reply(one, response, request)
      })
      .catch(() => request.socket.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  return {
    url,
    received,
    events,
    whmcs: (limits = {}, connection = {}) =>
      connect(
        {
          location: locationId('main'),
          url,
          identifier: 'an-identifier',
          secret: 'a-secret',
          version: '8.13.1',
          ...connection,
        },
        { onCall: (event) => events.push(event), limits },
      ),
    actions: () => received.map((one) => one.params.get('action')),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

export function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/** Answers by action name; a function sees the parameters. */
export function byAction(answers: Readonly<Record<string, unknown>>): Reply {
  return ({ params }, response) => {
    const answer = answers[params.get('action') ?? '']
    json(
      response,
      typeof answer === 'function' ? answer(params) : (answer ?? { result: 'error', message: 'no answer' }),
    )
  }
}

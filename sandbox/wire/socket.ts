import type { Context } from 'hono'
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'

// A request made in-process, through app.request(), has no bindings at all.
const incoming = (c: Context) => {
  const env: Partial<HttpBindings> | undefined = c.env
  return env?.incoming
}

/** The TCP peer, since WHMCS looks at nothing else; 127.0.0.1 in-process. */
export function remoteAddress(c: Context): string {
  const address = incoming(c)?.socket.remoteAddress ?? '127.0.0.1'
  return address.replace(/^::ffff:/, '')
}

export const isLoopback = (address: string): boolean => address === '::1' || /^127\.\d+\.\d+\.\d+$/.test(address)

/** Cuts the connection without an answer. In-process nothing can be cut, so the request throws instead. */
export function dropConnection(c: Context): Response {
  const request = incoming(c)
  if (request === undefined) throw new Error('socket hang up')
  request.socket.destroy()
  return RESPONSE_ALREADY_SENT
}

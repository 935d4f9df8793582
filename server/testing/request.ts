import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { enterRequest } from '@/server/observability/context'

/** What the calling test does from here on is done for this request. */
export function asRequest(ref: string, userAgent: string): void {
  const response = new ServerResponse(new IncomingMessage(new Socket()))
  enterRequest({ ref, response, data: false, userAgent })
}

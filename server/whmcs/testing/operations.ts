import 'server-only'
import { z } from 'zod'
import type { Operation } from '@/server/whmcs/client'
import { WhmcsError, type WhmcsFailure } from '@/server/whmcs/errors'
import { fakeWhmcs, json, type Reply } from './fake'

export const GetThing = {
  action: 'GetThing',
  effect: 'read',
  response: z.object({ id: z.number() }),
} as const satisfies Operation
export const SetThing = {
  action: 'SetThing',
  effect: 'write',
  response: z.object({ id: z.number() }),
} as const satisfies Operation
export const EnterThing = {
  action: 'EnterThing',
  effect: 'handover',
  response: z.object({ id: z.number() }),
} as const satisfies Operation

export const GOOD = { result: 'success', id: 7 }

export async function failureOf(work: Promise<unknown>): Promise<WhmcsFailure | 'ok' | 'other'> {
  try {
    await work
    return 'ok'
  } catch (error) {
    return error instanceof WhmcsError ? error.failure : 'other'
  }
}

/** What one kind of answer means for a read, a handover and a write, and how often each was asked. */
export async function meaning(reply: Reply, limits = {}) {
  await using fake = await fakeWhmcs(reply)
  const whmcs = fake.whmcs(limits)
  const read = await failureOf(whmcs.read(GetThing))
  const reads = fake.received.length
  const handover = await failureOf(whmcs.handover(EnterThing, {}))
  const write = await failureOf(whmcs.write(SetThing, {}))
  return { read, reads, handover, write, rest: fake.received.length - reads }
}

export const html: Reply = (_, response) => void response.writeHead(200).end('<!DOCTYPE html><title>Login</title>')
export const status =
  (code: number, body = '<html></html>'): Reply =>
  (_, response) =>
    void response.writeHead(code).end(body)
export const reset: Reply = (_, __, request) => void request.socket.resetAndDestroy()
export const says =
  (message: string, code = 200): Reply =>
  (_, response) =>
    json(response, { result: 'error', message }, code)
export const text =
  (body: string): Reply =>
  (_, response) =>
    void response.end(body)

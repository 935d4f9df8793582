import 'server-only'
import { PortalError } from '@/server/errors'
import type { Handover, Operation, Params, Writer } from '@/server/whmcs/client'
import { WhmcsError } from '@/server/whmcs/errors'
import type { z } from 'zod'

/**
 * How long after the right to send was taken anything may still leave, in ms. A process that was held up (a suspended
 * machine, a stopped container) must not wake and send what others have given up: LEASE and GRACE begin where this ends.
 */
export const SEND_WITHIN = 15_000

const NEVER_DONE: readonly WhmcsError['failure'][] = ['refused', 'unreachable', 'credentials']

export type Sending = {
  /** The connection that this sending may use. */
  readonly whmcs: Writer
  /** Whether an error that came out of it proves that nothing was changed. */
  readonly changedNothing: (error: unknown) => boolean
}

/**
 * One sending over a connection. What the portal says of its own accord changed nothing, and so does a call that WHMCS
 * refused or that never left; but the failure of whatever was asked after a write says nothing about that write.
 */
export function sendingOver(whmcs: Writer, until: number): Sending {
  let changed = false
  const inTime = (action: string) => {
    if (Date.now() >= until) throw new WhmcsError('unreachable', action, { reason: 'too late' })
  }
  const neverDone = (error: unknown) => error instanceof WhmcsError && NEVER_DONE.includes(error.failure)
  async function change<T>(action: string, send: () => Promise<T>): Promise<T> {
    inTime(action)
    try {
      const answer = await send()
      changed = true
      return answer
    } catch (error) {
      changed ||= !neverDone(error)
      throw error
    }
  }
  const through: Writer = {
    location: whmcs.location,
    baseUrl: whmcs.baseUrl,
    version: () => whmcs.version(),
    read: <S extends z.ZodType>(operation: Operation<'read', S>, params?: Params) => whmcs.read(operation, params),
    follow: (url: URL): ReturnType<Handover['follow']> => whmcs.follow(url),
    async handover(operation, params) {
      inTime(operation.action)
      return whmcs.handover(operation, params)
    },
    write: (operation, params) => change(operation.action, () => whmcs.write(operation, params, until)),
    submitForm: (session, path, params) => change('ClientArea', () => whmcs.submitForm(session, path, params, until)),
  }
  return {
    whmcs: through,
    changedNothing: (error) =>
      error instanceof PortalError ? error.code !== 'outcome_unknown' : neverDone(error) && !changed,
  }
}

import 'server-only'
import type { WriteClass } from '@/lib/support-class'
import type { ActionName } from './actions'
import type { Changer, Operation, Params, Reader, Writer } from './client'
import { readOnly } from './client'
import type { Effect } from './answer'
import type { z } from 'zod'

/** What each class of changes may send. */
export const CLASS_ACTIONS = {
  contacts: ['AddContact', 'UpdateContact', 'DeleteContact'],
  profile: ['UpdateClient'],
  // A withdrawal, and a refund, is a ticket: no money moves.
  cancellations: ['AddCancelRequest', 'OpenTicket'],
  // The account's own name for a service is the portal's alone.
  services: [],
} as const satisfies Readonly<Record<WriteClass, readonly ActionName[]>>

/** An agent changes the address of an account: never how it is reached or who it is. */
const PARAMS: Readonly<Partial<Record<ActionName, readonly string[]>>> = {
  UpdateClient: ['clientid', 'address1', 'address2', 'city', 'state', 'postcode', 'country'],
}

/**
 * How much of WHMCS an action that declares `support` gets: what it may send under a grant, whoever calls it. What
 * `cancellations` sends goes through the engine, which takes whole connections: there the check at run time is the one.
 */
export type WriterOf = {
  readonly never: Writer
  readonly contacts: Changer<(typeof CLASS_ACTIONS)['contacts'][number]>
  readonly profile: Changer<(typeof CLASS_ACTIONS)['profile'][number]>
  readonly cancellations: Writer
  readonly services: Reader
}

function refuse(): never {
  throw new TypeError('not with this grant')
}

/**
 * The same connection with nothing on it but reading and the writes of one class, by name and at run time.
 * @param recorded whether what is about to be sent is on record: nothing leaves before
 */
export function classWriter(whmcs: Writer, kind: WriteClass, recorded: () => boolean): Writer {
  const actions: readonly string[] = CLASS_ACTIONS[kind]
  return Object.freeze({
    ...readOnly(whmcs),
    async write<S extends z.ZodType>(operation: Operation<'write', S>, params: Params, notAfter?: number) {
      const { effect, action }: { readonly effect: Effect; readonly action: string } = operation
      const allowed = Object.entries(PARAMS).find(([name]) => name === action)?.[1]
      const fits = Object.keys(params).every((name) => allowed?.includes(name) ?? true)
      if (effect !== 'write' || !actions.includes(action) || !fits || !recorded()) refuse()
      return whmcs.write(operation, params, notAfter)
    },
    handover: async () => refuse(),
    follow: async () => refuse(),
    submitForm: async () => refuse(),
  })
}

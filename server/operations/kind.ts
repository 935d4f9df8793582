import 'server-only'
import type { z } from 'zod'
import type { Operation } from '@/server/store/operations'
import type { Reader, Writer } from '@/server/whmcs/client'

/**
 * What reading the other side shows. `absent` is only believed when the operation was sent long enough ago and two
 * readings agree; `unclear`: the reading cannot tell. `times`: how often it is there, where that can be more than once.
 */
export type Proof<R> =
  | { readonly kind: 'applied'; readonly result: R; readonly times?: number }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unclear' }

type KindSpec<D extends z.ZodType, R> = {
  readonly name: string
  /** What is recorded before anything is sent: ids and figures. It is read back from the store with this schema. */
  readonly details: D
  /**
   * Reads what the proof is compared with (the newest row before ours), when nobody else can touch the target any more. It
   * is recorded before anything is sent.
   */
  readonly before?: (whmcs: Reader, operation: Operation, details: z.output<D>) => Promise<z.output<D>>
  /** One write, and only ever one. Ids are proved to be the client's again right before it. */
  readonly send: (whmcs: Writer, operation: Operation, details: z.output<D>) => Promise<R>
  /** Looks for the operation's effect, by its reference or its target. */
  readonly prove: (whmcs: Reader, operation: Operation, details: z.output<D>) => Promise<Proof<R>>
  /** What stays of the details once it is over; without it, all. For texts that were only kept to be sent. */
  readonly keep?: (details: z.output<D>) => unknown
}

export type Kind = {
  readonly name: string
  readonly before: ((whmcs: Reader, operation: Operation) => Promise<unknown>) | null
  readonly send: (whmcs: Writer, operation: Operation) => Promise<unknown>
  readonly prove: (whmcs: Reader, operation: Operation) => Promise<Proof<unknown>>
  readonly keep: (operation: Operation) => unknown
}

/** One kind of operation: how it is sent, and what proves that it happened (docs/reliability.md). */
export function kind<D extends z.ZodType, R>(spec: KindSpec<D, R>): Kind {
  const { before } = spec
  return {
    name: spec.name,
    before: before ? (whmcs, operation) => before(whmcs, operation, spec.details.parse(operation.details)) : null,
    send: (whmcs, operation) => spec.send(whmcs, operation, spec.details.parse(operation.details)),
    prove: (whmcs, operation) => spec.prove(whmcs, operation, spec.details.parse(operation.details)),
    keep: ({ details }) => spec.keep?.(spec.details.parse(details)),
  }
}

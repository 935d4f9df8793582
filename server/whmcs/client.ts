import 'server-only'
import type { z } from 'zod'
import type { LocationId } from '@/lib/ids'
import type { Effect } from './answer'
import { Caller } from './caller'
import type { FormAnswer } from './client-area'
import type { Download } from './download'
import type { Params } from './encode'
import type { WhmcsFailure } from './errors'
import type { Lane } from './lanes'
import type { post } from './transport'
import { baseUrl } from './urls'
import { findVersion, parseVersion, type Version } from './version'

export type { Effect } from './answer'
export type { Lane } from './lanes'
export type { Version } from './version'
export type { Params } from './encode'

/** One action of WHMCS's remote API: what it does upstream, and the schema its answer must fit. */
export type Operation<E extends Effect = Effect, S extends z.ZodType = z.ZodType> = {
  readonly action: string
  readonly effect: E
  readonly response: S
  /** Of one attempt, in milliseconds. */
  readonly deadlineMs?: number
  /** Of the answer, for lists that WHMCS does not page. */
  readonly maxBytes?: number
  readonly lane?: Lane
}

export interface Reader {
  readonly location: LocationId
  /** WHMCS's base URL, without a slash at the end. */
  readonly baseUrl: string
  /** The configured version, or found out once and kept for the process. */
  version(): Promise<Version>
  /** @throws WhmcsError */
  read<S extends z.ZodType>(operation: Operation<'read', S>, params?: Params): Promise<z.output<S>>
}

export interface Handover extends Reader {
  /** @throws WhmcsError */
  handover<S extends z.ZodType>(operation: Operation<'handover', S>, params: Params): Promise<z.output<S>>
  /** GETs a page of the client area with a throw-away cookie jar. @throws WhmcsError */
  follow(url: URL): Promise<Download>
}

/** Reading, and those writes that `A` names. */
export interface Changer<A extends string = string> extends Reader {
  /**
   * Never repeated.
   *
   * @param notAfter the moment (ms since 1970) after which nothing may leave any more
   * @throws WhmcsError; `outcome_unknown` when it may have been carried out.
   */
  // A property and no method: a connection that may send less does not pass for one that may send more.
  readonly write: <S extends z.ZodType>(
    operation: Operation<'write', S> & { readonly action: A },
    params: Params,
    notAfter?: number,
  ) => Promise<z.output<S>>
}

export interface Writer extends Handover, Changer {
  /**
   * Sends one of the client area's own forms in the session that `session`, an address of single sign-on, opens. Never
   * repeated. @throws WhmcsError; `outcome_unknown` when it may have arrived, and everything else when it was not sent
   */
  submitForm(session: URL, path: string, params: Params, notAfter?: number): Promise<FormAnswer>
}

export type Connection = {
  readonly location: LocationId
  readonly url: string
  readonly identifier: string
  readonly secret: string
  readonly accessKey?: string
  readonly version?: string
}

/** One attempt, for the log: no parameters and no answer are in it. */
export type CallEvent = {
  readonly location: LocationId
  readonly action: string
  readonly effect: Effect
  readonly ms: number
  readonly outcome: 'ok' | WhmcsFailure
  readonly attempt: number
  /** Its name in the log; the second attempt has the first one's. */
  readonly call?: string
  /** The portal's own word for what went wrong, never WHMCS's. */
  readonly reason?: string
  /** PHP printed warnings in front of an answer that was accepted all the same. */
  readonly note?: 'php_warning'
}

export type Limits = {
  readonly connectMs: number
  readonly readMs: number
  readonly writeMs: number
  readonly downloadMs: number
  readonly queueMs: number
  readonly latchMs: number
  readonly maxBytes: number
  readonly lanes: Readonly<Record<Lane, number>>
}

export type ConnectOptions = {
  readonly onCall?: (event: CallEvent) => void
  /** Names a call. */
  readonly nameCall?: () => string | undefined
  readonly limits?: Partial<Limits>
  /** Another way to carry a call than HTTP: a simulation. */
  readonly post?: typeof post
}

/**
 * One WHMCS installation. Keeps connections alive, caps concurrency per kind of work, repeats reads once at most and
 * writes never.
 *
 * @throws RangeError when the URL or the configured version cannot be read
 */
export function connect(connection: Connection, options: ConnectOptions = {}): Writer {
  const caller = new Caller(connection, options)
  const configured = connection.version === undefined ? null : parseVersion(connection.version)
  let found: Promise<Version> | null = null

  const writer: Writer = {
    location: connection.location,
    baseUrl: baseUrl(connection.url),
    async version() {
      if (configured) return configured
      // A failed finding-out is not kept: the next caller asks again.
      found ??= findVersion(writer).catch((error: unknown) => {
        found = null
        throw error
      })
      return found
    },
    read: (operation, params = {}) => caller.call(operation, params),
    handover: (operation, params) => caller.call(operation, params),
    follow: (url) => caller.follow(url),
    write: (operation, params, notAfter) => caller.call(operation, params, notAfter),
    submitForm: (session, path, params, notAfter) => caller.submitForm(session, path, params, notAfter),
  }
  return Object.freeze(writer)
}

/** What WHMCS's documents name like this changes nothing; a password is nothing to look at. */
const READS = /^(Get(?!ClientPassword$)[A-Za-z]+|WhmcsDetails)$/

/** The same connection with nothing on it but reading, at run time too: for pages that a support agent looks at. */
export function readOnly(whmcs: Reader): Reader {
  return Object.freeze({
    location: whmcs.location,
    baseUrl: whmcs.baseUrl,
    version: () => whmcs.version(),
    // The check at run time holds against a caller that got round the types.
    read<S extends z.ZodType>(operation: Operation<'read', S>, params?: Params) {
      const { effect, action }: { readonly effect: Effect; readonly action: string } = operation
      if (effect !== 'read' || !READS.test(action)) throw new TypeError('this connection only reads')
      return whmcs.read(operation, params)
    },
  })
}

import 'server-only'
import { isMarked } from '@/server/marked'

/**
 * - `unreachable`: WHMCS gave no usable answer; for a write, provably nothing was sent, so nothing was changed.
 * - `outcome_unknown`: a write left the portal and no trustworthy answer came back; it may have been carried out.
 * - `refused`: WHMCS answered with a refusal; nothing was changed.
 * - `malformed`: a read was answered with something that is not what the action answers.
 * - `credentials`: WHMCS does not accept the portal itself (secret, address, role); never the customer's fault.
 */
export type WhmcsFailure = 'unreachable' | 'outcome_unknown' | 'refused' | 'malformed' | 'credentials'

type Details = {
  /** WHMCS's sentence. For mapping inside server/ only. */
  readonly said?: string
  /** The portal's own word for the cause (`ECONNREFUSED`, `status 502`, `html`): safe to log. */
  readonly reason?: string
}

const MARK = Symbol.for('atrium.WhmcsError')

/**
 * Every failure of a call to WHMCS. The message holds the failure and the action and nothing else. `said` is not
 * enumerable, so that no serializer of errors (pino copies every enumerable property) can write it to a log.
 */
export class WhmcsError extends Error {
  /** Next carries this module once for each of its bundles, and a connection is shared by all: each copy knows the others'. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    // A subclass keeps its own meaning.
    return this === WhmcsError ? isMarked(value, MARK) : Function.prototype[Symbol.hasInstance].call(this, value)
  }

  readonly [MARK] = true
  readonly failure: WhmcsFailure
  readonly action: string
  readonly reason?: string
  declare readonly said?: string

  constructor(failure: WhmcsFailure, action: string, details: Details = {}) {
    super(`${failure}: ${action}`)
    this.name = 'WhmcsError'
    this.failure = failure
    this.action = action
    if (details.reason !== undefined) this.reason = details.reason
    if (details.said !== undefined) Object.defineProperty(this, 'said', { value: details.said, enumerable: false })
  }
}

/** True for a refusal whose sentence matches; WHMCS varies case and wording, so callers pass case-insensitive patterns. */
export function isRefusal(error: unknown, sentence: RegExp): error is WhmcsError {
  return error instanceof WhmcsError && error.failure === 'refused' && sentence.test(error.said ?? '')
}

/** An answer about another object than the one asked for. Never passed on: it could be another customer's. */
export function wrongEcho(operation: { readonly action: string; readonly effect: string }): WhmcsError {
  const failure = operation.effect === 'write' ? 'outcome_unknown' : 'malformed'
  return new WhmcsError(failure, operation.action, { reason: 'wrong echo' })
}

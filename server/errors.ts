import 'server-only'
import type { ErrorCode } from '@/lib/result'
import { isMarked } from './marked'
import { WhmcsError } from './whmcs/errors'

const MARK = Symbol.for('atrium.PortalError')

type Options = {
  /** A key under `errors` in the message files; the code's own sentence when absent. */
  readonly message?: string
  /** Field name to a key under `errors`. */
  readonly fields?: Readonly<Record<string, string>>
  readonly cause?: unknown
}

/** The one error the portal throws on purpose. Its text never reaches a browser: the doors turn the code into words. */
export class PortalError extends Error {
  /** Next carries this module once for each of its bundles: each copy knows the others'. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isMarked(value, MARK)
  }

  readonly [MARK] = true
  readonly code: ErrorCode
  readonly key: string
  readonly fields: Readonly<Record<string, string>> | undefined

  constructor(code: ErrorCode, options: Options = {}) {
    super(code, { cause: options.cause })
    this.name = 'PortalError'
    this.code = code
    this.key = options.message ?? code
    this.fields = options.fields
  }
}

/** WHMCS did not answer, answered something else, or answered half: the customer's data is fine, ours to wait. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof PortalError) return error.code === 'unavailable'
  return error instanceof WhmcsError && error.failure !== 'refused'
}

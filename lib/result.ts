import type { FormValues } from './form-values'

/** What went wrong, in the portal's own words. Nothing of WHMCS's or of an exception's text is in it. */
export const ERROR_CODES = [
  'invalid',
  'signed_out',
  'forbidden',
  'not_found',
  'rejected',
  'rate_limited',
  'in_progress',
  'outcome_unknown',
  'unavailable',
  'unexpected',
] as const

export type ErrorCode = (typeof ERROR_CODES)[number]

export type Failure = {
  readonly ok: false
  readonly code: ErrorCode
  /** A key under `errors` in the message files. */
  readonly message: string
  /** Field name to a key under `errors`. */
  readonly fields: Readonly<Record<string, string>>
  /** Finds the log line. */
  readonly ref: string
}

/** Failures that somebody may have to look into. */
const TRACED: readonly string[] = ['unexpected', 'unavailable', 'outcome_unknown', 'refused']

/** Whether a failure is told together with its reference. */
export function isTraced({ code, message, ref }: Failure): boolean {
  return ref !== '' && (TRACED.includes(code) || TRACED.includes(message))
}

export type ActionResult<T = null> = { readonly ok: true; readonly data: T } | Failure

/** A form between two submissions: the last answer, and what was typed (passwords and codes excepted). */
export type FormState<T = null> = {
  readonly result: ActionResult<T> | null
  readonly values: FormValues
  /** Names the next submission; null before the first one, whose name came with the page. */
  readonly intent: string | null
  /** The last failure as a whole, in the reader's language, for a button that brings no words of its own. */
  readonly said: string | null
}

export const NOT_SUBMITTED = { result: null, values: {}, intent: null, said: null } as const

/**
 * A server action as a form sees it. It takes the browser's own form data, so that a form works before the page has
 * hydrated and without JavaScript. The field `intent` names one submission: it is never carried out twice.
 */
export type Action<T = null> = (previous: FormState<T>, form: FormData) => Promise<FormState<T>>

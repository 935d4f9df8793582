/** What went wrong, in the portal's own words. Nothing of WHMCS's or of an exception's text is in it. */
export type ErrorCode =
  | 'invalid'
  | 'signed_out'
  | 'forbidden'
  | 'not_found'
  | 'rejected'
  | 'rate_limited'
  | 'in_progress'
  | 'outcome_unknown'
  | 'unavailable'
  | 'unexpected'

export type Failure = {
  readonly ok: false
  readonly code: ErrorCode
  /** A key under `errors` in the message files. */
  readonly message: string
  /** Field name to a key under `errors`. */
  readonly fields?: Readonly<Record<string, string>>
  /** Finds the log line. */
  readonly ref: string
}

export type ActionResult<T = null> = { readonly ok: true; readonly data: T } | Failure

/** A server action as a component sees it. `intent` names one submission: the same intent is never carried out twice. */
export type Action<I, T = null> = (input: I, intent: string) => Promise<ActionResult<T>>

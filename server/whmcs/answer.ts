import 'server-only'
import type { z } from 'zod'
import { WhmcsError } from './errors'
import { parseAnswer } from './json'
import type { Finding } from './latch'
import type { Attempt } from './transport'
import { unflatten } from './unflatten'

/** What the call does upstream. `handover` signs somebody in and changes no data. */
export type Effect = 'read' | 'handover' | 'write'

/** WHMCS's doors are closed to the portal altogether; asking again at once can lead to an address ban. */
const LOCKED_OUT =
  /^(authentication failed|invalid or missing credentials|invalid ip\b|ip banned|access denied|an admin user is required)/i
/** Only this action is missing from the API role; the others work. */
const ACTION_NOT_ALLOWED = /^invalid permissions: api action/i
/** The data could not be written as JSON; the action itself has run. */
const UNENCODABLE = /^error generating json encoded response/i
/** Warnings that WHMCS documents on a success: deprecations. Any other warning may be a failure (developer-docs #303). */
const HARMLESS_WARNING = /deprecated|no longer supported|removed/i

export type Reading<T> = { readonly value: T; readonly note?: 'php_warning' }

/** Why an attempt failed, and what the client may do about it. */
export class CallFailure extends WhmcsError {
  readonly retryable: boolean
  /** What it says about the credentials as a whole. */
  readonly finding: Finding

  constructor(error: WhmcsError, flags: { retryable?: boolean; finding?: Finding } = {}) {
    super(error.failure, error.action, {
      ...(error.said === undefined ? {} : { said: error.said }),
      ...(error.reason === undefined ? {} : { reason: error.reason }),
    })
    this.retryable = flags.retryable ?? false
    this.finding = flags.finding ?? 'nothing'
  }
}

/** Doubt about a write is `outcome_unknown`; anything else lost nothing by failing. */
function doubt(action: string, effect: Effect, otherwise: 'unreachable' | 'malformed', reason: string): WhmcsError {
  return new WhmcsError(effect === 'write' ? 'outcome_unknown' : otherwise, action, { reason })
}

/** An unknown sentence under 401 or 403 is about the portal, not about the customer: WHMCS refuses business with 200. */
function refusal(action: string, effect: Effect, status: number, said: string): CallFailure {
  if (LOCKED_OUT.test(said))
    return new CallFailure(new WhmcsError('credentials', action, { said }), { finding: 'locked_out' })
  if (ACTION_NOT_ALLOWED.test(said) || status === 401 || status === 403)
    return new CallFailure(new WhmcsError('credentials', action, { said }), { finding: 'let_in' })
  if (UNENCODABLE.test(said)) return new CallFailure(doubt(action, effect, 'malformed', 'malformed utf-8'))
  return new CallFailure(new WhmcsError('refused', action, { said }), { finding: 'let_in' })
}

const GATEWAY_STATUS = new Set([502, 503, 504])

function unreadable(action: string, effect: Effect, status: number, reason: string): CallFailure {
  if (GATEWAY_STATUS.has(status) || status === 403) {
    // 403 without a WHMCS body comes from an edge in front of it and can stick to one connection.
    return new CallFailure(doubt(action, effect, 'unreachable', `status ${status}`), { retryable: true })
  }
  if (status >= 500) return new CallFailure(doubt(action, effect, 'unreachable', `status ${status}`))
  if (status >= 300) return new CallFailure(doubt(action, effect, 'malformed', `status ${status}`))
  return new CallFailure(doubt(action, effect, 'malformed', reason))
}

function sentence(answer: Readonly<Record<string, unknown>>): string {
  for (const said of [answer.message, answer.error]) if (typeof said === 'string') return said
  return ''
}

/** `result`, or `status` where an action spells it so (GetPermissionsList); an invoice's own `status` is neither. */
function verdict(answer: Readonly<Record<string, unknown>>): 'success' | 'error' | 'unclear' {
  const word = 'result' in answer ? answer.result : answer.status
  return word === 'success' || word === 'error' ? word : 'unclear'
}

function where(error: z.ZodError): string {
  return error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join('.')} ${issue.code}`)
    .join(', ')
}

/**
 * Reads one attempt as the answer of an action. The body is looked at before the status, because WHMCS puts refusals
 * into 200 and 403 alike.
 *
 * @throws CallFailure
 */
export function readAnswer<S extends z.ZodType>(
  operation: { readonly action: string; readonly effect: Effect; readonly response: S },
  attempt: Attempt,
): Reading<z.output<S>> {
  const { action, effect } = operation
  if (attempt.kind === 'failed') {
    const error = attempt.sent
      ? doubt(action, effect, 'unreachable', attempt.reason)
      : new WhmcsError('unreachable', action, { reason: attempt.reason })
    throw new CallFailure(error, { retryable: attempt.reason !== 'too large' })
  }
  const parsed = parseAnswer(attempt.body)
  if (!parsed.ok) throw unreadable(action, effect, attempt.status, parsed.reason)
  if (parsed.note && effect !== 'read') throw new CallFailure(doubt(action, effect, 'malformed', 'php warning'))
  const answer = unflatten(parsed.value)
  if (!answer) throw new CallFailure(doubt(action, effect, 'malformed', 'unsafe keys'))
  const outcome = verdict(answer)
  if (outcome === 'error') throw refusal(action, effect, attempt.status, sentence(answer))
  if (outcome === 'unclear') throw unreadable(action, effect, attempt.status, 'no result')
  if (effect === 'write' && typeof answer.warning === 'string' && !HARMLESS_WARNING.test(answer.warning)) {
    throw new CallFailure(doubt(action, effect, 'malformed', 'warning'))
  }
  const result = operation.response.safeParse(answer)
  if (!result.success) throw new CallFailure(doubt(action, effect, 'malformed', where(result.error)))
  return parsed.note ? { value: result.data, note: parsed.note } : { value: result.data }
}

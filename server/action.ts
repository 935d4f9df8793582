import 'server-only'
import { createHash } from 'node:crypto'
import { refresh } from 'next/cache'
import { unstable_rethrow } from 'next/navigation'
import { z } from 'zod'
import { personKey } from '@/lib/ids'
import type { Needs } from '@/lib/permissions'
import type { Action, ActionResult, Failure, FormState } from '@/lib/result'
import { ERROR_CODES } from '@/lib/result'
import { viewerOf, writerFor } from './access/current'
import type { Permitted } from './access/permitted'
import { permit } from './access/permitted'
import { decide } from './access/viewer'
import { findCurrentSession } from './auth/session'
import { PortalError } from './errors'
import type { FormValues } from './form-values'
import { formValues, keptValues, parseForm } from './form-values'
import { errorFields, log } from './observability/log'
import type { RequestInfo } from './request'
import { isSameOrigin, requestInfo } from './request'
import type { AuditEntry } from './store/audit'
import type { Limit } from './store/counters'
import { hit } from './store/counters'
import { store } from './store/current'
import type { IntentKey } from './store/intents'
import { claim, settle } from './store/intents'
import type { Session } from './store/sessions'
import type { Writer } from './whmcs/client'
import { WhmcsError } from './whmcs/errors'

const WRITES_PER_SESSION: Limit = { name: 'action', max: 30, windowSeconds: 60 }
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

function toFailure(error: unknown, ref: string): Failure {
  const failure = (code: Failure['code'], message: string, fields: Failure['fields'] = {}): Failure => ({
    ok: false,
    code,
    message,
    fields,
    ref,
  })
  if (error instanceof PortalError) return failure(error.code, error.key, error.fields)
  if (error instanceof WhmcsError) {
    if (error.failure === 'outcome_unknown') return failure('outcome_unknown', 'outcome_unknown')
    if (error.failure !== 'refused') return failure('unavailable', 'unavailable')
  }
  return failure('unexpected', 'unexpected')
}

/** The frame of every action: our own origin only, one result, one log line; what was typed goes back to the form. */
async function answer<T>(
  name: string,
  form: FormData,
  work: (values: FormValues, info: RequestInfo) => Promise<ActionResult<T>>,
): Promise<FormState<T>> {
  const info = await requestInfo()
  let kept: Record<string, string> = {}
  try {
    if (!(await isSameOrigin())) throw new PortalError('forbidden', { message: 'cross_site' })
    const values = formValues(form)
    kept = keptValues(values)
    return { result: await work(values, info), values: kept }
  } catch (error) {
    unstable_rethrow(error)
    const result = toFailure(error, info.ref)
    const level = result.code === 'unexpected' ? 'error' : 'info'
    log(level, 'action.failed', { name, code: result.code, ...(level === 'error' && errorFields(error)) })
    return { result, values: kept }
  }
}

/** @throws PortalError `rate_limited`. */
export async function spend(limit: Limit, key: string): Promise<void> {
  const { db } = await store()
  const { allowed } = await hit(db, limit, key, new Date())
  if (!allowed) throw new PortalError('rate_limited')
}

/** An action that anybody may call. Its limit, per address, is not optional. */
export function publicAction<S extends z.ZodType, T>(spec: {
  readonly name: string
  readonly limit: Limit
  readonly input: S
  readonly run: (input: z.output<S>, info: RequestInfo) => Promise<T>
}): Action<T> {
  return (_previous, form) =>
    answer(spec.name, form, async (values, info) => {
      await spend(spec.limit, info.ip)
      return { ok: true, data: await spec.run(parseForm(spec.input, values), info) }
    })
}

/** An action of somebody signed in who may not have chosen an account, or whose WHMCS is down: sign-out, for one. */
export function sessionAction<S extends z.ZodType, T>(spec: {
  readonly name: string
  readonly input: S
  readonly run: (session: Session, input: z.output<S>, info: RequestInfo) => Promise<T>
}): Action<T> {
  return (_previous, form) =>
    answer(spec.name, form, async (values, info) => {
      const session = await findCurrentSession()
      if (!session) throw new PortalError('signed_out')
      await spend(WRITES_PER_SESSION, session.id)
      return { ok: true, data: await spec.run(session, parseForm(spec.input, values), info) }
    })
}

const storedFailure = z.object({
  ok: z.literal(false),
  code: z.enum(ERROR_CODES),
  message: z.string(),
  fields: z.record(z.string(), z.string()),
  ref: z.string(),
})

function storedResult<O extends z.ZodType>(output: O, stored: unknown): ActionResult<z.output<O>> {
  const failure = storedFailure.safeParse(stored)
  if (failure.success) return failure.data
  const { data } = z.object({ ok: z.literal(true), data: z.unknown() }).parse(stored)
  return { ok: true, data: output.parse(data) }
}

function auditOf(name: string, session: Session, info: RequestInfo): Omit<AuditEntry, 'outcome' | 'at'> {
  return {
    location: session.location,
    actor: personKey(session.person),
    client: session.clientId,
    event: name,
    ref: info.ref,
    ip: info.ip,
  }
}

function outcomeOf(result: ActionResult<unknown>): 'done' | 'failed' | 'unknown' {
  if (result.ok) return 'done'
  return result.code === 'outcome_unknown' || result.code === 'unexpected' ? 'unknown' : 'failed'
}

/** Runs `work` at most once for an intent: a double click, a retry and a lost answer meet the first one's result. */
async function once<T>(
  key: IntentKey,
  values: FormValues,
  entry: Omit<AuditEntry, 'outcome' | 'at'>,
  parseReplay: (result: unknown) => ActionResult<T>,
  work: () => Promise<T>,
): Promise<ActionResult<T>> {
  const { db } = await store()
  const hash = createHash('sha256').update(JSON.stringify(values)).digest('hex')
  const claimed = await claim(db, key, hash, { ...entry, at: new Date(), outcome: 'attempted' }, new Date())
  if (claimed.kind === 'replay') return parseReplay(claimed.result)
  if (claimed.kind === 'in_progress') throw new PortalError('in_progress')
  if (claimed.kind === 'unknown') throw new PortalError('outcome_unknown')
  if (claimed.kind === 'mismatch') throw new PortalError('invalid', { message: 'intent_reused' })
  let result: ActionResult<T>
  try {
    result = { ok: true, data: await work() }
  } catch (error) {
    unstable_rethrow(error)
    result = toFailure(error, entry.ref)
    if (result.code === 'unexpected') log('error', 'action.failed', { name: entry.event, ...errorFields(error) })
  }
  const outcome = outcomeOf(result)
  await settle(db, key, outcome, result, { ...entry, at: new Date(), outcome }, new Date())
  return result
}

/**
 * The one path up: viewer and permission, limit, input, then one transaction that claims the intent and writes the
 * audit row (no trace, no write), the use case with a Writer in hand, the settlement, and a fresh page.
 */
export function action<N extends Needs, S extends z.ZodType, O extends z.ZodType>(spec: {
  readonly name: string
  readonly needs: N
  readonly input: S
  /** What `run` answers. A replayed answer comes out of the store as JSON and is parsed with it. */
  readonly output: O
  readonly run: (viewer: Permitted<NoInfer<N>, Writer>, input: z.output<S>) => Promise<z.output<O>>
}): Action<z.output<O>> {
  return (_previous, form) =>
    answer(spec.name, form, async (values, info) => {
      const session = await findCurrentSession()
      const viewer = session && viewerOf(session, writerFor(session))
      if (!session || !viewer) throw new PortalError('signed_out')
      if (decide(await viewer.rights(), spec.needs) !== 'allow') throw new PortalError('forbidden')
      await spend(WRITES_PER_SESSION, session.id)
      const input = parseForm(spec.input, values)
      const intent = form.get('intent')
      if (typeof intent !== 'string' || !UUID.test(intent)) throw new PortalError('invalid', { message: 'no_intent' })
      const key: IntentKey = {
        location: session.location,
        person: personKey(session.person),
        action: spec.name,
        intent,
      }
      const entry = auditOf(spec.name, session, info)
      const replay = (stored: unknown) => storedResult(spec.output, stored)
      const result = await once(key, values, entry, replay, () => spec.run(permit(viewer, spec.needs), input))
      refresh()
      return result
    })
}

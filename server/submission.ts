import 'server-only'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { FormValues } from '@/lib/form-values'
import type { ActionResult } from '@/lib/result'
import { ERROR_CODES } from '@/lib/result'
import { PortalError } from './errors'
import { toFailure } from './failure'
import { errorFields, log } from './observability/log'
import type { AuditEntry } from './store/audit'
import type { Db } from './store/db'
import type { IntentKey } from './store/intents'
import { claim, settle } from './store/intents'

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

function outcomeOf(result: ActionResult<unknown>): 'done' | 'failed' | 'unknown' {
  if (result.ok) return 'done'
  return result.code === 'outcome_unknown' || result.code === 'unexpected' ? 'unknown' : 'failed'
}

/**
 * Runs `work` at most once for a submission: a double click, a retry and a lost answer meet the first one's result. Its
 * traces are written in the same transactions as the claim and the settlement: no trace, no work.
 *
 * @param values what was submitted; the same submission with other values is refused
 * @param output what `work` answers; a replayed answer comes out of the store as JSON and is parsed with it
 * @throws PortalError `in_progress`, `outcome_unknown`, `invalid` (`intent_reused`)
 */
export async function once<O extends z.ZodType>(
  db: Db,
  key: IntentKey,
  values: FormValues,
  entry: Omit<AuditEntry, 'outcome' | 'at'>,
  output: O,
  work: () => Promise<z.output<O>>,
): Promise<ActionResult<z.output<O>>> {
  const hash = createHash('sha256').update(JSON.stringify(values)).digest('hex')
  const claimed = await claim(db, key, hash, { ...entry, at: new Date(), outcome: 'attempted' }, new Date())
  if (claimed.kind === 'replay') return storedResult(output, claimed.result)
  if (claimed.kind === 'in_progress') throw new PortalError('in_progress')
  if (claimed.kind === 'unknown') throw new PortalError('outcome_unknown')
  if (claimed.kind === 'mismatch') throw new PortalError('invalid', { message: 'intent_reused' })
  let result: ActionResult<z.output<O>>
  try {
    result = { ok: true, data: await work() }
  } catch (error) {
    result = toFailure(error, entry.ref)
    const level = result.code === 'unexpected' || result.message === 'refused' ? 'error' : 'info'
    log(level, 'action.failed', { name: entry.event, code: result.code, ...(level === 'error' && errorFields(error)) })
  }
  const outcome = outcomeOf(result)
  await settle(db, key, outcome, result, { ...entry, at: new Date(), outcome }, new Date())
  return result
}

import 'server-only'
import { PortalError } from '@/server/errors'
import type { Said } from './check'
import type { submit } from './people'

/** What an answer to a form says, as far as it can be compared with the truth. */
export function saidOf(result: Awaited<ReturnType<typeof submit>>): Said {
  if (result.ok) return { kind: 'done', done: result.data }
  return refusedOf(new PortalError(result.code, { message: result.message }))
}

export function refusedOf(error: unknown): Said {
  if (!(error instanceof PortalError)) return { kind: 'unknown' }
  if (error.code === 'outcome_unknown' || error.code === 'unexpected') return { kind: 'unknown' }
  if (error.code === 'in_progress' && error.key === 'in_progress') return { kind: 'running' }
  return error.key === 'intent_reused' ? { kind: 'reused' } : { kind: 'failed', why: error.key }
}

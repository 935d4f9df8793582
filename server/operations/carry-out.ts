import 'server-only'
import { PortalError } from '@/server/errors'
import { toFailure } from '@/server/failure'
import { errorFields, log } from '@/server/observability/log'
import { append } from '@/server/store/audit'
import type { AuditEntry } from '@/server/store/audit'
import type { Db } from '@/server/store/db'
import type { NewOperation, Operation, State } from '@/server/store/operations'
import {
  concludeOperation,
  findOperation,
  isOpen,
  openOperations,
  recordDetails,
  referenceOf,
  startSending,
} from '@/server/store/operations'
import { transact } from '@/server/store/transaction'
import type { Reader, Writer } from '@/server/whmcs/client'
import type { Kind } from './kind'
import { kindOf } from './kinds'
import { SEND_WITHIN, sendingOver } from './sending'

/** What the engine works with. `kinds` is another registry in tests only. */
export type Works<W extends Reader = Writer> = {
  readonly db: Db
  readonly whmcs: W
  readonly kinds?: (name: string) => Kind
}

export type Concluded = { readonly operation: Operation; readonly error?: unknown }

export function kindFor(works: Works<Reader>, operation: Operation): Kind {
  return (works.kinds ?? kindOf)(operation.kind)
}

/** The trace of what no form's own row stands for: what follows another operation, and what was proved later. */
export function traceOf(operation: Operation, outcome: AuditEntry['outcome']): AuditEntry {
  return {
    at: new Date(),
    location: operation.location,
    actor: operation.actor,
    client: operation.client,
    event: operation.kind,
    target: operation.target,
    outcome,
    ref: referenceOf(operation),
    ip: '',
  }
}

/** Never sent: its process died first, or what it follows was refused. */
export const NOT_BEGUN = { code: 'rejected', message: 'not_begun' }

type End = 'applied' | 'rejected' | 'unknown' | 'human'
const OUTCOMES = { applied: 'done', rejected: 'failed', unknown: 'unknown', human: 'unknown' } as const

const LEVELS = { applied: 'info', rejected: 'info', unknown: 'warn', human: 'error' } as const

/**
 * Writes the end, if the operation is still what it was taken for, and its trace in the same transaction unless a form's
 * own row is the trace. @returns what it is now
 */
export async function conclude(
  works: Works<Reader>,
  operation: Operation,
  state: End,
  result: unknown,
  traced = false,
): Promise<Operation> {
  const over = state === 'applied' || state === 'rejected'
  const details = over ? kindFor(works, operation).keep(operation) : undefined
  const now = new Date()
  // While it was being sent, others may have given up waiting for it.
  const from: readonly State[] = operation.state === 'sending' ? ['sending', 'unknown'] : [operation.state]
  const news = await transact(works.db, async (trx) => {
    const changed = await concludeOperation(trx, operation.id, from, { state, result, details }, now)
    if (changed && traced) await append(trx, traceOf(operation, OUTCOMES[state]))
    return changed
  })
  if (news) log(LEVELS[state], 'operation', { name: operation.kind, outcome: state, ref: referenceOf(operation) })
  return (await findOperation(works.db, operation.id)) ?? operation
}

/** Takes the right to send, and leaves the trace in the same transaction: no trace, nothing sent. */
function begin(works: Works, operation: Operation, traced: boolean): Promise<boolean> {
  return transact(works.db, async (trx) => {
    const begun = await startSending(trx, operation.id, new Date())
    if (begun && traced) await append(trx, traceOf(operation, 'attempted'))
    return begun
  })
}

/** The operation with what its proof will be compared with, recorded before anything is sent. */
async function prepared(works: Works, operation: Operation): Promise<Operation> {
  const details = await kindFor(works, operation).before?.(works.whmcs, operation)
  if (details === undefined) return operation
  if (!(await recordDetails(works.db, operation.id, details))) throw new PortalError('unavailable')
  return { ...operation, details }
}

/** Sends one operation, if nobody else has, and writes down what is known of it then. Never sends twice. */
export async function perform(works: Works, operation: Operation): Promise<Concluded> {
  const traced = operation.follows !== null
  const { whmcs, changedNothing } = sendingOver(works.whmcs, Date.now() + SEND_WITHIN)
  if (!(await begin(works, operation, traced))) {
    return { operation: (await findOperation(works.db, operation.id)) ?? operation }
  }
  let mine: Operation = { ...operation, state: 'sending' }
  try {
    mine = await prepared(works, mine)
    const result = await kindFor(works, mine).send(whmcs, mine)
    return { operation: await conclude(works, mine, 'applied', result, traced) }
  } catch (error) {
    if (changedNothing(error)) {
      const { code, message } = toFailure(error, '')
      return { operation: await conclude(works, mine, 'rejected', { code, message }, traced), error }
    }
    log('warn', 'operation.unknown', { name: mine.kind, ref: referenceOf(mine), ...errorFields(error) })
    await conclude(works, mine, 'unknown', null, traced)
    const seen = await lookOnce(works, mine, traced)
    return seen.state === 'applied' ? { operation: seen } : { operation: seen, error }
  }
}

/** An effect that is seen is proof at any time; that none is seen yet proves nothing. */
async function lookOnce(works: Works<Reader>, operation: Operation, traced: boolean): Promise<Operation> {
  const proof = await kindFor(works, operation)
    .prove(works.whmcs, operation)
    .catch((error: unknown) => {
      log('info', 'operation.unread', { name: operation.kind, ref: referenceOf(operation), ...errorFields(error) })
      return { kind: 'unclear' } as const
    })
  if (proof.kind === 'applied') return conclude(works, operation, 'applied', proof.result, traced)
  return { ...operation, state: 'unknown' }
}

/**
 * Records the operations in one transaction, then sends them one after the other; each only when the one before it is
 * proved. What follows a refused one is refused with it; what follows an unknown one waits for its proof.
 *
 * @returns them as they stand now, the first one `applied`
 * @throws PortalError `in_progress` when another operation of the kind is open for one of the targets;
 *   `outcome_unknown` when nobody knows yet what became of the first one; what refused the first one
 */
export async function carryOut(works: Works, plans: readonly NewOperation[]): Promise<readonly Operation[]> {
  const opened = await openOperations(works.db, plans, new Date())
  if (!opened) throw new PortalError('in_progress', { message: 'operation_open' })
  const [first, ...others] = opened
  if (!first) throw new RangeError('nothing to carry out')
  const begun = await perform(works, first)
  if (begun.operation.state === 'rejected') {
    for (const other of others) await conclude(works, other, 'rejected', NOT_BEGUN)
    throw begun.error ?? new PortalError('rejected')
  }
  if (begun.operation.state !== 'applied') throw new PortalError('outcome_unknown', { cause: begun.error })
  return [begun.operation, ...(await performInTurn(works, others))]
}

/**
 * Stops at the first that is not applied: what follows one that was refused is refused with it, at once; what follows one
 * whose end is not known waits for it.
 */
async function performInTurn(works: Works, operations: readonly Operation[]): Promise<Operation[]> {
  const ended: Operation[] = []
  for (const operation of operations) {
    const before = ended.at(-1)
    if (!before || before.state === 'applied') ended.push((await perform(works, operation)).operation)
    else ended.push(isOpen(before) ? operation : await conclude(works, operation, 'rejected', NOT_BEGUN, true))
  }
  return ended
}

import 'server-only'
import { personKey } from '@/lib/ids'
import { PortalError } from '@/server/errors'
import { toFailure } from '@/server/failure'
import { errorFields, log } from '@/server/observability/log'
import { append } from '@/server/store/audit'
import type { AuditEntry } from '@/server/store/audit'
import type { Db } from '@/server/store/db'
import type { NewOperation, Operation } from '@/server/store/operations'
import { concludeOperation, findOperation, openOperations, referenceOf, startSending } from '@/server/store/operations'
import type { Reader, Writer } from '@/server/whmcs/client'
import { WhmcsError } from '@/server/whmcs/errors'
import type { Kind } from './kind'
import { kindOf } from './kinds'

/** What the engine works with. `kinds` is another registry in tests only. */
export type Works<W extends Reader = Writer> = {
  readonly db: Db
  readonly whmcs: W
  readonly kinds?: (name: string) => Kind
}

export type Concluded = { readonly operation: Operation; readonly error?: unknown }

function kindFor(works: Works<Reader>, operation: Operation): Kind {
  return (works.kinds ?? kindOf)(operation.kind)
}

/** What the portal says of its own accord changed nothing, and so does a call that provably never left. */
function changedNothing(error: unknown): boolean {
  if (error instanceof PortalError) return error.code !== 'outcome_unknown'
  return error instanceof WhmcsError && ['refused', 'unreachable', 'credentials'].includes(error.failure)
}

/** The trace of what no form's own row stands for: what follows another operation, and what was proved later. */
export async function trace(works: Works<Reader>, operation: Operation, outcome: AuditEntry['outcome']): Promise<void> {
  const ref = referenceOf(operation)
  log(outcome === 'unknown' ? 'warn' : 'info', 'operation', { name: operation.kind, outcome, ref })
  await append(works.db, {
    at: new Date(),
    location: operation.location,
    actor: personKey(operation.person),
    client: operation.client,
    event: operation.kind,
    target: operation.target,
    outcome,
    ref,
    ip: '',
  })
}

async function again(works: Works<Reader>, operation: Operation): Promise<Operation> {
  return (await findOperation(works.db, operation.id)) ?? operation
}

export async function conclude(
  works: Works<Reader>,
  operation: Operation,
  state: 'applied' | 'rejected' | 'unknown' | 'human',
  result: unknown,
): Promise<Operation> {
  const over = state === 'applied' || state === 'rejected'
  const details = over ? kindFor(works, operation).keep(operation) : undefined
  await concludeOperation(works.db, operation.id, { state, result, details }, new Date())
  return again(works, operation)
}

/** Sends one operation, if nobody else has, and writes down what is known of it then. Never sends twice. */
export async function perform(works: Works, operation: Operation): Promise<Concluded> {
  const follows = operation.follows !== null
  if (follows) await trace(works, operation, 'attempted')
  if (!(await startSending(works.db, operation.id, new Date()))) return { operation: await again(works, operation) }
  const ended = await send(works, operation)
  const { state } = ended.operation
  if (follows) await trace(works, operation, state === 'applied' ? 'done' : state === 'rejected' ? 'failed' : 'unknown')
  return ended
}

async function send(works: Works, operation: Operation): Promise<Concluded> {
  const kind = kindFor(works, operation)
  try {
    return { operation: await conclude(works, operation, 'applied', await kind.send(works.whmcs, operation)) }
  } catch (error) {
    if (changedNothing(error)) {
      const { code, message } = toFailure(error, '')
      return { operation: await conclude(works, operation, 'rejected', { code, message }), error }
    }
    log('warn', 'operation.unknown', { name: operation.kind, ref: referenceOf(operation), ...errorFields(error) })
    await conclude(works, operation, 'unknown', null)
    const proved = await lookOnce(works, operation, kind)
    return proved.state === 'applied' ? { operation: proved } : { operation: proved, error }
  }
}

/** An effect that is seen is proof at any time; that none is seen yet proves nothing. */
async function lookOnce(works: Works<Reader>, operation: Operation, kind: Kind): Promise<Operation> {
  const proof = await kind.prove(works.whmcs, operation).catch((error: unknown) => {
    log('info', 'operation.unproved', { name: operation.kind, ref: referenceOf(operation), ...errorFields(error) })
    return { kind: 'unclear' } as const
  })
  return proof.kind === 'applied' ? conclude(works, operation, 'applied', proof.result) : again(works, operation)
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
    for (const other of others) await conclude(works, other, 'rejected', { code: 'rejected', message: 'not_begun' })
    throw begun.error ?? new PortalError('rejected')
  }
  if (begun.operation.state !== 'applied') throw new PortalError('outcome_unknown', { cause: begun.error })
  return [begun.operation, ...(await performInTurn(works, others))]
}

/** Stops at the first that is not proved: what follows it waits. */
async function performInTurn(works: Works, operations: readonly Operation[]): Promise<Operation[]> {
  const ended: Operation[] = []
  let going = true
  for (const operation of operations) {
    ended.push(going ? (await perform(works, operation)).operation : operation)
    going &&= ended.at(-1)?.state === 'applied'
  }
  return ended
}
